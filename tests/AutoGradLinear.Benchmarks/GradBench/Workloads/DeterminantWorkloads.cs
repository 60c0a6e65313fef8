namespace AutoGradLinear.Benchmarks.GradBench;

/// <summary>GradBench's det: matrices of numbers between 0 and 1.</summary>
internal static class DeterminantWorkloads
{
    /// <summary>The elements of the gradient are sums of up to 10! terms of either sign.</summary>
    private const double Tolerance = 1e-8;

    private const int LongFrom = 11;

    private static readonly int[] Sizes = [5, 6, 7, 8, 9, 10, 11];

    public static Objective Objective { get; } =
        new("det", [.. Sizes.Select(size => new Workload($"{size}", () => Prepare(size), IsLong: size >= LongFrom))], Tolerance);

    private static Calls Prepare(int size)
    {
        double[] matrix = Inputs.Uniform(size * size);
        double[] value = new double[1];
        double[] gradient = new double[matrix.Length];
        double[] byHand = new double[matrix.Length];
        return new Calls(
            new Call(value, () => value[0] = Determinant.Value(matrix, size)),
            new Call(gradient, () => Determinant.ValueWithGradient(matrix, size, gradient)),
            new Call(byHand, () => Determinant.ValueByHand(matrix, size, byHand)),
            NativeCall.Of("determinant", matrix, size, 1),
            NativeCall.Of("determinant_gradient", matrix, size, matrix.Length));
    }
}
