using System.Reflection;
using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.IR.Forms;
using AutoGradLinear.Generators.Optimization;
using AutoGradLinear.Generators.Symbolic.Shifts;
using AutoGradLinear.Generators.Symbolic.Stability;
using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>
/// Maxima that the source takes out of its exponents: where nothing depends on them they are constants, and where something does, however little, the derivative flows through them.
/// </summary>
public class CancellingMaximaTests
{
    private const string Largest = "double m = s[0]; for (int j = 1; j < s.Length; j++) m = Math.Max(m, s[j]); ";
    private const string LargestByRow = "double m = TensorPrimitives.Max(s); ";
    private const string Sum = "double sum = 0; for (int j = 0; j < s.Length; j++) sum += Math.Exp(s[j] - m); ";
    private const string SumOfTwo = "double sum = 2; for (int j = 0; j < s.Length; j++) sum += Math.Exp(s[j] - m); ";
    private const string Probabilities = "double[] p = new double[s.Length]; " + Sum + "for (int j = 0; j < s.Length; j++) p[j] = Math.Exp(s[j] - m) / sum; ";
    private const string InPlace =
        "double[] p = new double[s.Length]; double sum = 0; for (int j = 0; j < s.Length; j++) { p[j] = Math.Exp(s[j] - m); sum += p[j]; } for (int j = 0; j < s.Length; j++) p[j] /= sum; ";

