using System.Globalization;
using System.Numerics;

namespace AutoGradLinear.Numerics;

/// <summary>The Taylor test of a gradient, and of a Hessian–vector product where there is one.</summary>
internal sealed class TaylorCheck<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>A rate that is lower than expected by this much is another rate.</summary>
    private const double RateSlack = 0.35;

    /// <summary>A remainder that falls no faster than the next lower power, by this much, holds an error of the derivative.</summary>
    private const double LowerRateSlack = 0.25;

    private readonly ScalarFunction<T> value;
    private readonly ScalarFunctionWithGradient<T> valueWithGradient;
    private readonly HessianVectorProductFunction<T>? product;
    private readonly T[] point;
    private readonly GradientCheckOptions options;
    private readonly double precision = CheckDirections.PrecisionOf<T>();
    private readonly List<string> problems = [];
    private readonly T[] gradient;
    private readonly double centre;

    public TaylorCheck(
        ScalarFunction<T> value,
        ScalarFunctionWithGradient<T> valueWithGradient,
        HessianVectorProductFunction<T>? product,
        T[] point,
        GradientCheckOptions options)
    {
        (this.value, this.valueWithGradient, this.product, this.point, this.options) = (value, valueWithGradient, product, point, options);
        gradient = Gradient(point, out double withGradient);
        centre = double.CreateTruncating(value(point));
        NoteValue("the gradient", withGradient);
    }

    public TaylorCheckReport Run()
    {
        var random = new DeterministicRandom(options.Seed);
        var entries = new List<TaylorCheckEntry>();
        for (int number = 0; number < options.Directions; number++)
        {
            T[] direction = number % 2 == 0 ? CheckDirections.Random<T>(random, point) : Balanced(random);
            entries.Add(Remainder(number, direction, order: 2));
            if (product is not null)
                entries.Add(Remainder(number, direction, order: 3));
        }

        return new TaylorCheckReport(entries, problems);
    }

    /// <summary>A direction along which every coordinate of the gradient counts the same, of the size of the point.</summary>
    private T[] Balanced(DeterministicRandom random)
    {
        T[] direction = CheckDirections.Balanced<T>(random, gradient);
        double largest = 0.0;
        for (int k = 0; k < direction.Length; k++)
        {
            if (!T.IsZero(gradient[k]))
                largest = Math.Max(largest, Math.Abs(double.CreateTruncating(direction[k])) / Math.Max(1.0, Math.Abs(double.CreateTruncating(point[k]))));
        }

        for (int k = 0; k < direction.Length; k++)
        {
            if (!T.IsZero(gradient[k]) && largest > 0.0)
                direction[k] = T.CreateTruncating(double.CreateTruncating(direction[k]) / largest);
            else
                direction[k] *= T.Max(T.One, T.Abs(point[k]));
        }

        return direction;
    }

    private TaylorCheckEntry Remainder(int number, T[] direction, int order)
    {
        int count = options.StepCount ?? (precision < 1e-12 ? 24 : 12);
        double[] steps = new double[count];
        double[] remainders = new double[count];
        double[] noise = new double[count];
        var moved = new T[point.Length];
        var move = new T[point.Length];
        double step = options.LargestStep;
        for (int i = 0; i < count; i++, step *= 0.5)
        {
            double linear = 0.0;
            double terms = 0.0;
            for (int k = 0; k < point.Length; k++)
            {
                moved[k] = point[k] + (T.CreateTruncating(step) * direction[k]);
                move[k] = moved[k] - point[k];
                double term = double.CreateTruncating(gradient[k]) * double.CreateTruncating(move[k]);
                linear += term;
                terms += Math.Abs(term);
            }

            double quadratic = order == 3 ? 0.5 * Curvature(move) : 0.0;
            double there = double.CreateTruncating(value(moved));
            steps[i] = step;
            remainders[i] = Math.Abs(there - centre - linear - quadratic);
            noise[i] = precision * (Math.Max(Inner(), Math.Max(Math.Abs(centre), Math.Abs(there))) + terms + Math.Abs(quadratic));
        }

        RemainderRate rate = RemainderRate.Of(steps, remainders, noise, order - 1);
        double derivative = order == 3 ? Curvature(direction) : Dot(gradient, direction);
        if (!double.IsFinite(derivative) || rate.Finite < 2)
            return Entry(double.NaN, TaylorCheckStatus.NonFinite);
        if (double.IsNaN(rate.Rate))
            return Entry(double.NaN, TaylorCheckStatus.AtRounding);
        if (rate.Rate >= order - RateSlack)
            return Entry(double.NaN, TaylorCheckStatus.Right);
        GradientCheckEntry slope = Slope(direction, derivative, order);
        return Entry(slope.Difference, slope.Status switch
        {
            GradientCheckStatus.Kink => TaylorCheckStatus.Kink,
            GradientCheckStatus.Right or GradientCheckStatus.Uncertain when rate.Rate >= order - 1 + LowerRateSlack => TaylorCheckStatus.Rough,
            GradientCheckStatus.NonFinite => TaylorCheckStatus.NonFinite,
            _ when order == 2 && rate.Bound <= UnresolvedSlope(direction, steps[^1]) => TaylorCheckStatus.Rough,
            _ => TaylorCheckStatus.Wrong,
        });

        TaylorCheckEntry Entry(double difference, TaylorCheckStatus status) =>
            new(number, order, rate.Rate, derivative, difference, order == 3 ? 2.0 * rate.Bound : rate.Bound, status);
    }

    /// <summary>What differences along the direction say: of the function, or for the second derivative of the gradient's component along it.</summary>
    private GradientCheckEntry Slope(T[] direction, double derivative, int order)
    {
        var moved = new T[point.Length];
        ScalarFunction<T> alongLine = parameter =>
        {
            for (int k = 0; k < moved.Length; k++)
                moved[k] = point[k] + (parameter[0] * direction[k]);
            return order == 2 ? value(moved) : T.CreateTruncating(Dot(Gradient(moved, out _), direction));
        };
        return GradientCheck.Along(alongLine, derivative, order == 2 ? Inner() : Inner() * Math.Sqrt(point.Length), options);
    }

    private T[] Gradient(T[] at, out double withGradient)
    {
        var result = new T[at.Length];
        result.AsSpan().Fill(T.NaN);
        withGradient = double.CreateTruncating(valueWithGradient(at, result));
        return result;
    }

    /// <summary>⟨d, H d⟩.</summary>
    private double Curvature(T[] direction)
    {
        var result = new T[direction.Length];
        result.AsSpan().Fill(T.NaN);
        NoteValue("the Hessian–vector product", double.CreateTruncating(product!(point, direction, result)));
        return Dot(direction, result);
    }

    /// <summary>Sums within the function are rounded at their own size, which its value may not show; |x| · |∇f| stands for it.</summary>
    private double Inner() => GradientCheck.LargestMagnitude<T>(point) * GradientCheck.LargestMagnitude<T>(gradient);

    /// <summary>
    /// What the slope along a direction changes by without the steps resolving it: over the shortest step, and with a point that is rounded at its own size.
    /// The change over the largest step says how fast it changes. A slope that is off by less is not wrong: a squared hinge whose corner is nearer than the
    /// shortest step has nothing else.
    /// </summary>
    private double UnresolvedSlope(T[] direction, double shortestStep)
    {
        T step = T.CreateTruncating(options.LargestStep);
        T[] ahead = Gradient(Moved(step), out _);
        T[] behind = Gradient(Moved(-step), out _);
        double along = 0.0;
        double total = 0.0;
        for (int k = 0; k < point.Length; k++)
        {
            double change = double.CreateTruncating(ahead[k]) - double.CreateTruncating(behind[k]);
            along += change * double.CreateTruncating(direction[k]);
            total += Math.Abs(change);
        }

        double unresolved = Math.Max(shortestStep * Math.Abs(along), precision * GradientCheck.LargestMagnitude<T>(point) * total) / (2.0 * options.LargestStep);
        return double.IsFinite(unresolved) ? unresolved : 0.0;

        T[] Moved(T distance) => [.. point.Zip(direction, (x, d) => x + (distance * d))];
    }

    private void NoteValue(string source, double other)
    {
        if (!double.IsFinite(centre))
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"the function is {centre} at the point"));
        else if (!(Math.Abs(other - centre) <= Math.Sqrt(precision) * Math.Max(Math.Abs(other), Math.Abs(centre))))
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"the value that came with {source} is {other:G9}, the function gives {centre:G9}"));
    }

    private static double Dot(T[] left, T[] right) => SidesOfIdentity.Of<T>(left, right, [], []).Left;
}
