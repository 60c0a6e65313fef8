namespace AutoGradLinear.Benchmarks.GradBench;

/// <summary>The smooth maximum of a row: ln Σᵢ exp(xᵢ).</summary>
internal static partial class LogSumExp
{
    [Differentiable]
    internal static double Value(ReadOnlySpan<double> x)
    {
        double largest = x[0];
        for (int i = 1; i < x.Length; i++)
            largest = Math.Max(largest, x[i]);
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += Math.Exp(x[i] - largest);
        return Math.Log(sum) + largest;
    }
}