    /// <summary>Functions s ↦ f(s, y, w, t) of scores, a label, positive weights and a positive number, in which every maximum cancels.</summary>
    private static readonly (string Name, string Body)[] Cancelling =
    [
        ("LogSumExp", Largest + Sum + "return Math.Log(sum) + m;"),
        ("ByRow", LargestByRow + Sum + "return Math.Log(sum) + m;"),
        ("FromBelow", "double m = double.NegativeInfinity; foreach (double x in s) m = Math.Max(m, x); " + Sum + "return m + Math.Log(sum);"),
        ("ByComparison", "double m = s[0]; for (int j = 1; j < s.Length; j++) if (s[j] > m) m = s[j]; " + Sum + "return m + Math.Log(sum);"),
        ("OfSome", "double m = double.NegativeInfinity; for (int j = 0; j < s.Length; j++) if (j != y) m = Math.Max(m, s[j]); "
            + "double sum = 0; for (int j = 0; j < s.Length; j++) if (j != y) sum += Math.Exp(s[j] - m); return Math.Log(sum) + m;"),
        ("CrossEntropy", Largest + Sum + "return Math.Log(sum) + m - s[y];"),
        ("LogProbability", Largest + Sum + "return -(s[y] - m - Math.Log(sum));"),
        ("Element", Largest + Sum + "return Math.Exp(s[y] - m) / sum;"),
        ("Weighted", Largest + "double sum = 0; for (int j = 0; j < s.Length; j++) sum += w[j] * Math.Exp(s[j] - m); return Math.Log(sum) + m;"),
        ("WeightedMean", Largest + "double sum = 0, top = 0; for (int j = 0; j < s.Length; j++) { sum += Math.Exp(s[j] - m); top += w[j] * Math.Exp(s[j] - m); } return top / sum;"),
        ("Entropy", Largest + Sum + "double h = 0; for (int j = 0; j < s.Length; j++) { double p = Math.Exp(s[j] - m) / sum; h -= p * (s[j] - m - Math.Log(sum)); } return h;"),
        ("Array", Largest + Probabilities + "return p[y] * p[0];"),
        ("ArrayInPlace", Largest + InPlace + "return p[y] * p[0];"),
        ("ArrayOfDifferences", Largest + "double[] d = new double[s.Length]; for (int j = 0; j < s.Length; j++) d[j] = s[j] - m; double sum = 0; foreach (double x in d) sum += Math.Exp(x); return Math.Log(sum) - d[y];"),
        ("Rows", "Span<double> e = stackalloc double[s.Length]; double m = TensorPrimitives.Max(s); TensorPrimitives.Subtract(s, m, e); TensorPrimitives.Exp(e, e); return Math.Log(TensorPrimitives.Sum<double>(e)) + m;"),
        ("Negative", Largest + "double sum = 0; for (int j = 0; j < s.Length; j++) sum += Math.Exp(-(m - s[j])); return Math.Log(sum) - (-m);"),
        ("Temperature", Largest + "double sum = 0; for (int j = 0; j < s.Length; j++) sum += Math.Exp((s[j] - m) / t); return t * Math.Log(sum) + m;"),
        ("InverseTemperature", Largest + "double sum = 0; for (int j = 0; j < s.Length; j++) sum += Math.Exp(0.3 * (s[j] - m)); return Math.Log(sum) / 0.3 + m;"),
        ("Smallest", "double m = s[0]; for (int j = 1; j < s.Length; j++) m = Math.Min(m, s[j]); double sum = 0; for (int j = 0; j < s.Length; j++) sum += Math.Exp(m - s[j]); return m - Math.Log(sum);"),
        ("InBits", Largest + "double sum = 0; for (int j = 0; j < s.Length; j++) sum += double.Exp2(s[j] - m); return Math.Log2(sum) + m;"),
        ("Twice", Largest + Sum + "double a = Math.Log(sum) + m; return a * a + Math.Sin(a);"),
        ("OfTerms", "double[] z = new double[s.Length]; for (int j = 0; j < s.Length; j++) z[j] = w[j] * s[j] - 0.5 * s[j] * s[j]; double m = z[0]; for (int j = 1; j < z.Length; j++) m = Math.Max(m, z[j]); "
            + "double sum = 0; for (int j = 0; j < z.Length; j++) sum += Math.Exp(z[j] - m); return Math.Log(sum) + m;"),
        ("OfRows", "double total = 0; for (int i = 0; i < w.Length; i++) { double m = w[i] * s[0]; for (int j = 1; j < s.Length; j++) m = Math.Max(m, w[i] * s[j]); "
            + "double sum = 0; for (int j = 0; j < s.Length; j++) sum += Math.Exp(w[i] * s[j] - m); total += Math.Log(sum) + m; } return total;"),
        ("OfScratch", "double[] z = new double[s.Length]; double total = 0; for (int i = 0; i < w.Length; i++) { for (int j = 0; j < s.Length; j++) z[j] = w[i] * s[j]; double m = z[0]; for (int j = 1; j < z.Length; j++) m = Math.Max(m, z[j]); "
            + "for (int j = 0; j < z.Length; j++) z[j] = Math.Exp(z[j] - m); double sum = 0; for (int j = 0; j < z.Length; j++) sum += z[j]; total += z[y] / sum; } return total;"),
        ("ByHelper", "return Lse(s) - s[y];"),
        ("ByHelpers", "return Lse(s) * Lse(w) - s[y];"),
        ("Norm", "double m = Math.Abs(s[0]); for (int j = 1; j < s.Length; j++) m = Math.Max(m, Math.Abs(s[j])); double sum = 0; for (int j = 0; j < s.Length; j++) sum += s[j] / m * (s[j] / m); return m * Math.Sqrt(sum);"),
        ("Guarded", Largest + "if (double.IsPositiveInfinity(m)) return m; " + Sum + "return Math.Log(sum) + m;"),
        ("GuardedBelow", Largest + "if (double.IsNegativeInfinity(m)) return m; " + Sum + "return Math.Log(sum) + m;"),
        ("GuardedByEquality", Largest + "if (m == double.NegativeInfinity) { return double.NegativeInfinity; } " + Sum + "return Math.Log(sum) + m;"),
        ("GuardedOtherwise", Largest + "double result = m; if (double.IsFinite(m)) { " + Sum + "result = Math.Log(sum) + m; } return result;"),
    ];

