using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>Functions of a library that was compiled with the generator, called from another compilation: the gradient is the one that following the source gives.</summary>
public class AcrossAssembliesTests
{
    /// <summary>Sums of adjoints may be in another order than where the source is followed.</summary>
    private const double Rounding = 1e-13;

    /// <summary>Extrapolated differences.</summary>
    private const double ByDifferences = 1e-7;

    private const string Library =
        """
        using System;
        using AutoGradLinear;

        [assembly: DerivativeRules(typeof(Library.Rules))]

        namespace Library
        {
            public static partial class Losses
            {
                [Differentiable]
                public static double Bell(double x, double width) => Math.Exp(-x * x / width);

                [Differentiable]
                public static double Energy(ReadOnlySpan<double> x, [NoGradient] ReadOnlySpan<double> weights, double c, int power)
                {
                    double s = 0;
                    for (int i = 0; i < x.Length; i++)
                        s += weights[i] * Math.Pow(x[i], power) * c;
                    return Math.Sqrt(s);
                }

                [Differentiable]
                public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
                {
                    double s = 0;
                    for (int i = 0; i < x.Length; i++)
                        s += x[i] * y[i];
                    return s;
                }

                [Differentiable]
                public static T Squared<T>(T x) where T : unmanaged, System.Numerics.IFloatingPointIeee754<T> => x * x;

                public static double Raw(double x) { try { return Math.Sinh(x); } finally { } }
            }

            public static class Rules
            {
                [DerivativeOf(typeof(Losses), nameof(Losses.Raw))]
                public static double RawSlope(double x) => Math.Cosh(x);
            }
        }
        """;

