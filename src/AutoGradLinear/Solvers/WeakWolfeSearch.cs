namespace AutoGradLinear.Solvers;

/// <summary>
/// A line search for the weak Wolfe conditions, φ(t) ≤ φ(0) + c₁ t φ'(0) and φ'(t) ≥ c₂ φ'(0), by bisection and doubling. It needs no
/// smoothness: where slopes jump at kinks, a step just beyond the kink satisfies it.
/// </summary>
/// <remarks>
/// A. Lewis and M. Overton, "Nonsmooth optimization via quasi-Newton methods", Mathematical Programming 141, 2013, algorithm 2.6.
/// </remarks>
internal static class WeakWolfeSearch
{
    private const double Curvature = 0.5;
    private const double LongestStep = 1e20;

    /// <summary>Searches; the result is the line's best step.</summary>
    /// <returns>Whether the conditions hold at the best step.</returns>
    public static bool Run(SearchLine line, double firstStep, int maxEvaluations)
    {
        double low = 0.0;
        double high = double.PositiveInfinity;
        double step = firstStep;
        while (line.Evaluations < maxEvaluations && step <= LongestStep)
        {
            (double value, double slope) = line.At(step);
            if (!line.DecreasesSufficiently(step, value))
            {
                high = step;
            }
            else if (slope < Curvature * line.StartSlope)
            {
                low = step;
            }
            else
            {
                line.ChooseLast();
                return true;
            }

            step = double.IsFinite(high) ? 0.5 * (low + high) : 2.0 * low;
            if (step == low || step == high)
                return false;
        }

        return false;
    }
}
