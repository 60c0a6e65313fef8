using System.Numerics;

namespace AutoGradLinear.Numerics;

/// <summary>The slopes of a function along one coordinate, by differences: central, and on both sides apart, with their errors.</summary>
internal readonly record struct SlopeEstimates(
    double Central, double CentralError, double Left, double LeftError, double Right, double RightError)
{
    /// <summary>The number of shortest steps, whose slopes bound the gradient where a kink is near.</summary>
    private const int ShortestSteps = 3;

    /// <summary>The smallest slope of the shortest steps, on either side.</summary>
    public double Lowest { get; private init; }

    /// <summary>The largest slope of the shortest steps, on either side.</summary>
    public double Highest { get; private init; }

    /// <summary>The rounding error of the slopes of the shortest steps.</summary>
    public double Noise { get; private init; }

    /// <summary>
    /// Whether the slopes on both sides do not approach one another, from step to step, as those of a smooth function do.
    /// </summary>
    public bool HasKinkNearby { get; private init; }

    /// <summary>Measures the slopes along coordinate k.</summary>
    /// <param name="value">The function.</param>
    /// <param name="point">The point; as before on return.</param>
    /// <param name="k">The coordinate.</param>
    /// <param name="centre">The function's value at the point.</param>
    /// <param name="inner">The size of sums within the function, which are rounded too.</param>
    /// <param name="precision">The machine precision ε.</param>
    /// <param name="largestStep">The largest step, as a part of max(1, |xₖ|).</param>
    /// <param name="stepCount">The number of steps.</param>
    public static SlopeEstimates Measure<T>(
        ScalarFunction<T> value,
        T[] point,
        int k,
        double centre,
        double inner,
        double precision,
        double largestStep,
        int stepCount)
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
            double magnitude = Math.Max(Math.Max(inner, Math.Abs(centre)), Math.Max(Math.Abs(above), Math.Abs(below)));
            noise[i] = precision * magnitude / Math.Min(forward, backward);
        }

        (double slope, double error) = DifferenceTableau.Extrapolate(central, noise, 4.0, 4.0);
        (double leftSlope, double leftError) = DifferenceTableau.Extrapolate(left, noise, 2.0, 2.0);
        (double rightSlope, double rightError) = DifferenceTableau.Extrapolate(right, noise, 2.0, 2.0);
        return new SlopeEstimates(slope, error, leftSlope, leftError, rightSlope, rightError)
            .WithShortestSteps(left, right, noise);
    }

    /// <summary>Whether the slopes on both sides differ by more than their errors explain.</summary>
    public bool IsKink(double tolerance)
    {
        double jump = Math.Abs(Right - Left);
        return jump > (3.0 * (LeftError + RightError)) + (tolerance * Math.Max(Math.Abs(Left), Math.Abs(Right)));
    }

    /// <summary>
    /// For a smooth function the slopes of both sides differ by f'' h, half as much for half the step; a kink within the step's reach keeps
    /// them apart.
    /// </summary>
    private SlopeEstimates WithShortestSteps(ReadOnlySpan<double> left, ReadOnlySpan<double> right, ReadOnlySpan<double> noise)
    {
        double lowest = double.PositiveInfinity;
        double highest = double.NegativeInfinity;
        bool kink = false;
        for (int i = 1; i < left.Length; i++)
        {
            if (i >= left.Length - ShortestSteps)
            {
                lowest = Math.Min(lowest, Math.Min(left[i], right[i]));
                highest = Math.Max(highest, Math.Max(left[i], right[i]));
            }

            double jump = Math.Abs(right[i] - left[i]);
            double before = Math.Abs(right[i - 1] - left[i - 1]);
            kink |= jump > (0.6 * before) + (4.0 * noise[i]);
        }

        return this with { Lowest = lowest, Highest = highest, Noise = 4.0 * noise[^1], HasKinkNearby = kink };
    }
}
