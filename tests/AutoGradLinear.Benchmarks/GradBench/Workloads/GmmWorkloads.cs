namespace AutoGradLinear.Benchmarks.GradBench;

/// <summary>GradBench's gmm: 1 000 points of d dimensions and k components, named d_k_n.</summary>
internal static unsafe class GmmWorkloads
{
    private const int Count = 1_000;

    /// <summary>More numbers in all triangles than that, and a call takes seconds.</summary>
    private const int LongSize = 30_000;

    private static readonly int[] Dimensions = [2, 10, 20, 32, 64];
    private static readonly int[] Components = [5, 10, 25, 50, 100, 200];

    public static Objective Objective { get; } = new(
        "gmm",
        [.. from d in Dimensions from k in Components
            select new Workload($"{d}_{k}_{Count}", () => Prepare(d, k), IsLong: k * d * d / 2 > LongSize)]);

    private static Calls Prepare(int dimensions, int components)
    {
        Gmm.Input input = Gmm.Input.Create(dimensions, components, Count);
        double[] value = new double[1];
        double[] gradient = new double[input.Size];
        double[] byHand = new double[input.Size];
        return new Calls(
            new Call(value, () => value[0] = input.Value()),
            new Call(gradient, () => input.Generated(gradient)),
            new Call(byHand, () => input.ByHand(byHand)),
            NativePrimal(input),
            NativeGradient(input));
    }

    private static Call? NativePrimal(Gmm.Input input)
    {
        if (!NativeObjectives.AreThere)
            return null;
        double[] value = new double[1];
        var function = (delegate* unmanaged<int, int, int, double*, double*, double*, double*, double*, double, int, double>)
            NativeObjectives.Function("gmm_value");
        return new Call(value, () =>
        {
            fixed (double* alphas = input.Alphas, means = input.Means, diagonals = input.LogDiagonals)
            fixed (double* lowers = input.Lowers, points = input.Points)
            {
                value[0] = function(
                    input.Alphas.Length, Count, input.Dimensions, alphas, means, diagonals, lowers, points, input.Gamma, input.M);
            }
        });
    }

    private static Call? NativeGradient(Gmm.Input input)
    {
        if (!NativeObjectives.AreThere)
            return null;
        double[] gradient = new double[input.Size];
        var function = (delegate* unmanaged<int, int, int, double*, double*, double*, double*, double*, double, int,
            double*, double*, double*, double*, double>)NativeObjectives.Function("gmm_gradient");
        return new Call(gradient, () =>
        {
            fixed (double* alphas = input.Alphas, means = input.Means, diagonals = input.LogDiagonals)
            fixed (double* lowers = input.Lowers, points = input.Points, sink = gradient)
            {
                double* meansSink = sink + input.Alphas.Length;
                double* diagonalsSink = meansSink + input.Means.Length;
                function(
                    input.Alphas.Length, Count, input.Dimensions, alphas, means, diagonals, lowers, points, input.Gamma, input.M,
                    sink, meansSink, diagonalsSink, diagonalsSink + input.LogDiagonals.Length);
            }
        });
    }
}
