namespace AutoGradLinear.Benchmarks.GradBench;

/// <summary>
/// Something to time, and where it leaves its result: no two calls share an output, so that results can be compared afterwards.
/// </summary>
internal sealed record Call(double[] Output, Action Run);
