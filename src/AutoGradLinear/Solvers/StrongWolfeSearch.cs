namespace AutoGradLinear.Solvers;

/// <summary>
/// A line search for the strong Wolfe conditions, φ(t) ≤ φ(0) + c₁ t φ'(0) and |φ'(t)| ≤ c₂ |φ'(0)|.
/// </summary>
/// <remarks>
/// J. Nocedal and S. Wright, "Numerical Optimization", 2nd edition, 2006: algorithms 3.5 (bracketing) and 3.6 (zoom), with cubic
/// interpolation (equation 3.59) kept away from the ends of the interval.
/// </remarks>
internal static class StrongWolfeSearch
{
    private const double Curvature = 0.9;
    private const double Expansion = 2.0;
    private const double LongestStep = 1e20;
    private const double Margin = 0.1;

    private readonly record struct Trial(double Step, double Value, double Slope);

    /// <summary>Searches; the result is the line's best step.</summary>
    /// <returns>Whether the conditions hold at the best step.</returns>
    public static bool Run(SearchLine line, double firstStep, int maxEvaluations)
    {
        var previous = new Trial(0.0, line.StartValue, line.StartSlope);
        double step = firstStep;
        while (line.Evaluations < maxEvaluations && step <= LongestStep)
        {
            Trial trial = Evaluate(line, step);
            if (!line.DecreasesSufficiently(trial.Step, trial.Value) || (previous.Step > 0.0 && trial.Value >= previous.Value))
                return Zoom(line, previous, trial, maxEvaluations);
            if (IsFlat(line, trial))
            {
                line.ChooseLast();
                return true;
            }

            if (trial.Slope >= 0.0)
                return Zoom(line, trial, previous, maxEvaluations);
            previous = trial;
            step *= Expansion;
        }

        return false;
    }

    /// <summary>Shrinks an interval that holds a step to be found; <paramref name="low"/> has the smaller value of the two.</summary>
    private static bool Zoom(SearchLine line, Trial low, Trial high, int maxEvaluations)
    {
        while (line.Evaluations < maxEvaluations)
        {
            double step = Interpolate(low, high);
            if (step == low.Step || step == high.Step)
                return false;
            Trial trial = Evaluate(line, step);
            if (!line.DecreasesSufficiently(trial.Step, trial.Value) || trial.Value >= low.Value)
            {
                high = trial;
                continue;
            }

            if (IsFlat(line, trial))
            {
                line.ChooseLast();
                return true;
            }

            if (trial.Slope * (high.Step - low.Step) >= 0.0)
                high = low;
            low = trial;
        }

        return false;
    }

    private static Trial Evaluate(SearchLine line, double step)
    {
        (double value, double slope) = line.At(step);
        return new Trial(step, value, slope);
    }

    private static bool IsFlat(SearchLine line, Trial trial) => Math.Abs(trial.Slope) <= -Curvature * line.StartSlope;

    /// <summary>The minimum of the cubic with the values and slopes of both ends; the middle where that is not to be had.</summary>
    private static double Interpolate(Trial a, Trial b)
    {
        double width = b.Step - a.Step;
        double middle = a.Step + (0.5 * width);
        if (!double.IsFinite(b.Value) || !double.IsFinite(b.Slope))
            return middle;
        double d1 = a.Slope + b.Slope - (3.0 * (a.Value - b.Value) / (a.Step - b.Step));
        double square = (d1 * d1) - (a.Slope * b.Slope);
        if (!(square >= 0.0))
            return middle;
        double d2 = Math.Sign(width) * Math.Sqrt(square);
        double minimum = b.Step - (width * ((b.Slope + d2 - d1) / (b.Slope - a.Slope + (2.0 * d2))));
        double nearest = Math.Min(a.Step, b.Step) + (Margin * Math.Abs(width));
        double farthest = Math.Max(a.Step, b.Step) - (Margin * Math.Abs(width));
        return double.IsFinite(minimum) ? Math.Clamp(minimum, nearest, farthest) : middle;
    }
}
