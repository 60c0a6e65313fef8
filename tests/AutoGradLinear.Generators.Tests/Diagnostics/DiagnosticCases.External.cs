namespace AutoGradLinear.Generators.Tests;

internal static partial class DiagnosticCases
{
    private const string LibraryText =
        """
        using System;
        using AutoGradLinear;
        using System.Runtime.CompilerServices;

        [assembly: InternalsVisibleTo("Subject")]

        namespace Library
        {
            internal static partial class Hidden
            {
                [Differentiable]
                public static double Without(double x) => x * x;

                [Differentiable(Derivatives.Pullback)]
                public static double With(double x) => x * x;
            }

            public static partial class Open
            {
                [Differentiable]
                public static double OfArray(double[] v) => v[0] * v[0];

                [Differentiable]
                public static double OfSpan(ReadOnlySpan<double> v) => v[0] * v[0];

                [Differentiable(Derivatives.HessianVectorProduct)]
                public static double Twice(double x) => x * x;
            }
        }
        """;

    private static readonly Lazy<GeneratorRun> Library = new(() => GeneratorRun.With(RunSettings.Usual with { Assembly = "Library" }, LibraryText));

    /// <summary>Rules of one's own, and functions of other assemblies.</summary>
    private static (string Id, string Trigger, string NearMiss)[] Externals =>
    [
        ("AGL0210", Ruled("double G(double x) => x;", "\"H\"", "double [|R|](double x) => 1;"), Ruled("double G(double x) => x;", "nameof(G)", "double R(double x) => 1;")),
        ("AGL0211", Ruled("double G(double x, int n, double y) => x * y;", "nameof(G)", "double [|R|](double x, int n, double y) => 1;"), Ruled("double G(double x, int n, double y) => x * y;", "nameof(G)", "double R(double x, int n, [NoGradient] double y) => 1;")),
        ("AGL0212", Ruled("double G(double x) => x;", "nameof(G)", "double [|R|](double x) => 1; [DerivativeOf(typeof(C), nameof(G))] internal static double [|S|](double x) => 1;"), Ruled("double G(double x) => x; internal static double G(float x) => x;", "nameof(G)", "double R(double x) => 1;")),
        ("AGL0213", Ruled("double G(double[] x) => x[0];", "nameof(G)", "void [|R|](double[] x, double resultAdjoint, double[] xAdjoint) { }"), Ruled("double G(ReadOnlySpan<double> x) => x[0];", "nameof(G)", "void R(ReadOnlySpan<double> x, double resultAdjoint, Span<double> xAdjoint) { }")),
        ("AGL0214", Member("double F(double x) => Library.Hidden.[|Without|](x);"), Member("double F(double x) => Library.Hidden.With(x);")),
        ("AGL0215", Member("double F(double[] v) => Library.Open.[|OfArray|](v);"), Member("double F(double[] v) => Library.Open.OfSpan(v);")),
        ("AGL0216", Twice("double F(double[] v) => Library.Open.[|OfSpan|](v);"), Twice("double F(double x) => Library.Open.Twice(x);")),
    ];

    /// <summary>Advice on numerics.</summary>
    private static (string Id, string Trigger, string NearMiss)[] Numerics =>
    [
        ("AGL0301", Member("double F(double x) => Math.[|Log|](1 + Math.Exp(x));"), Member("double F(double x) => Math.Log(2 + Math.Exp(x));")),
    ];

    private static string Twice(string text) => $"static partial class C {{ [Differentiable(Derivatives.HessianVectorProduct)] public static {text} }}";

    /// <summary>A function with a rule.</summary>
    private static string Ruled(string function, string name, string rule)
        => $"static partial class C {{ [Differentiable] public static double F(double x) => x; internal static {function} [DerivativeOf(typeof(C), {name})] internal static {rule} }}";
}
