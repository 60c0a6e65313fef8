using System.Numerics;
using AutoGradLinear.Numerics;

namespace AutoGradLinear;

/// <summary>Compares a gradient with differences of the function: central, and on both sides apart.</summary>
/// <remarks>
/// <para>
/// Differences are extrapolated to step 0 (Ridders) with an estimate of their error, so that a gradient is only called wrong where it is,
/// and no step has to be chosen.
/// </para>
/// <para>
/// Where the slopes on both sides differ there is a kink; any gradient between them is accepted (it is in the subdifferential of a
/// convex function) and reported apart.
/// </para>
/// </remarks>
public static partial class GradientCheck
{
    /// <summary>Estimates whose error is larger than this part of the slope decide nothing.</summary>
    private const double UsableError = 0.05;

    /// <summary>Coordinates are compared on the scale of this part of the largest one, at least, and of √ε times the value.</summary>
    private const double SmallestScale = 1e-3;

    /// <summary>Checks a gradient at a point.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="value">The function.</param>
    /// <param name="valueWithGradient">The function with the gradient to check.</param>
    /// <param name="point">Where to check.</param>
    /// <param name="options">Tolerance and steps; null for the defaults.</param>
    /// <returns>A verdict for every coordinate.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static GradientCheckReport Check<T>(
        ScalarFunction<T> value,
        ScalarFunctionWithGradient<T> valueWithGradient,
        ReadOnlySpan<T> point,
        GradientCheckOptions? options = null)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(valueWithGradient);
        options ??= new GradientCheckOptions();
        options.Validate();
        double precision = double.CreateTruncating(T.BitIncrement(T.One) - T.One);
        double tolerance = options.Tolerance ?? Math.Pow(precision, 0.4);
        int stepCount = options.StepCount ?? (precision < 1e-12 ? 16 : 11);

        T[] trial = point.ToArray();
        T[] gradient = new T[point.Length];
        gradient.AsSpan().Fill(T.NaN);
        double withGradient = double.CreateTruncating(valueWithGradient(point, gradient));
        double plain = double.CreateTruncating(value(point));
        bool agrees = plain.Equals(withGradient)
            || Math.Abs(plain - withGradient) <= tolerance * Math.Max(Math.Abs(plain), Math.Abs(withGradient));

        var slopes = new Slopes[point.Length];
        double largest = 0.0;
        for (int k = 0; k < point.Length; k++)
        {
            slopes[k] = Measure(value, trial, k, plain, precision, options.LargestStep, stepCount);
            if (slopes[k].CentralError <= UsableError * Math.Abs(slopes[k].Central))
                largest = Math.Max(largest, Math.Abs(slopes[k].Central));
        }

        double smallestScale = Math.Max(SmallestScale * largest, Math.Sqrt(precision) * Math.Abs(plain));
        var entries = new GradientCheckEntry[point.Length];
        for (int k = 0; k < entries.Length; k++)
            entries[k] = Judge(k, double.CreateTruncating(gradient[k]), slopes[k], smallestScale, tolerance);
        return new GradientCheckReport(plain, withGradient, agrees, tolerance, entries);
    }

    private readonly record struct Slopes(
        double Central, double CentralError, double Left, double LeftError, double Right, double RightError)
    {
        /// <summary>Whether the slopes on both sides differ by more than their errors explain.</summary>
        public bool IsKink(double tolerance)
        {
            double jump = Math.Abs(Right - Left);
            return jump > (3.0 * (LeftError + RightError)) + (tolerance * Math.Max(Math.Abs(Left), Math.Abs(Right)));
        }
    }

    private static Slopes Measure<T>(
        ScalarFunction<T> value, T[] point, int k, double centre, double precision, double largestStep, int stepCount)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<double> central = stackalloc double[stepCount];
        Span<double> left = stackalloc double[stepCount];
        Span<double> right = stackalloc double[stepCount];
        Span<double> noise = stackalloc double[stepCount];
        T middle = point[k];
        double x = double.CreateTruncating(middle);
        double step = largestStep * Math.Pow(2.0, Math.Ceiling(Math.Log2(Math.Max(1.0, Math.Abs(x)))));
        for (int i = 0; i < stepCount; i++, step *= 0.5)
        {
            T up = T.CreateTruncating(x + step);
            T down = T.CreateTruncating(x - step);
            point[k] = up;
            double above = double.CreateTruncating(value(point));
            point[k] = down;
            double below = double.CreateTruncating(value(point));
            point[k] = middle;

            // The steps that were really taken, after rounding.
            double forward = double.CreateTruncating(up) - x;
            double backward = x - double.CreateTruncating(down);
            central[i] = (above - below) / (forward + backward);
            right[i] = (above - centre) / forward;
            left[i] = (centre - below) / backward;
            double magnitude = Math.Max(Math.Abs(centre), Math.Max(Math.Abs(above), Math.Abs(below)));
            noise[i] = precision * magnitude / Math.Min(forward, backward);
        }

        (double slope, double error) = DifferenceTableau.Extrapolate(central, noise, 4.0, 4.0);
        (double leftSlope, double leftError) = DifferenceTableau.Extrapolate(left, noise, 2.0, 2.0);
        (double rightSlope, double rightError) = DifferenceTableau.Extrapolate(right, noise, 2.0, 2.0);
        return new Slopes(slope, error, leftSlope, leftError, rightSlope, rightError);
    }

    private static GradientCheckEntry Judge(int index, double gradient, Slopes slopes, double smallestScale, double tolerance)
    {
        double scale = Math.Max(Math.Max(Math.Abs(gradient), Math.Abs(slopes.Central)), smallestScale);
        double relative = Relative(Math.Abs(gradient - slopes.Central) - slopes.CentralError, scale);
        if (!double.IsFinite(gradient) || !double.IsFinite(slopes.Central))
            return Entry(GradientCheckStatus.NonFinite, double.NaN);

        if (slopes.IsKink(tolerance))
        {
            double outside = Math.Max(
                Math.Min(slopes.Left, slopes.Right) - gradient, gradient - Math.Max(slopes.Left, slopes.Right));
            scale = Math.Max(Math.Max(Math.Abs(gradient), Math.Max(Math.Abs(slopes.Left), Math.Abs(slopes.Right))), smallestScale);
            double distance = Relative(outside - slopes.LeftError - slopes.RightError, scale);
            return Entry(distance <= tolerance ? GradientCheckStatus.Kink : GradientCheckStatus.Wrong, distance);
        }

        if (relative > tolerance)
            return Entry(GradientCheckStatus.Wrong, relative);
        return Entry(
            slopes.CentralError <= Math.Max(UsableError, tolerance) * scale ? GradientCheckStatus.Right : GradientCheckStatus.Uncertain, relative);

        GradientCheckEntry Entry(GradientCheckStatus status, double error) =>
            new(index, gradient, slopes.Central, slopes.CentralError, slopes.Left, slopes.Right, error, status);
    }

    private static double Relative(double excess, double scale) => excess <= 0.0 ? 0.0 : excess / scale;
}
