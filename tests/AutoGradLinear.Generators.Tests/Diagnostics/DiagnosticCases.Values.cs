namespace AutoGradLinear.Generators.Tests;

internal static partial class DiagnosticCases
{
    /// <summary>Values that are made of others.</summary>
    private static (string Id, string Trigger, string NearMiss)[] Values =>
    [
        (
            "AGL0145",
            Member("double F(double x, int n) => n [|switch|] { 0 => x, 1 => x * x };"),
            Member("double F(double x, bool b) => b switch { true => x, false => x * x };")
        ),
        (
            "AGL0146",
            "static partial class C { private readonly record struct P(double X, string Name); [Differentiable] public static double F(double x) { P p = [|new P(x, \"a\")|]; return p.X; } }",
            "static partial class C { private readonly record struct P(double X, int Name); [Differentiable] public static double F(double x) { P p = new P(x, 1); return p.X; } }"
        ),
        (
            "AGL0147",
            "public readonly record struct P(double X, double[] V); static partial class C { [Differentiable] public static double F([|P|] p) => p.X; }",
            "public readonly record struct P(double X, double[] V); static partial class C { [Differentiable] public static double F(double x, double[] v) { var p = new P(x, v); return p.X * p.V[0]; } }"
        ),
        (
            "AGL0148",
            "public readonly struct P { public P(double x) => X = x * 2; public double X { get; } } static partial class C { [Differentiable] public static double F([|P|] p) => p.X; }",
            "public readonly struct P { public P(double x) => X = x; public double X { get; } } static partial class C { [Differentiable] public static double F(P p) => p.X; }"
        ),
    ];
}
