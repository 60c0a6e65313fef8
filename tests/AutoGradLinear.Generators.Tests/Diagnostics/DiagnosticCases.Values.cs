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
    ];
}
