using System.Reflection;
using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>Tangents and Hessian–vector products through functions with rules and functions of other assemblies.</summary>
public class ExternalSecondOrderTests
{
    private const double Rounding = 1e-12;

    /// <summary>Extrapolated differences of gradients.</summary>
    private const double ByDifferences = 1e-7;

    private const string Library =
        """
        using System;
        using AutoGradLinear;

        namespace Library
        {
            public static partial class Losses
            {
                [Differentiable(Derivatives.HessianVectorProduct)]
                public static double Bell(double x, double width) => Math.Exp(-x * x / width);

                [Differentiable(Derivatives.HessianVectorProduct)]
                public static double Energy(ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> weights, double c, int power)
                {
                    double s = 1;
                    for (int i = 0; i < x.Length; i++)
                        s += weights[i] * Math.Pow(x[i], power) * c;
                    return Math.Sqrt(s * s);
                }

                [Differentiable(Derivatives.HessianVectorProduct)]
                public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
                {
                    double s = 0;
                    for (int i = 0; i < x.Length; i++)
                        s += x[i] * x[i] * y[i];
                    return s;
                }
            }
        }
        """;

    private static readonly GeneratorRun Compiled = GeneratorRun.With(RunSettings.Usual with { Assembly = "Library" }, Library);

    /// <summary>Bodies of <c>double F(ReadOnlySpan&lt;double&gt; v, double x)</c>, with helpers.</summary>
    private static readonly Dictionary<string, (string Body, string Helpers)> Bodies = new()
    {
        ["RuleOfOneNumber"] = ("=> Bell(x * v[0]) * Bell(v[1]) + Root(x);", ""),
        ["RuleOfSeveralNumbers"] = ("=> Blend(x, 3, v[0]) * Blend(v[1], x) + Blend(v[2], 2, x * x);", ""),
        ["RuleWithAConstant"] = ("=> Scaled(x * v[0], 3) * Scaled(v[1], 2);", ""),
        ["RuleInALoop"] = ("{ double s = x; for (int i = 0; i < v.Length; i++) { s = Bell(s + v[i]) * x; if (s > 0.1) s += Root(v[i] + 2); } return s; }", ""),
        ["RuleInASum"] = ("{ double s = 0; for (int i = 0; i < v.Length; i++) s += Blend(v[i], 2, x); return s; }", ""),
        ["RuleOfARow"] = ("=> Energy(v, x) * Energy(v[1..], 2 * x * v[0]);", ""),
        ["RuleOfOneRowTwice"] = ("=> x * Product(v, v, [2, 0, 0]) + Product(v[..2], v[1..], [1, 0]) * Product(v[1..], v[1..], [1, 0]);", ""),
        ["RuleOfScratch"] = ("{ double s = 0; for (int k = 1; k < 3; k++) { var t = new double[k]; for (int i = 0; i < k; i++) t[i] = v[i] * s + x; s += Energy(t, v[k]); t[0] = 1; } return s; }", ""),
        ["RuleInARecursion"] = ("=> H(x, 3) * v[0];", "private static double H(double t, int n) => n == 0 ? Energy([t, 2 * t], t) : Bell(t) * H(Root(t + 1), n - 1) + Energy([t, n], t);"),
        ["RuleWithABranchAndALoop"] = ("=> Series(v[0] * x, 4) * Series(v[1], 3);", SeriesText),
        ["RuleThatCallsItsFunction"] = ("=> Tangens(v[0] * x) * Tangens(x);", "public static double Tangens(double x) { try { return Math.Tan(x); } finally { } } [DerivativeOf(typeof(Subject), nameof(Tangens))] internal static double TangensSlope(double x) => 1 + Tangens(x) * Tangens(x);"),
        ["RuleOfTheTable"] = ("=> Math.Log(1 + x * x) * v[0];", "[DerivativeOf(typeof(Math), nameof(Math.Log))] internal static double LogSlope(double x) => 1 / x;"),
        ["ForeignNumbers"] = ("=> Library.Losses.Bell(x * v[0], 2) * Library.Losses.Bell(v[1], x * x);", ""),
        ["ForeignInALoop"] = ("{ double s = x; for (int i = 0; i < v.Length; i++) s += Library.Losses.Bell(s - v[i], 2 + x); return s; }", ""),
        ["ForeignInASum"] = ("{ double s = 0; for (int i = 0; i < v.Length; i++) s += Library.Losses.Bell(v[i], 2 + x); return s; }", ""),
        ["ForeignRow"] = ("=> Library.Losses.Energy(v, [1, 2, 3], x * x, 2) * Library.Losses.Energy(v[1..], [2, 3], 1 + v[0], 3);", ""),
        ["ForeignRowTwice"] = ("=> Library.Losses.Dot(v, v) * Library.Losses.Dot(v[1..], v[..^1]) * x;", ""),
        ["ForeignScratch"] = ("{ double s = 0; for (int k = 1; k < 3; k++) { Span<double> t = stackalloc double[k]; for (int i = 0; i < k; i++) t[i] = v[i] * s + x; s += Library.Losses.Dot(t, v); t[0] = 0; } return s; }", ""),
        ["ForeignInARecursion"] = ("=> H(x, 3) * v[0];", "private static double H(double t, int n) => n == 0 ? Library.Losses.Dot([t, 2 * t], [t, 1]) : Library.Losses.Bell(t, 2) * H(t + 1, n - 1) + t;"),
    };

