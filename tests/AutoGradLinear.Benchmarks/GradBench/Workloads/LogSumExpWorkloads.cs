namespace AutoGradLinear.Benchmarks.GradBench;

/// <summary>GradBench's lse: rows of numbers between 0 and 1.</summary>
internal static class LogSumExpWorkloads
{
    /// <summary>
    /// The derivative with respect to the maximum is 1 − Σᵢ softmaxᵢ, a rounding error beside 1; one element gets it, and is about 10⁻⁶
    /// itself.
    /// </summary>
    private const double Tolerance = 1e-7;

    private static readonly int[] Lengths = [2_500, 5_000, 10_000, 20_000, 40_000, 80_000, 160_000, 320_000, 640_000, 1_280_000];

    public static Objective Objective { get; } = new("lse", [.. Lengths.Select(n => new Workload($"n={n}", () => Prepare(n)))], Tolerance);

    private static Calls Prepare(int n)
    {
        double[] x = Inputs.Uniform(n);
        double[] value = new double[1];
        double[] gradient = new double[n];
        double[] byHand = new double[n];
        return new Calls(
            new Call(value, () => value[0] = LogSumExp.Value(x)),
            new Call(gradient, () => LogSumExp.ValueWithGradient(x, gradient)),
            new Call(byHand, () => LogSumExp.ValueByHand(x, byHand)),
            NativeCall.Of("log_sum_exp", x, 0, 1),
            NativeCall.Of("log_sum_exp_gradient", x, 0, n));
    }
}
