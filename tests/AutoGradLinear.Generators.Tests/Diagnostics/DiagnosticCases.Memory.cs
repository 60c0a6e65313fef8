namespace AutoGradLinear.Generators.Tests;

internal static partial class DiagnosticCases
{
    /// <summary>Memory that is made, written and passed on.</summary>
    private static (string Id, string Trigger, string NearMiss)[] MemoryCases =>
    [
        (
            "AGL0135",
            Member("double F(double[] v) { double[] p = v; for (int i = 0; i < 3; i++) p = [|new double[3]|]; return p[0]; }"),
            Member("double F(double[] v) { double s = 0; for (int i = 0; i < 3; i++) { var p = new double[3]; p[0] = v[0]; s += p[0]; } return s; }")
        ),
        (
            "AGL0136",
            "static partial class C { [Differentiable] public static double F(double x) { [|G|](ref x, ref x, 2); return x; } private static void G(ref double a, ref double b, int n) { if (n > 0) G(ref a, ref b, n - 1); a += b; } }",
            "static partial class C { [Differentiable] public static double F(double x) { G(ref x, ref x); return x; } private static void G(ref double a, ref double b) => a += b; }"
        ),
        (
            "AGL0137",
            "static partial class C { [Differentiable] public static double F(double[] v) { G(v); return v[0]; } private static void G([NoGradient] double[] w) { [|w[0] = 1|]; } }",
            "static partial class C { [Differentiable] public static double F(double[] v) { return G(v) * v[0]; } private static double G([NoGradient] double[] w) => w[0]; }"
        ),
        (
            "AGL0139",
            Member("double F(double[,] m) { [|m[0, 0] = 1|]; return m[0, 1]; }"),
            Member("double F(double[,] m) { var p = new double[1]; p[0] = m[0, 0]; return m[0, 1] * p[0]; }")
        ),
        (
            "AGL0138",
            Member("double F(double[] v) { var p = new double[v.Length]; TensorPrimitives.[|SoftMax<double>|](v, p); return p[0]; }"),
            Member("double F(double[] v) { var p = new double[v.Length]; TensorPrimitives.Exp<double>(v, p); return p[0]; }")
        ),
    ];
}
