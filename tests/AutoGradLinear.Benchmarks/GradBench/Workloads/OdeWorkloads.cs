namespace AutoGradLinear.Benchmarks.GradBench;

/// <summary>GradBench's ode: rows of numbers between 0 and 1, and numbers of steps.</summary>
internal static class OdeWorkloads
{
    private static readonly (int Length, int Steps)[] Sizes =
        [(1_000, 1), (1_000, 10), (10_000, 1), (1_000, 100), (10_000, 10), (100_000, 1), (10_000, 100), (100_000, 10), (100_000, 100)];

    public static Objective Objective { get; } =
        new("ode", [.. Sizes.Select(size => new Workload($"n={size.Length},s={size.Steps}", () => Prepare(size.Length, size.Steps)))]);

    private static Calls Prepare(int n, int steps)
    {
        double[] x = Inputs.Uniform(n);
        double[] solution = new double[n];
        double[] gradient = new double[n];
        double[] byHand = new double[n];
        return new Calls(
            new Call(solution, () => Ode.Solve(x, steps, solution)),
            new Call(gradient, () => Ode.LastWithGradient(x, steps, gradient)),
            new Call(byHand, () => Ode.LastByHand(x, steps, byHand)),
            NativeCall.Of("ode", x, steps, n),
            NativeCall.Of("ode_gradient", x, steps, n));
    }
}
