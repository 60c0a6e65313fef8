namespace AutoGradLinear.Benchmarks.GradBench;

/// <summary>GradBench's kmeans: k centers and n points of d dimensions; the gradient and the diagonal of the Hessian.</summary>
internal static unsafe class KMeansWorkloads
{
    /// <summary>More squares in a cost than that, and a call takes a good part of a second.</summary>
    private const long LongSize = 20_000_000;

    private static readonly int[] Centers = [10, 100, 1_000];
    private static readonly int[] Counts = [1_000, 10_000, 100_000];
    private static readonly int[] Dimensions = [8, 16];

    public static Objective Objective { get; } = new(
        "kmeans",
        [.. from k in Centers from n in Counts from d in Dimensions
            select new Workload($"k={k},n={n},d={d}", () => Prepare(k, n, d), IsLong: (long)k * n * d > LongSize)]);

    private static Calls Prepare(int centers, int count, int dimensions)
    {
        KMeans.Input input = KMeans.Input.Create(centers, count, dimensions);
        double[] value = new double[1];
        double[] derivatives = new double[input.Size];
        double[] byHand = new double[input.Size];
        return new Calls(
            new Call(value, () => value[0] = input.Value()),
            new Call(derivatives, () => input.Generated(derivatives)),
            new Call(byHand, () => input.ByHand(byHand)),
            NativePrimal(input, centers, count),
            NativeGradient(input, centers, count));
    }

    private static Call? NativePrimal(KMeans.Input input, int centers, int count)
    {
        if (!NativeObjectives.AreThere)
            return null;
        double[] value = new double[1];
        var function = (delegate* unmanaged<int, int, int, double*, double*, double>)NativeObjectives.Function("kmeans_value");
        return new Call(value, () =>
        {
            fixed (double* rows = input.Centers, points = input.Points)
                value[0] = function(centers, count, input.Dimensions, rows, points);
        });
    }

    private static Call? NativeGradient(KMeans.Input input, int centers, int count)
    {
        if (!NativeObjectives.AreThere)
            return null;
        double[] derivatives = new double[input.Size];
        var function = (delegate* unmanaged<int, int, int, double*, double*, double*, double*, double>)
            NativeObjectives.Function("kmeans_gradient");
        return new Call(derivatives, () =>
        {
            fixed (double* rows = input.Centers, points = input.Points, sink = derivatives)
                function(centers, count, input.Dimensions, rows, points, sink, sink + input.Centers.Length);
        });
    }
}
