using System.Numerics;
using AutoGradLinear.Numerics;

namespace AutoGradLinear;

/// <summary>
/// Checks of derivatives: gradients against differences (<see cref="Check{T}"/>) and against the rate at which the remainder of Taylor's series
/// falls, forward against reverse mode, and the symmetry of Hessians. Every report has <c>Passed</c>, <c>ThrowIfFailed()</c> and a text, for any test framework.
/// </summary>
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
        double precision = CheckDirections.PrecisionOf<T>();
        double tolerance = ToleranceOf(options, precision);
        int stepCount = StepCountOf(options, precision);

        T[] trial = point.ToArray();
        T[] gradient = new T[point.Length];
        gradient.AsSpan().Fill(T.NaN);
        double withGradient = double.CreateTruncating(valueWithGradient(point, gradient));
        double plain = double.CreateTruncating(value(point));
        bool agrees = plain.Equals(withGradient)
            || Math.Abs(plain - withGradient) <= tolerance * Math.Max(Math.Abs(plain), Math.Abs(withGradient));

        // Sums within the function are rounded at their own size, which its value may not show (ln Σ e^s − s_y); |x| · |∇F| stands for it.
        double inner = LargestMagnitude<T>(point) * LargestMagnitude<T>(gradient);
        var slopes = new SlopeEstimates[point.Length];
        double largest = 0.0;
        for (int k = 0; k < point.Length; k++)
        {
            slopes[k] = SlopeEstimates.Measure(value, trial, k, plain, inner, precision, options.LargestStep, stepCount);
            if (slopes[k].CentralError <= UsableError * Math.Abs(slopes[k].Central))
                largest = Math.Max(largest, Math.Abs(slopes[k].Central));
        }

        double smallestScale = Math.Max(SmallestScale * largest, Math.Sqrt(precision) * Math.Abs(plain));
        var entries = new GradientCheckEntry[point.Length];
        for (int k = 0; k < entries.Length; k++)
            entries[k] = Judge(k, double.CreateTruncating(gradient[k]), slopes[k], smallestScale, tolerance);
        return new GradientCheckReport(plain, withGradient, agrees, tolerance, entries);
    }

    private static GradientCheckEntry Judge(int index, double gradient, SlopeEstimates slopes, double smallestScale, double tolerance)
    {
        double scale = Math.Max(Math.Max(Math.Abs(gradient), Math.Abs(slopes.Central)), smallestScale);
        double relative = Relative(Math.Abs(gradient - slopes.Central) - slopes.CentralError, scale);
        if (!double.IsFinite(gradient) || !double.IsFinite(slopes.Central))
            return Entry(GradientCheckStatus.NonFinite, double.NaN);

        if (slopes.IsKink(tolerance))
        {
            relative = Outside(slopes.Left, slopes.Right, slopes.LeftError + slopes.RightError);
            if (relative <= tolerance)
                return Entry(GradientCheckStatus.Kink, relative);
        }
        else if (relative <= tolerance)
        {
            bool usable = slopes.CentralError <= Math.Max(UsableError, tolerance) * scale;
            return Entry(usable ? GradientCheckStatus.Right : GradientCheckStatus.Uncertain, relative);
        }

        // Steps that reach over neighbouring kinks can agree by chance; both sides agreeing with the gradient settles it.
        double sides = Math.Max(
            Relative(Math.Abs(gradient - slopes.Left) - slopes.LeftError, scale),
            Relative(Math.Abs(gradient - slopes.Right) - slopes.RightError, scale));
        if (sides <= tolerance && Math.Max(slopes.LeftError, slopes.RightError) <= UsableError * scale)
            return Entry(GradientCheckStatus.Right, sides);

        // A kink so near that few steps, or none, are shorter, or slopes that settle nowhere: those of the shortest steps bound the gradient.
        if (slopes.HasKinkNearby || slopes.CentralError > UsableError * scale)
        {
            double near = Outside(slopes.Lowest, slopes.Highest, slopes.Noise);
            if (near <= tolerance)
                return Entry(slopes.HasKinkNearby ? GradientCheckStatus.Kink : GradientCheckStatus.Uncertain, near);
        }

        return Entry(GradientCheckStatus.Wrong, relative);

        double Outside(double one, double other, double error)
        {
            double distance = Math.Max(Math.Min(one, other) - gradient, gradient - Math.Max(one, other)) - error;
            return Relative(distance, Math.Max(Math.Max(Math.Abs(gradient), smallestScale), Math.Max(Math.Abs(one), Math.Abs(other))));
        }

        GradientCheckEntry Entry(GradientCheckStatus status, double error) =>
            new(index, gradient, slopes.Central, slopes.CentralError, slopes.Left, slopes.Right, error, status);
    }

    internal static double LargestMagnitude<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double largest = 0.0;
        foreach (T value in values)
        {
            if (T.IsFinite(value))
                largest = Math.Max(largest, Math.Abs(double.CreateTruncating(value)));
        }

        return largest;
    }

    private static double ToleranceOf(GradientCheckOptions options, double precision) => options.Tolerance ?? Math.Pow(precision, 0.4);

    private static int StepCountOf(GradientCheckOptions options, double precision) => options.StepCount ?? (precision < 1e-12 ? 16 : 11);

    private static double Relative(double excess, double scale) => excess <= 0.0 ? 0.0 : excess / scale;
}
