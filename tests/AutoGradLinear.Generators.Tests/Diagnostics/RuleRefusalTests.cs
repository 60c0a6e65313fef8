using System.Globalization;
using Microsoft.CodeAnalysis;
using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>What is said of rules that are wrong, and which of several rules holds.</summary>
public class RuleRefusalTests
{
    private const string Functions = "internal static double G(double x, int n, double y) => x; internal static double S(ReadOnlySpan<double> x, double c) => c; internal static T H<T>(T x) where T : System.Numerics.IFloatingPointIeee754<T> => x;";

    [Theory]
    [InlineData("nameof(G)", "double R(double x) => 1;", "static (double, double) R(double x, int n, double y)")]
    [InlineData("nameof(G)", "(double, float) R(double x, int n, double y) => (1, 1);", "static (double, double) R(double x, int n, double y)")]
    [InlineData("nameof(G)", "(double, double) R([NoGradient] double x, int n, double y) => (1, 1);", "static double R(double x, int n, double y)")]
    [InlineData("nameof(G)", "(double, double) R(double x, int n, double y, double value) => (1, 1);", "static (double, double) R(double x, int n, double y)")]
    [InlineData("nameof(G)", "(double, double) R(double x, int n, ref double y) => (1, 1);", "static (double, double) R(double x, int n, double y)")]
    [InlineData("nameof(S)", "double R(ReadOnlySpan<double> x, double c) => 1;", "static void R(ReadOnlySpan<double> x, double c, double resultAdjoint, Span<double> xAdjoint, ref double cAdjoint)")]
    [InlineData("nameof(S)", "void R(ReadOnlySpan<double> x, double c, double resultAdjoint, Span<double> xAdjoint, double cAdjoint) { }", "static void R(ReadOnlySpan<double> x, double c, double resultAdjoint, Span<double> xAdjoint, ref double cAdjoint)")]
    [InlineData("nameof(S)", "void R(ReadOnlySpan<double> x, double c, double resultAdjoint, Span<double> xAdjoint) { }", "static void R(ReadOnlySpan<double> x, double c, double resultAdjoint, Span<double> xAdjoint, ref double cAdjoint)")]
    [InlineData("nameof(H)", "double R(double x) => 1;", "static T R<T>(T x)")]
    public void TheMessageShowsTheSignatureThatIsExpected(string name, string rule, string expected)
    {
        string source = $"static partial class C {{ {Functions} [DerivativeOf(typeof(C), {name})] internal static {rule} }}";
        Diagnostic diagnostic = Assert.Single(GeneratorRun.Of(DiagnosticCases.Full(source)).Diagnostics);
        Assert.Equal("AGL0211", diagnostic.Id);
        Assert.Contains($"it should be '{expected}'", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(double, double) R(double x, int n, double y, double result) => (1, 1);", "nameof(G)")]
    [InlineData("double R(double x, int n, [NoGradient] double y, double result) => 1;", "nameof(G)")]
    [InlineData("(double, double) R(in double x, int n, double y) => (1, 1);", "nameof(G)")]
    [InlineData("void R(ReadOnlySpan<double> a, [NoGradient] double b, double result, double adjoint, Span<double> d) { }", "nameof(S)")]
    [InlineData("T R<T>(T x) where T : System.Numerics.IFloatingPointIeee754<T> => x;", "nameof(H)")]
    public void RulesOfTheRightFormAreTaken(string rule, string name)
        => Assert.Empty(GeneratorRun.Of(DiagnosticCases.Full($"static partial class C {{ {Functions} [DerivativeOf(typeof(C), {name})] internal static {rule} }}")).Diagnostics);

    [Theory]
    [InlineData("class C { [DerivativeOf(typeof(C), nameof(G))] internal static double R(double x) => 1; double G(double x) => x; }", "AGL0210")]
    [InlineData("class C { [DerivativeOf(typeof(Q<double>), nameof(Q<double>.G))] internal static double R(double x) => 1; } static class Q<T> { internal static double G(double x) => x; }", "AGL0210")]
    [InlineData("class C { [DerivativeOf(typeof(C), nameof(G))] internal static double R(float x) => 1; internal static double G(float x) => x; }", "AGL0213")]
    [InlineData("class C { [DerivativeOf(typeof(C), nameof(G))] internal double R(double x) => 1; internal static double G(double x) => x; }", "AGL0211")]
    [InlineData("class C { [DerivativeOf(typeof(C), nameof(G))] internal static double R(int x) => 1; internal static double G(int x) => x; }", "AGL0213")]
    [InlineData("class C<T> { [DerivativeOf(typeof(Math), nameof(Math.Exp))] internal static double R(double x) => x; }", "AGL0211")]
    public void EveryMistakeHasItsId(string source, string id)
        => Assert.Equal(id, Assert.Single(GeneratorRun.Of(DiagnosticCases.Full(source)).Diagnostics).Id);

    [Fact]
    public void AnAliasOfTheAttributeIsSeenToo()
    {
        const string Source = "using AutoGradLinear; using System; using Slope = AutoGradLinear.DerivativeOfAttribute; static partial class C { [Differentiable] public static double F(double x) => Math.Exp(x); [Slope(typeof(Math), nameof(Math.Exp))] internal static double R(double x) => 7; }";
        Assert.Contains("global::C.R(", GeneratorRun.Of(Source).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void ARuleThatCannotBeReachedIsRefusedAtTheCall()
    {
        const string Source = "static partial class C { [Differentiable] public static double F(double x) => D.G(x); } static class D { internal static double G(double x) => x; [DerivativeOf(typeof(D), nameof(G))] private static double R(double x) => 1; }";
        Assert.Equal("AGL0123", Assert.Single(GeneratorRun.Of(DiagnosticCases.Full(Source)).Diagnostics).Id);
    }

    [Fact]
    public void OfTwoLibrariesNeitherHoldsAndAnOwnRuleGoesBeforeBoth()
    {
        string Rules(string name) => DiagnosticCases.Full($"[assembly: DerivativeRules(typeof({name}))] public static class {name} {{ [DerivativeOf(typeof(Math), nameof(Math.Exp))] public static double Slope(double x) => 1; }}");
        GeneratorRun first = GeneratorRun.With(RunSettings.Usual with { Assembly = "First" }, Rules("One"));
        GeneratorRun second = GeneratorRun.With(RunSettings.Usual with { Assembly = "Second", Library = first }, Rules("Two"));
        RunSettings settings = RunSettings.Usual with { Library = second };
        const string Function = "static partial class C { [Differentiable] public static double F(double x) => Math.Exp(x); }";
        Assert.Equal("AGL0212", Assert.Single(GeneratorRun.With(settings, DiagnosticCases.Full(Function)).Diagnostics).Id);
        const string Own = " static class R { [DerivativeOf(typeof(Math), nameof(Math.Exp))] internal static double Slope(double x) => 1; }";
        GeneratorRun own = GeneratorRun.With(settings, DiagnosticCases.Full(Function + Own));
        Assert.Empty(own.Diagnostics);
        Assert.Contains("global::R.Slope(", own.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void SecondDerivativesNeedTheSourceOfTheRule()
    {
        const string Rules = "[assembly: DerivativeRules(typeof(R))] public static class R { [DerivativeOf(typeof(Math), nameof(Math.Exp))] public static double Slope(double x) => 1; }";
        GeneratorRun library = GeneratorRun.With(RunSettings.Usual with { Assembly = "Rules" }, DiagnosticCases.Full(Rules));
        const string Function = "static partial class C { [Differentiable(Derivatives.HessianVectorProduct)] public static double F(double x) => Math.Exp(x); }";
        Diagnostic diagnostic = Assert.Single(GeneratorRun.With(RunSettings.Usual with { Library = library }, DiagnosticCases.Full(Function)).Diagnostics);
        Assert.Equal("AGL0216", diagnostic.Id);
        Assert.Contains("'R.Slope'", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }
}