    private static readonly Dictionary<string, Subject> Subjects = new Subject[]
    {
        new("OfNumbers", "double x, double y", "=> Library.Losses.Bell(x * y, 2) * Library.Losses.Bell(y, x * x);", [[0.4, 0.7], [-0.8, 1.3]]),
        new("InALoop", "ReadOnlySpan<double> v, double x", "{ double s = x; for (int i = 0; i < v.Length; i++) s += Library.Losses.Bell(s - v[i], 2 + x); return s; }", [[new[] { 0.1, -0.4, 1.2, 0.6 }, 0.8]]),
        new("InASum", "ReadOnlySpan<double> v, double x", "{ double s = 0; for (int i = 0; i < v.Length; i++) s += Library.Losses.Bell(v[i], x); return s; }", [[new[] { 0.1, -0.4, 1.2, 0.6 }, 0.8]]),
        new("OfARow", "ReadOnlySpan<double> v, [NoGradient] double[] w, double c", "=> Library.Losses.Energy(v, w, c * c, 2) * Library.Losses.Energy(v[1..], w, 1 + c, 3);", [[new[] { 0.1, 0.4, 1.2 }, new[] { 0.3, 1.4, 0.2 }, 0.8]]),
        new("OfOneRowTwice", "ReadOnlySpan<double> v", "=> Library.Losses.Dot(v, v) * Library.Losses.Dot(v[1..], v[..^1]);", [[new[] { 0.1, 0.4, 1.2 }]]),
        new("OfScratch", "ReadOnlySpan<double> v, double c", "{ double s = 0; for (int k = 1; k < 4; k++) { Span<double> t = stackalloc double[k]; for (int i = 0; i < k; i++) t[i] = v[i] * s + c; s += Library.Losses.Dot(t, v); t[0] = 0; } return s; }", [[new[] { 0.1, 0.4, 0.7 }, 0.8]]),
        new("OfARowThatIsWrittenTo", "double[] v, double c", "{ double s = 1; for (int i = 0; i < v.Length; i++) { v[i] *= s; s += Library.Losses.Dot(v, v) * c; } return s; }", [[new[] { 0.1, 0.4, 0.7 }, 0.8]]),
        new("BeforeALoopOverTheRow", "ReadOnlySpan<double> v", "{ double s = Library.Losses.Dot(v, v); for (int i = 0; i < v.Length; i++) s += v[i] * v[i] * i; return s; }", [[new[] { 0.1, 0.4, 1.2 }]]),
        new("BehindALoopOverTheRow", "ReadOnlySpan<double> v", "{ double s = 0; for (int i = 0; i < v.Length; i++) s += v[i] * v[i] * i; return s * Library.Losses.Dot(v[..3], v[1..]) + Library.Losses.Dot(v[1..], v); }", [[new[] { 0.1, 0.4, 0.0, 1.2 }]]),
        new("WithinALoopOverTheRow", "ReadOnlySpan<double> v, double c", "{ double s = 0; for (int i = 0; i < v.Length; i++) { s += v[0] * c * v[i]; s += Library.Losses.Dot(v[i..], v) * v[i]; if (s > 2) s *= Library.Losses.Bell(v[i], c); else s -= v[0]; } return s; }", [[new[] { 0.1, 0.4, 1.2, 0.7 }, 1.3]]),
        new("WithJumps", "ReadOnlySpan<double> v, double c", "{ double s = 0; int i = 0; while (true) { if (i == v.Length) break; s += Library.Losses.Bell(v[i], c + 1); if (v[i++] < 0) continue; s *= Library.Losses.Dot(v[..i], v); if (s > 5) return s * c; } return s; }", [[new[] { 0.1, 0.4, -1.2, 0.7 }, 1.3], [new[] { 2.1, 1.4, -1.2, 0.7 }, 1.3]]),
        new("WithRowsExchanged", "double[] v, double[] w, int n", "{ Span<double> a = v; Span<double> b = w; double s = 1; for (int i = 0; i < n; i++) { s += Library.Losses.Dot(a, b) * a[0]; a[i] = s * b[i]; var t = a; a = b; b = t; } return s; }", [[new[] { 0.1, 0.4, 0.2 }, new[] { 0.7, -0.4, 0.3 }, 3]]),
        new("Generic", "double x, double y", "=> Library.Losses.Squared(x * y) + H(y);", [[0.4, 0.7]], "private static T H<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => x * Library.Losses.Squared(x);"),
        new("WithARule", "double x, double y", "=> Library.Losses.Raw(x * y) * y;", [[0.4, 0.7]]),
        new("InARecursion", "double x, int n", "=> H(x, n);", [[0.4, 3]], "private static double H(double t, int n) => n == 0 ? Library.Losses.Dot([t, 2 * t], [t, 1]) : Library.Losses.Bell(t, 2) * H(t + 1, n - 1) + t;"),
    }.ToDictionary(subject => subject.Name);

    private static readonly GeneratorRun Compiled = GeneratorRun.With(RunSettings.Usual with { Assembly = "Library" }, Library);

    public static TheoryData<string> Names => [.. Subjects.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void SlopesEqualThoseOfOneAssembly(string name)
    {
        Subject subject = Subjects[name];
        var apart = Program.Compile(subject, Compiled);
        var together = Program.CompileWith(Library, subject);
        Assert.Contains("global::Library.Losses.", apart.Run.Text, StringComparison.Ordinal);
        foreach (object[] point in subject.Points)
        {
            double[] gradient = apart.Gradient(point);
            Assert.Equal(apart.Value(point), gradient[0]);
            Reference.Near(together.Gradient(point), gradient, Rounding, () => apart.Run.Text);
            Reference.Near(together.Pullback(point, 3, 0.25), apart.Pullback(point, 3, 0.25), Rounding, () => apart.Run.Text);
            Reference.Near(Reference.Differences(apart.Value, subject, point), gradient[1..], ByDifferences, () => apart.Run.Text);
        }
    }

    [Fact]
    public void WhereTheAdjointIsKnownThePullbackIsCalledAndTheFunctionIsNot()
    {
        string text = Program.Compile(Subjects["InASum"], Compiled).Run.Text;
        Assert.Contains("Losses.BellPullback(", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Losses.Bell(", text, StringComparison.Ordinal);
    }
}