    /// <summary>Functions that depend on their maximum.</summary>
    private static readonly (string Name, string Body)[] Depending =
    [
        ("Returned", Largest + Sum + "return Math.Log(sum) + 2 * m;"),
        ("NotAdded", Largest + Sum + "return Math.Log(sum);"),
        ("Penalty", Largest + Sum + "return Math.Log(sum) + m + 0.1 * m * m;"),
        ("OneMore", Largest + SumOfTwo + "return Math.Log(sum) + m;"),
        ("OneMoreAfterwards", Largest + Sum + "return Math.Log(2.5 + sum * sum) + 2 * m;"),
        ("LinearTerm", Largest + "double sum = 0; for (int j = 0; j < s.Length; j++) sum += Math.Exp(s[j] - m) + w[j]; return Math.Log(sum) + m;"),
        ("NoExponential", Largest + "double sum = 0; for (int j = 0; j < s.Length; j++) sum += s[j] - m; return sum;"),
        ("OtherTemperature", Largest + "double sum = 0; for (int j = 0; j < s.Length; j++) sum += Math.Exp((s[j] - m) / t); return Math.Log(sum) + m;"),
        ("TemperatureOfEach", Largest + "double sum = 0; for (int j = 0; j < s.Length; j++) sum += Math.Exp((s[j] - m) / w[j]); return Math.Log(sum) + m;"),
        ("TemperatureUnderWay", Largest + "double sum = 0; double u = t; for (int j = 0; j < s.Length; j++) { sum += Math.Exp((s[j] - m) / u); u += 1; } return t * Math.Log(sum) + m;"),
        ("Compared", Largest + Sum + "return (m > 0.25 ? 2 : 1) * (Math.Log(sum) + m) + m;"),
        ("SumOfOthers", Largest + "double sum = 0; for (int j = 0; j < s.Length; j++) if (s[j] < m) sum += Math.Exp(s[j] - m); return m + Math.Log(1 + sum) + 0.5 * sum;"),
        ("Square", Largest + "double sum = 0; for (int j = 0; j < s.Length; j++) sum += Math.Exp((s[j] - m) * (s[j] - m)); return Math.Log(sum) + m;"),
        ("Numerator", Largest + Sum + "return Math.Exp(s[y]) / sum;"),
        ("ArrayHalf", Largest + "double[] p = new double[s.Length]; " + Sum + "for (int j = 0; j < s.Length; j++) p[j] = Math.Exp(s[j] - m); for (int j = 1; j < s.Length; j++) p[j] /= sum; return p[y] * p[0];"),
        ("OfOtherRounds", "double last = 0, total = 0; for (int i = 0; i < w.Length; i++) { double m = w[i] * s[0]; for (int j = 1; j < s.Length; j++) m = Math.Max(m, w[i] * s[j]); total += Math.Exp(m - last); last = m; } return total;"),
        ("BetweenRounds", "double[] kept = new double[w.Length]; for (int i = 0; i < w.Length; i++) { double m = w[i] * s[0]; for (int j = 1; j < s.Length; j++) m = Math.Max(m, w[i] * s[j]); kept[i] = m; } return kept[0] - 3 * kept[1] + Math.Exp(kept[2] - kept[0]);"),
        ("Stopped", Largest + Sum + "return Gradient.Stop(Math.Log(sum)) + m;"),
        ("ByRule", Largest + Sum + "return Half(m) + Math.Log(sum);"),
        ("Floored", Largest + "double sum = 0; for (int j = 0; j < s.Length; j++) sum += Math.Exp(s[j] - Math.Floor(m)); return Math.Log(sum) + m;"),
    ];

    private const string Helpers =
        """
            private static double Lse(ReadOnlySpan<double> s)
            {
                double m = s[0];
                for (int j = 1; j < s.Length; j++)
                    m = Math.Max(m, s[j]);
                double sum = 0;
                for (int j = 0; j < s.Length; j++)
                    sum += Math.Exp(s[j] - m);
                return Math.Log(sum) + m;
            }

            public static double Half(double x) => 0.5 * x;

            [DerivativeOf(typeof(Functions), nameof(Half))]
            private static double HalfDerivative(double x) => 0.5;
        """;

    private static readonly Lazy<GeneratorRun> Run = new(() =>
    {
        var all = Cancelling.Concat(Depending).ToList();
        return GeneratorRun.Of(
            $$"""
            using System;
            using System.Numerics.Tensors;
            using AutoGradLinear;

            public static partial class Functions
            {
            {{string.Join("\n", all.Select(row =>
                $"    [Differentiable(Derivatives.HessianVectorProduct)] public static double {row.Name}(ReadOnlySpan<double> s, int y, [NoGradient] ReadOnlySpan<double> w, [NoGradient] double t) {{ {row.Body} }}"))}}
            {{Helpers}}

            {{string.Join("\n", all.Select(row =>
                $"    [Differentiable(Rewriting = false)] public static double {row.Name}AsWritten(ReadOnlySpan<double> s, int y, [NoGradient] ReadOnlySpan<double> w, [NoGradient] double t) {{ {row.Body} }}"))}}
            {{string.Join("\n", all.Select(row => $"    public static double WrittenGradientOf{row.Name}(double[] s, int y, double[] w, double t, double[] g) => {row.Name}AsWrittenWithGradient(s, y, w, t, g);"))}}
            {{string.Join("\n", all.Select(row => $"    public static double ValueOf{row.Name}(double[] s, int y, double[] w, double t) => {row.Name}(s, y, w, t);"))}}
            {{string.Join("\n", all.Select(row => $"    public static double GradientOf{row.Name}(double[] s, int y, double[] w, double t, double[] g) => {row.Name}WithGradient(s, y, w, t, g);"))}}
            {{string.Join("\n", all.Select(row =>
                $"    public static double ProductOf{row.Name}(double[] s, int y, double[] w, double t, double[] v, double[] g) => {row.Name}HessianVectorProduct(s, y, w, t, v, g);"))}}
            }
            """);
    });

