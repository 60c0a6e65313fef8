namespace AutoGradLinear.Training;

/// <summary>Mean and standard error of one number per fold.</summary>
internal static class FoldStatistics
{
    public static double Mean(IReadOnlyList<double> values) => values.Average();

    /// <summary>s / √k, where s is the standard deviation over the k folds (divisor k − 1).</summary>
    public static double StandardError(IReadOnlyList<double> values)
    {
        double mean = Mean(values);
        double squares = values.Sum(value => (value - mean) * (value - mean));
        return Math.Sqrt(squares / (values.Count - 1) / values.Count);
    }
}
