using System.Globalization;

namespace AutoGradLinear.Benchmarks;

/// <summary>What a gradient costs beside its function, at growing depth of calls. The ratio must not grow with the depth.</summary>
internal static partial class CallDepth
{
    /// <summary>Not a constant, which the runtime would compute with before the call.</summary>
    private static double _point = 0.7;

    public static void Run()
    {
        Console.WriteLine("calls                     depth   function ns   gradient ns   ratio   bytes per call");
        Report("nested helpers", 1, () => Nested1(_point), () => Nested1WithGradient(_point, out _));
        Report("nested helpers", 2, () => Nested2(_point), () => Nested2WithGradient(_point, out _));
        Report("nested helpers", 4, () => Nested4(_point), () => Nested4WithGradient(_point, out _));
        Report("nested helpers", 6, () => Nested6(_point), () => Nested6WithGradient(_point, out _));
        foreach (int depth in new[] { 1, 10, 100, 1_000, 5_000 })
            Report("recursion", depth, () => Chain(_point, depth), () => ChainWithGradient(_point, depth, out _));
        foreach (int depth in new[] { 2, 6, 10, 14 })
            Report("recursion, two branches", depth, () => Tree(_point, depth), () => TreeWithGradient(_point, depth, out _));
        foreach (int depth in new[] { 2, 8, 32, 128 })
        {
            double[] row = new double[64];
            double[] gradient = new double[64];
            Report("recursion, buffer", depth, () => Smooth(row, depth), () => SmoothWithGradient(row, depth, gradient));
        }
    }

    [Differentiable]
    internal static double Nested1(double x) => Level1(x);

    [Differentiable]
    internal static double Nested2(double x) => Level2(x);

    [Differentiable]
    internal static double Nested4(double x) => Level4(x);

    [Differentiable]
    internal static double Nested6(double x) => Level6(x);

    private static double Level1(double x) => Math.Sin(x) * x + 0.5 * x;

    private static double Level2(double x) => Level1(x) * 0.9 + Math.Cos(x);

    private static double Level3(double x) => Level2(Level2(x) * 0.5) + x;

    private static double Level4(double x) => Level3(x) * 0.9 + Math.Cos(x);

    private static double Level5(double x) => Level4(Level4(x) * 0.5) + x;

    private static double Level6(double x) => Level5(x) * 0.9 + Math.Cos(x);

    [Differentiable]
    internal static double Chain(double x, int depth) => depth == 0 ? x : Math.Sin(Chain(x * 0.99, depth - 1)) * x + 0.5 * x;

    [Differentiable]
    internal static double Tree(double x, int depth) => depth == 0 ? Math.Sin(x) : Tree(x * 0.9, depth - 1) * Tree(x * 0.7, depth - 1) + x;

    [Differentiable]
    internal static double Smooth(ReadOnlySpan<double> row, int depth)
    {
        Span<double> values = stackalloc double[64];
        row.CopyTo(values);
        Diffuse(values, depth);
        double sum = 0;
        foreach (double value in values)
            sum += value * value;
        return sum;
    }

    private static void Diffuse(Span<double> values, int depth)
    {
        if (depth == 0)
            return;
        for (int i = 1; i < values.Length; i++)
            values[i] = 0.6 * values[i] + 0.4 * Math.Sin(values[i - 1]);
        Diffuse(values, depth - 1);
    }

    private static void Report(string calls, int depth, Func<double> function, Func<double> gradient)
    {
        (double primal, _) = CallTime.Of(function);
        (double adjoint, double bytes) = CallTime.Of(gradient);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{calls,-24} {depth,6} {primal,13:F1} {adjoint,13:F1} {adjoint / primal,7:F2} {bytes,16:F1}"));
    }
}