    private static readonly Lazy<Assembly> Compiled = new(() => Run.Value.Load());

    private static readonly Lazy<IReadOnlyList<Target>> Targets = new(() => Run.Value.Targets());

    public static TheoryData<string> NamesOfCancelling => [.. Cancelling.Select(row => row.Name)];

    public static TheoryData<string> NamesOfDepending => [.. Depending.Select(row => row.Name)];

    public static TheoryData<string> NamesOfAll => [.. Cancelling.Concat(Depending).Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(NamesOfCancelling))]
    public void WhatNothingDependsOnIsConstant(string name) => Assert.True(IsStopped(name), IrPrinter.Print(Before(name)));

    [Theory]
    [MemberData(nameof(NamesOfDepending))]
    public void WhatSomethingDependsOnIsNotConstant(string name) => Assert.False(IsStopped(name), IrPrinter.Print(Before(name)));

    private static bool IsStopped(string name)
        => CancellingMaxima.Run(Before(name)).Body.AllStatements().OfType<Assign>().Any(assign => assign.Value is Apply { Function: "Stop" } stop && stop.Arguments[0] is Use { Variable.Name: "m" });

    /// <summary>The function that the pass gets.</summary>
    private static Function Before(string name)
    {
        var core = CoreBuilder.Build(Targets.Value.Single(target => target.Method.Name == name).Module);
        IR.Module stable = Stabilization.Run(new IR.Module(CommonSubexpressions.Run(core.Entry), core.Helpers), []);
        return Privatization.Run(DeadCode.Run(Invariants.Run(stable.Entry)));
    }

    /// <summary>Nothing is kept for a way back through the maximum: three loops find it, the sum and the gradient.</summary>
    [Theory]
    [InlineData("LogSumExp", 3)]
    [InlineData("ByRow", 2)]
    [InlineData("FromBelow", 3)]
    [InlineData("ByComparison", 3)]
    [InlineData("CrossEntropy", 3)]
    [InlineData("LogProbability", 3)]
    [InlineData("Element", 3)]
    [InlineData("Weighted", 3)]
    [InlineData("Temperature", 3)]
    [InlineData("Smallest", 3)]
    [InlineData("Twice", 3)]
    [InlineData("Norm", 3)]
    public void NoLoopGoesBackThroughTheMaximum(string name, int loops)
    {
        Unit unit = Compiler.Differentiate(Targets.Value.Single(target => target.Method.Name == name), default);
        Function gradient = unit.Members.Single(member => member.Kind == MemberKind.Gradient).Function;
        IReadOnlyList<Statement> statements = gradient.Body.AllStatements();
        Assert.DoesNotContain(statements, statement => statement is Allocate or Save or Restore);
        Assert.True(statements.Count(statement => statement is For or While) <= loops, IrPrinter.Print(gradient));
    }

    /// <summary>Central differences of step h are wrong by about h² = 1e-10 and by roundings / h = 1e-11; ties and kinks are h away.</summary>
    [Theory]
    [MemberData(nameof(NamesOfAll))]
    public void GradientsAreThoseOfDifferences(string name)
    {
        if (name == "Stopped")
            return;
        foreach (double[] s in Points)
        {
            double[] gradient = Gradient(name, s);
            for (int k = 0; k < s.Length; k++)
                Near(Difference(x => Value(name, x), s, k), gradient[k], 1e-7, $"{name}: ∂/∂s[{k}]");
        }
    }

    /// <summary>Second derivatives are those of differences of gradients.</summary>
    [Theory]
    [MemberData(nameof(NamesOfAll))]
    public void ProductsWithTheHessianAreThoseOfDifferences(string name)
    {
        if (name == "Stopped")
            return;
        foreach (double[] s in Points)
        {
            double[] direction = [0.5, -1, 0.25, 2];
            double[] product = new double[s.Length];
            Method("ProductOf" + name).Invoke(null, [s, 1, Weights, Temperature, direction, product]);
            const double h = 1e-5;
            double[] above = Gradient(name, [.. s.Zip(direction, (x, v) => x + (h * v))]);
            double[] below = Gradient(name, [.. s.Zip(direction, (x, v) => x - (h * v))]);
            for (int k = 0; k < s.Length; k++)
                Near((above[k] - below[k]) / (2 * h), product[k], 1e-7, $"{name}: (H v)[{k}]");
        }
    }

    /// <summary>What the source stops stays stopped: ∂/∂s of a constant + max s.</summary>
    [Fact]
    public void WhatTheSourceStopsHidesNothing() => Assert.Equal([0, 0, 1, 0], Gradient("Stopped", Points[0]));

    private const double Infinity = double.PositiveInfinity;

    public static TheoryData<double[]> Edges =>
    [
        [-Infinity, -Infinity, -Infinity, -Infinity],
        [Infinity, 0.5, -1, 2],
        [0.5, Infinity, Infinity, 2],
        [-Infinity, 0.5, -Infinity, 2],
        [Infinity, -Infinity, 1, 2],
        [double.NaN, 1, 2, 3],
        [1, double.NaN, Infinity, 3],
        [1, 1, 1, 1],
        [0, 0, 0, 0],
        [-0.0, 0, -1, 0],
        [800, -800, 800, 1e300],
        [3],
    ];

    /// <summary>Values stay what they are, and no derivative that is finite as the source is written becomes NaN or infinite.</summary>
    [Theory]
    [MemberData(nameof(Edges))]
    public void EdgesAreThoseOfTheSource(double[] s)
    {
        foreach ((string name, string _) in Cancelling)
        {
            double[] gradient = new double[s.Length], written = new double[s.Length];
            int y = s.Length > 1 ? 1 : 0;
            double value = (double)Method("GradientOf" + name).Invoke(null, [s, y, Weights, Temperature, gradient])!;
            double writtenValue = (double)Method("WrittenGradientOf" + name).Invoke(null, [s, y, Weights, Temperature, written])!;
            if (!double.IsNaN(writtenValue))
                Assert.True(value.Equals(writtenValue) || Math.Abs(value - writtenValue) <= 1e-13 * Math.Abs(writtenValue), $"{name}: {value}, not {writtenValue}.");

            // These sums are scaled by a maximum of their own as well, and are NaN as a whole where the differences to the first one are.
            if (name is "OfSome" or "ArrayOfDifferences" && double.IsNaN(writtenValue))
                continue;
            string all = $"{name} at [{string.Join(", ", s)}]: [{string.Join(", ", gradient)}], as written [{string.Join(", ", written)}]";
            for (int k = 0; k < s.Length; k++)
                Assert.True(!double.IsFinite(written[k]) || double.IsFinite(gradient[k]), all);
        }
    }

    private static readonly double[] Weights = [0.75, 1.5, 0.5, 2];

    private const double Temperature = 1.7;

    private static readonly double[][] Points = [[0.3, -0.8, 1.1, 0.6], [-2, 1.25, 0.5, -0.75], [2.5, 0.1, -3, -0.2]];

    private static double Value(string name, double[] s) => (double)Method("ValueOf" + name).Invoke(null, [s, 1, Weights, Temperature])!;

    private static double[] Gradient(string name, double[] s)
    {
        double[] gradient = new double[s.Length];
        double value = (double)Method("GradientOf" + name).Invoke(null, [s, 1, Weights, Temperature, gradient])!;
        Near(Value(name, s), value, 1e-13, name);
        return gradient;
    }

    /// <summary>
    /// The largest of n shares, relative to itself: its exponential is exactly 1, and what a sum of n terms in whole vectors loses is a few units. The residue 1 − Σ softmax of some
    /// roundings of 1 would be a hundred thousand units of it.
    /// </summary>
    [Fact]
    public void TheLargestElementHasNoResidue()
    {
        const int n = 100_000;
        var random = new Random(1);
        double[] s = [.. Enumerable.Range(0, n).Select(_ => (random.NextDouble() * 8) - 4)];
        double largest = s.Max();
        (double sum, double lost) = (0, 0);
        foreach (double x in s)
        {
            double term = Math.Exp(x - largest) - lost;
            double next = sum + term;
            (lost, sum) = (next - sum - term, next);
        }

        double[] gradient = Gradient("LogSumExp", s);
        int at = Array.IndexOf(s, largest);
        Assert.InRange(Math.Abs((gradient[at] * sum) - 1) / 2.220446049250313e-16, 0, 8);
    }

    private static double Difference(Func<double[], double> function, double[] s, int k)
    {
        const double h = 1e-5;
        double At(double change) => function([.. s.Select((x, i) => i == k ? x + change : x)]);
        return (At(h) - At(-h)) / (2 * h);
    }

    private static void Near(double expected, double actual, double tolerance, string what)
        => Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)), $"{what} is {actual}, not {expected}.");

    private static MethodInfo Method(string name) => Compiled.Value.GetType("Functions")!.GetMethod(name)!;
}
