namespace AutoGradLinear.Generators.Tests;

internal static partial class DiagnosticCases
{
    /// <summary>Code that is followed, and what it mentions.</summary>
    private static (string Id, string Trigger, string NearMiss)[] Bodies =>
    [
        (
            "AGL0112",
            Member("double F(double x, int[] v) { [|await|] foreach (int i in v) x = x * i; return x; }"),
            Member("double F(double x, int[] v) { foreach (int i in v) x = x * i; return x; }")
        ),
        (
            "AGL0114",
            Member("unsafe double F(double[] v) { [|fixed|] (double* p = v) { return v[0]; } }"),
            Member("unsafe double F(double[] v) { unsafe { return v[0]; } }")
        ),
        (
            "AGL0122",
            Member("double F(double x) => x * [|Environment.ProcessorCount|];"),
            "static partial class C { [Differentiable] public static double F(double x) => x * Count; private static int Count => 2; }"
        ),
        (
            "AGL0123",
            Followed("private const double Half = 0.5; private static readonly double s = 2; public static double G(double x) => x * Half * [|s|];"),
            Followed("private const double Half = 0.5; internal static readonly double s = 2; public static double G(double x) => x * Half * s;")
        ),
        (
            "AGL0124",
            "partial class C { private static readonly C Other = new(); [Differentiable] public double F(double x) => Other.[|G|](x); private double G(double x) => x; }",
            "partial class C { [Differentiable] public double F(double x) => this.G(x); private double G(double x) => x; }"
        ),
        ("AGL0130", Member("double F(double x) => x * [|int.CreateTruncating(x)|];"), Member("double F(double x) => x * int.CreateChecked(x);")),
    ];

    private static string Followed(string members)
        => $"static partial class C {{ [Differentiable] public static double F(double x) => D.G(x); }} static class D {{ {members} }}";
}
