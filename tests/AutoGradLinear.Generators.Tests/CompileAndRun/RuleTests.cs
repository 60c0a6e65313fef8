using System.Text.RegularExpressions;
using AutoGradLinear.Generators.Differentiation;
using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.IR.Forms;
using AutoGradLinear.Generators.Optimization;
using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>Rules of one's own: gradients through functions whose source is not followed equal differences of those functions.</summary>
public class RuleTests
{
    /// <summary>Extrapolated differences.</summary>
    private const double ByDifferences = 1e-7;

    /// <summary>Functions that could not be followed, with their rules.</summary>
    internal const string FollowedHelpers =
        """
        public static double Bell(double x) { try { return Math.Exp(-x * x); } finally { } }

        [DerivativeOf(typeof(Subject), nameof(Bell))]
        internal static double BellSlope(double x, double result) => -2 * x * result;

        public static double Root(double x) { try { return Math.Sqrt(x); } finally { } }

        [DerivativeOf(typeof(Subject), nameof(Root))]
        internal static double RootSlope(double x) => 1 / (2 * Math.Sqrt(x));

        public static double Blend(double x, int n, double y) { try { return Math.Pow(x, n) * Math.Sin(y); } finally { } }
        public static double Blend(double x, double y) { try { return x * x * y; } finally { } }

        [DerivativeOf(typeof(Subject), nameof(Blend))]
        internal static (double, double) BlendSlopes(double x, int n, double y) => (n * Math.Pow(x, n - 1) * Math.Sin(y), Math.Pow(x, n) * Math.Cos(y));

        [DerivativeOf(typeof(Subject), nameof(Blend))]
        internal static (double ByX, double ByY) OtherSlopes(double x, double y, double result) => (2 * result / x, x * x);

        public static double Scaled(double x, double c) { try { return x * x * c; } finally { } }

        [DerivativeOf(typeof(Subject), nameof(Scaled))]
        internal static double ScaledSlope(double x, [NoGradient] double c) => 2 * x * c;

        public static double Energy(ReadOnlySpan<double> x, double c) { double s = 0; try { foreach (double t in x) s += t * t * t * c; } finally { } return s; }

        [DerivativeOf(typeof(Subject), nameof(Energy))]
        internal static void EnergyPullback(ReadOnlySpan<double> x, double c, double result, double resultAdjoint, Span<double> xAdjoint, ref double cAdjoint)
        {
            for (int i = 0; i < x.Length; i++)
                xAdjoint[i] += resultAdjoint * 3 * x[i] * x[i] * c;
            cAdjoint += resultAdjoint * result / c;
        }

        public static double Product(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<int> k) { double s = 0; try { for (int i = 0; i < x.Length; i++) s += x[i] * y[k[i]]; } finally { } return s; }

        [DerivativeOf(typeof(Subject), nameof(Product))]
        internal static void ProductPullback(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<int> k, double resultAdjoint, Span<double> xAdjoint, Span<double> yAdjoint)
        {
            RequireApart
            for (int i = 0; i < x.Length; i++)
            {
                xAdjoint[i] += resultAdjoint * y[k[i]];
                yAdjoint[k[i]] += resultAdjoint * x[i];
            }
        }

        public static T Cube<T>(T x) where T : System.Numerics.IFloatingPointIeee754<T> { try { return x * x * x; } finally { } }

        [DerivativeOf(typeof(Subject), nameof(Cube))]
        internal static T CubeSlope<T>(T x) where T : System.Numerics.IFloatingPointIeee754<T> => T.CreateChecked(3) * x * x;

        private static T Both<T>(T x) where T : System.Numerics.IFloatingPointIeee754<T> => Cube(x) + x;

        public static double Followed(double x) => x * x;

        [DerivativeOf(typeof(Subject), nameof(Followed))]
        internal static double Wrong(double x) => 100;

        [DerivativeOf(typeof(Math), nameof(Math.Exp))]
        internal static double ExpSlope(double x, double result) => 2 * result;
        """;

