namespace AutoGradLinear.Benchmarks.GradBench;

/// <summary>GradBench's llsq: 128 coefficients between 0 and 1, and more and more points.</summary>
internal static class LeastSquaresWorkloads
{
    private const int Coefficients = 128;

    private static readonly int[] Points = [16, 32, 64, 128, 256, 512, 1_024, 2_048, 4_096, 8_196, 16_392];

    public static Objective Objective { get; } =
        new("llsq", [.. Points.Select(n => new Workload($"n={n},m={Coefficients}", () => Prepare(n)))]);

    private static Calls Prepare(int n)
    {
        double[] x = Inputs.Uniform(Coefficients);
        double[] value = new double[1];
        double[] gradient = new double[x.Length];
        double[] byHand = new double[x.Length];
        return new Calls(
            new Call(value, () => value[0] = LeastSquares.Value(x, n)),
            new Call(gradient, () => LeastSquares.ValueWithGradient(x, n, gradient)),
            new Call(byHand, () => LeastSquares.ValueByHand(x, n, byHand)),
            NativeCall.Of("least_squares", x, n, 1),
            NativeCall.Of("least_squares_gradient", x, n, x.Length));
    }
}
