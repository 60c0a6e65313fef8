namespace AutoGradLinear.Evaluation;

/// <summary>
/// Quantiles of samples, linear between neighbours: type 7 of R. Hyndman and Y. Fan, "Sample quantiles", 1996; NumPy's default.
/// </summary>
internal static class Quantiles
{
    /// <param name="sorted">One number or more, ascending.</param>
    /// <param name="share">The part of the samples that lies below, in [0, 1].</param>
    /// <returns>The quantile.</returns>
    public static double Of(IReadOnlyList<double> sorted, double share)
    {
        double position = share * (sorted.Count - 1);
        int below = Math.Min((int)position, sorted.Count - 1);
        int above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }
}