    /// <summary>The same, where a pullback that is given accumulators that overlap throws.</summary>
    private static readonly string Helpers = FollowedHelpers.Replace(
        "RequireApart",
        """if (xAdjoint.Overlaps(yAdjoint) || xAdjoint.Overlaps(x) || yAdjoint.Overlaps(y)) throw new ArgumentException("Accumulators overlap.");""");

    private static readonly Dictionary<string, Subject> Subjects = new Subject[]
    {
        new("OfOneNumber", "double x, double y", "=> Bell(x * y) * Bell(x) + Root(y);", [[0.4, 0.7], [-0.8, 1.3]], Helpers),
        new("OfSeveralNumbers", "double x, int n, double y", "=> Blend(x, n, y) * Blend(x, y) + Blend(y, n, x);", [[0.4, 3, 0.7], [0.8, 2, 1.3]], Helpers),
        new("WithAConstant", "double x, double y", "=> Scaled(x * y, 3) + Scaled(y, 2 * x - Gradient.Stop(2 * x));", [[0.4, 0.7]], Helpers),
        new("InALoop", "ReadOnlySpan<double> v, double x", "{ double s = x; for (int i = 0; i < v.Length; i++) { s = Bell(s + v[i]) * x; if (s > 0.1) s += Root(v[i] + 2); } return s; }", [[new[] { 0.1, -0.4, 1.2, 0.6 }, 0.8]], Helpers),
        new("InASum", "ReadOnlySpan<double> v, double x", "{ double s = 0; for (int i = 0; i < v.Length; i++) s += Blend(v[i], 2, x); return s; }", [[new[] { 0.1, -0.4, 1.2, 0.6 }, 0.8]], Helpers),
        new("OfARow", "ReadOnlySpan<double> v, double c", "=> Energy(v, c) * Energy(v[1..], 2 * c);", [[new[] { 0.1, -0.4, 1.2, 0.6 }, 0.8]], Helpers),
        new("OfARowThatIsWrittenTo", "double[] v, double c", "{ double s = Energy(v, c); for (int i = 0; i < v.Length; i++) { v[i] *= s + i; s += Energy(v, c) * v[0]; } return s * Energy(v.AsSpan(1), v[0]); }", [[new[] { 0.1, -0.4, 0.7 }, 0.8]], Helpers),
        new("OfScratch", "ReadOnlySpan<double> v, double c", "{ double s = 0; for (int k = 1; k < 4; k++) { var t = new double[k]; for (int i = 0; i < k; i++) t[i] = v[i] * s + c; s += Energy(t, v[k]); } return s; }", [[new[] { 0.1, -0.4, 0.7, 0.3 }, 0.8]], Helpers),
        new("OfOneRowTwice", "ReadOnlySpan<double> v, int[] k", "=> Product(v, v, k) + Product(v[..2], v[1..], [1, 0]);", [[new[] { 0.1, -0.4, 0.7 }, new[] { 2, 0, 0 }]], Helpers),
        new("OfAnInactiveRow", "[NoGradient] double[] w, ReadOnlySpan<double> v, int[] k", "=> Product(w, v, k) * Product(v, w, k);", [[new[] { 1.1, -0.4, 0.7 }, new[] { 0.1, -0.4, 0.7 }, new[] { 2, 0, 0 }]], Helpers),
        new("OfAChosenRow", "ReadOnlySpan<double> v, [NoGradient] double[] w, bool b", "=> Energy(b ? v : w, v[0]);", [[new[] { 0.1, -0.4, 0.7 }, new[] { 1.1, -0.4, 0.7 }, true], [new[] { 0.1, -0.4, 0.7 }, new[] { 1.1, -0.4, 0.7 }, false]], Helpers),
        new("Generic", "double x, double y", "=> Cube(x) * Both(y);", [[0.4, 0.7]], Helpers),
        new("InAHelper", "double x, double y", "=> H(x) * H(y);", [[0.4, 0.7]], Helpers + "private static double H(double t) => Root(t) + Energy([t, 2 * t, 1], t);"),
        new("InARecursion", "double x, int n", "=> H(x, n);", [[0.4, 3]], Helpers + "private static double H(double t, int n) => n == 0 ? Energy([t, 2 * t], t) : Bell(t) * H(Root(t + 1), n - 1) + Energy([t, n], t);"),
    }.ToDictionary(subject => subject.Name);