    private const string SeriesText =
        """
        public static double Series(double x, int n) { try { double s = 0; for (int i = 1; i <= n; i++) s += Math.Pow(x, i) / i; return x > 0 ? s : -s; } finally { } }

        [DerivativeOf(typeof(Subject), nameof(Series))]
        internal static double SeriesSlope(double x, int n)
        {
            double s = 0;
            double power = 1;
            for (int i = 1; i <= n; i++)
            {
                s += power;
                power *= x;
            }

            if (x > 0)
                return s;
            return -s;
        }
        """;

    public static TheoryData<string> Names => [.. Bodies.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void TangentsAndProductsAreThoseOfTheGradient(string name)
    {
        (string body, string helpers) = Bodies[name];
        GeneratorRun run = GeneratorRun.With(RunSettings.Usual with { Library = Compiled }, Source(body, RuleTests.FollowedHelpers.Replace("RequireApart", "") + helpers));
        Type caller = run.Load().GetType("Caller")!;
        T Call<T>(string member, params object[] arguments) => (T)caller.GetMethod(member, BindingFlags.Public | BindingFlags.Static)!.Invoke(null, arguments)!;
        (double[] point, double[] direction) = ([0.4, 0.7, 0.3, 0.8], [0.3, -0.6, 1.1, 0.7]);
        double[] gradient = Call<double[]>("Gradient", point);
        double[] tangent = Call<double[]>("Tangent", point, direction);
        Reference.Near([gradient[0], gradient[1..].Zip(direction, (slope, part) => slope * part).Sum()], tangent, Rounding, () => run.Text);

        double[] Along(double step) => Call<double[]>("Gradient", point.Zip(direction, (x, part) => x + (step * part)).ToArray());
        double[] expected = [gradient[0], .. Enumerable.Range(1, point.Length).Select(i => Extrapolated(step => Along(step)[i]))];
        double[] product = Call<double[]>("Product", point, direction);
        Reference.Near(expected, product, ByDifferences, () => run.Text);

        double[] hessian = Call<double[]>("Hessian", point);
        double[] rows = [.. Enumerable.Range(0, point.Length).Select(i => Enumerable.Range(0, point.Length).Sum(j => hessian[1 + (i * point.Length) + j] * direction[j]))];
        Reference.Near(product, [hessian[0], .. rows], Rounding, () => run.Text);
        double[] diagonal = [.. Enumerable.Range(0, point.Length).Select(i => hessian[1 + (i * point.Length) + i])];
        Reference.Near([.. gradient, .. diagonal], Call<double[]>("Diagonal", point), Rounding, () => run.Text);
    }

    /// <summary>The slope of a function at 0 by central differences, extrapolated twice.</summary>
    private static double Extrapolated(Func<double, double> function)
    {
        double Central(double step) => (function(step) - function(-step)) / (2 * step);
        (double a, double b, double c) = (Central(8e-3), Central(4e-3), Central(2e-3));
        (double ab, double bc) = (((4 * b) - a) / 3, ((4 * c) - b) / 3);
        return ((16 * bc) - ab) / 15;
    }

    private static string Source(string body, string helpers)
        => $$"""
            using System;
            using AutoGradLinear;

            public static partial class Subject
            {
                [Differentiable(Derivatives.Pushforward | Derivatives.HessianVectorProduct | Derivatives.Hessian | Derivatives.HessianDiagonal)]
                public static double F(ReadOnlySpan<double> v, double x)
                {{body}}

                {{helpers}}
            }

            public static class Caller
            {
                public static double[] Gradient(double[] p)
                {
                    double[] g = [double.NaN, double.NaN, double.NaN];
                    double value = Subject.FWithGradient(p.AsSpan(0, 3), p[3], g, out double x);
                    return [value, .. g, x];
                }

                public static double[] Tangent(double[] p, double[] d) => [Subject.FPushforward(p.AsSpan(0, 3), p[3], d.AsSpan(0, 3), d[3], out double tangent), tangent];

                public static double[] Hessian(double[] p)
                {
                    double[] h = new double[16];
                    double value = Subject.FHessian(p.AsSpan(0, 3), p[3], h);
                    return [value, .. h];
                }

                public static double[] Diagonal(double[] p)
                {
                    double[] g = [double.NaN, double.NaN, double.NaN];
                    double[] h = [double.NaN, double.NaN, double.NaN];
                    double value = Subject.FHessianDiagonal(p.AsSpan(0, 3), p[3], g, out double x, h, out double y);
                    return [value, .. g, x, .. h, y];
                }

                public static double[] Product(double[] p, double[] d)
                {
                    double[] h = [double.NaN, double.NaN, double.NaN];
                    double value = Subject.FHessianVectorProduct(p.AsSpan(0, 3), p[3], d.AsSpan(0, 3), d[3], h, out double x);
                    return [value, .. h, x];
                }
            }
            """;
}
