namespace AutoGradLinear.Solvers;

/// <summary>
/// factor · sign(v) · max(0, |v| − threshold): the weights that belong to dual values where the penalty has a multiple of Σ |w|.
/// </summary>
internal static class SoftThreshold
{
    public static void Apply(ReadOnlySpan<double> values, double threshold, double factor, Span<double> weights)
    {
        for (int j = 0; j < values.Length; j++)
            weights[j] = Math.CopySign(factor * Math.Max(0.0, Math.Abs(values[j]) - threshold), values[j]);
    }
}
