namespace AutoGradLinear.Benchmarks.GradBench;

/// <summary>An input of GradBench's.</summary>
/// <param name="Name">As GradBench names it: n=2500.</param>
/// <param name="Prepare">Makes the input and the calls; what they hold is as large as the input, and is let go after the
/// measurement.</param>
/// <param name="IsLong">A call takes seconds: measured only when everything is asked for.</param>
internal sealed record Workload(string Name, Func<Calls> Prepare, bool IsLong = false);