    public static TheoryData<string> Names => [.. Subjects.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void SlopesEqualDifferences(string name)
    {
        Subject subject = Subjects[name];
        var program = Program.Compile(subject);
        foreach (object[] point in subject.Points)
        {
            double[] gradient = program.Gradient(point);
            Assert.Equal(program.Value(point), gradient[0]);
            double[] expected = Reference.Differences(program.Value, subject, point);
            Reference.Near(expected, gradient[1..], ByDifferences, () => program.Run.Text);
            Reference.Near([.. expected.Select(slope => 0.25 + (3 * slope))], program.Pullback(point, 3, 0.25)[1..], 10 * ByDifferences, () => program.Run.Text);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryRoomLeavesWellFormedCode(string name)
    {
        Module core = CoreBuilder.Build(Assert.Single(GeneratorRun.Of(Subjects[name].Source()).Targets()).Module);
        foreach (Module start in (Module[])[ReverseMode.Gradient(core), FirstOrder.Pushforward(core)])
        {
            Assert.Empty(Verifier.Check(start.Entry));
            Pipeline.Run(start.Entry, (pass, function) => Assert.True(Verifier.Check(function).Count == 0, $"{pass.Name}: {string.Join("\n", Verifier.Check(function))}"));
        }
    }

    [Fact]
    public void ALossMayCallFunctionsWithRules()
    {
        const string Source =
            """
            using System;
            using AutoGradLinear;

            public static class Special
            {
                public static float LogCosh(float x) { try { return MathF.Log(MathF.Cosh(x)); } finally { } }

                [DerivativeOf(typeof(Special), nameof(LogCosh))]
                internal static float Slope(float x) => MathF.Tanh(x);
            }

            [Loss]
            public readonly partial record struct Robust(float Scale)
            {
                public float Value(float score, float target) => Special.LogCosh((score - target) / Scale);
            }

            public static class Caller
            {
                public static float Slope(float score, float target) { new Robust(2).ValueWithGradient(score, target, out float slope); return slope; }
            }
            """;
        object slope = GeneratorRun.Of(Source).Load().GetType("Caller")!.GetMethod("Slope")!.Invoke(null, [1f, 0.5f])!;
        Assert.Equal(MathF.Tanh(0.25f) / 2, (float)slope, 1e-6f);
    }

    [Fact]
    public void ARuleGoesBeforeTheSourceAndBeforeTheTable()
    {
        var program = Program.Compile(new Subject("Wins", "double x", "=> Followed(x) + Math.Exp(x);", [[0.5]], Helpers));
        Assert.Equal(100 + (2 * Math.Exp(0.5)), program.Gradient([0.5])[1]);
    }

    [Fact]
    public void ATupleOfSlopesIsComputedOncePerElement()
    {
        var program = Program.Compile(Subjects["InASum"]);
        string gradient = program.Run.Text[..program.Run.Text.IndexOf("FPullback", StringComparison.Ordinal)];
        Assert.Single(Regex.Matches(gradient, "BlendSlopes"));
        Assert.Matches(new Regex(@"\(double \w+, double \w+\) = global::Subject\.BlendSlopes\("), program.Run.Text);
    }

    [Fact]
    public void AZeroAdjointAbsorbsAnInfiniteSlope()
    {
        var program = Program.Compile(new Subject("Absorbed", "double x, double y", "=> y * Root(x);", [], Helpers));
        Assert.Equal([0.0, 0.0, 0.0], program.Gradient([0.0, 0.0]));
        Assert.Equal([0.0, double.PositiveInfinity, 0.0], program.Gradient([0.0, 1.0]));
    }
}
