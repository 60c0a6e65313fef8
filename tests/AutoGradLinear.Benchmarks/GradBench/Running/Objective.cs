namespace AutoGradLinear.Benchmarks.GradBench;

/// <summary>One of GradBench's functions with its workloads, the smallest first.</summary>
/// <param name="Name">As GradBench names it: lse.</param>
/// <param name="Workloads">The inputs.</param>
/// <param name="Tolerance">The relative difference that is allowed between results of the same function.</param>
internal sealed record Objective(string Name, IReadOnlyList<Workload> Workloads, double Tolerance = 1e-9);
