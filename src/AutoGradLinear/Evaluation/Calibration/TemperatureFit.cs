namespace AutoGradLinear.Evaluation;

/// <summary>
/// Finds the temperature with the least log loss. With β = 1/T, L(β) = Σ w [ln Σ_c e^(β s_c) − β s_y] is convex, so that the slope along
/// θ = ln T, −β L′(β), changes its sign once: Newton's method on θ, with bisection where it leaves the bracket.
/// </summary>
internal static class TemperatureFit
{
    private const double Range = 1e4;
    private const int MostSteps = 200;

    public static double Fit(CalibrationSamples samples)
    {
        (double[] scores, int classes) = ClassScores(samples);
        double largest = Subtract(scores, classes);
        if (largest == 0.0)
            return 1.0;
        for (int i = 0; i < scores.Length; i++)
            scores[i] /= largest;
        double low = -Math.Log(Range);
        double high = Math.Log(Range);
        if (Slopes(scores, classes, samples, low).First >= 0.0)
            return Positive(largest / Range);
        if (Slopes(scores, classes, samples, high).First <= 0.0)
            return Math.Min(double.MaxValue, largest * Range);
        double theta = 0.0;
        for (int step = 0; step < MostSteps && high - low > 1e-13; step++)
        {
            (double first, double second) = Slopes(scores, classes, samples, theta);
            if (first == 0.0)
                break;
            if (first < 0.0)
                low = theta;
            else
                high = theta;
            double next = theta - (first / second);
            if (!(second > 0.0 && next > low && next < high))
                next = 0.5 * (low + high);
            if (Math.Abs(next - theta) < 1e-14)
                break;
            theta = next;
        }

        return Math.Min(double.MaxValue, Positive(largest * Math.Exp(theta)));
    }

    private static double Positive(double temperature) => Math.Max(double.Epsilon, temperature);

    /// <summary>The scores of all classes; one score s of the positive class is the scores s and 0, since softmax(s, 0) = σ(s).</summary>
    private static (double[] Scores, int Classes) ClassScores(CalibrationSamples samples)
    {
        if (samples.Layout.PositiveIndex is not int positive)
            return ((double[])samples.Scores.Clone(), samples.Layout.Count);
        double[] scores = new double[2 * samples.Count];
        for (int i = 0; i < samples.Count; i++)
            scores[(2 * i) + positive] = samples.Scores[i];
        return (scores, 2);
    }

    /// <summary>Takes each example's highest score off, which changes no probability, and returns the largest difference.</summary>
    private static double Subtract(double[] scores, int classes)
    {
        double largest = 0.0;
        for (int i = 0; i < scores.Length; i += classes)
        {
            Span<double> row = scores.AsSpan(i, classes);
            double highest = row[0];
            foreach (double score in row)
                highest = Math.Max(highest, score);
            foreach (ref double score in row)
            {
                score = Math.Max(double.MinValue, score - highest);
                largest = Math.Max(largest, -score);
            }
        }

        return largest;
    }

    /// <summary>The first and second derivative of the loss along ln T.</summary>
    private static (double First, double Second) Slopes(double[] scores, int classes, CalibrationSamples samples, double theta)
    {
        double beta = Math.Exp(-theta);
        double slope = 0.0;
        double curvature = 0.0;
        for (int i = 0; i < samples.Count; i++)
        {
            ReadOnlySpan<double> row = scores.AsSpan(i * classes, classes);
            double sum = 0.0, mean = 0.0, square = 0.0;
            foreach (double score in row)
            {
                double part = Math.Exp(beta * score);
                sum += part;
                mean += part * score;
                square += part * score * score;
            }

            mean /= sum;
            slope += samples.Weights[i] * (mean - row[samples.Labels[i]]);
            curvature += samples.Weights[i] * Math.Max(0.0, (square / sum) - (mean * mean));
        }

        return (-beta * slope, (beta * slope) + (beta * beta * curvature));
    }
}
