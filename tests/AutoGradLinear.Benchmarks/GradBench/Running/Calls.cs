namespace AutoGradLinear.Benchmarks.GradBench;

/// <summary>The functions of one workload on the same input; those in C are null where there is no compiler.</summary>
/// <param name="Primal">The objective as it is written in C#.</param>
/// <param name="Gradient">Its gradient, or its Jacobian, by generated code.</param>
/// <param name="ByHand">The same written by hand in C#.</param>
/// <param name="NativePrimal">The objective in C.</param>
/// <param name="NativeGradient">Its gradient written by hand in C.</param>
internal sealed record Calls(Call Primal, Call Gradient, Call ByHand, Call? NativePrimal, Call? NativeGradient);
