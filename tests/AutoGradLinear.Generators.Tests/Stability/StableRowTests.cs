using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>Losses over rows of scores, written as a textbook has them, against references of more than 50 digits: values and gradients, where the formulas as written overflow too.</summary>
public class StableRowTests
{
    /// <summary>
    /// Roundings of 2.2e-16 relative to 1 (probabilities and their differences) or to the value: an exponential of a rounded difference d has d / 2 of them, a sum one for each
    /// term, and what cancels (p − 1 where p is near 1) has none of its own digits.
    /// </summary>
    private const double Tolerance = 16 * 2.220446049250313e-16;

    /// <summary>The losses: the name of the reference, a suffix for the way in which it is written, and the body of a function of the scores and a label.</summary>
    private static readonly (string Loss, string Way, string Body)[] Losses =
    [
        ("CrossEntropy", "", "double sum = 0; for (int j = 0; j < s.Length; j++) sum += Math.Exp(s[j]); return -Math.Log(Math.Exp(s[y]) / sum);"),
        ("CrossEntropy", "ByDifference", "double sum = 0; foreach (double x in s) sum += Math.Exp(x); return Math.Log(sum) - s[y];"),
        ("CrossEntropy", "ByInverse", "double sum = 0; foreach (double x in s) sum += Math.Exp(x); double inverse = 1 / sum; double p = Math.Exp(s[y]) * inverse; return -Math.Log(p);"),
        ("CrossEntropy", "ByArray", "double[] p = new double[s.Length]; double sum = 0; for (int j = 0; j < s.Length; j++) { p[j] = Math.Exp(s[j]); sum += p[j]; } for (int j = 0; j < p.Length; j++) p[j] /= sum; return -Math.Log(p[y]);"),
        ("CrossEntropy", "ByExponentials", "int n = s.Length; Span<double> e = stackalloc double[n]; for (int j = 0; j < n; j++) e[j] = Math.Exp(s[j]); double sum = 0; for (int j = 0; j < n; j++) sum += e[j]; return Math.Log(sum / e[y]);"),
        ("CrossEntropy", "ByRows", "Span<double> e = stackalloc double[s.Length]; TensorPrimitives.Exp(s, e); return -Math.Log(e[y] / TensorPrimitives.Sum<double>(e));"),
        ("CrossEntropy", "ByRowsDivided", "double[] p = new double[s.Length]; TensorPrimitives.Exp(s, p); TensorPrimitives.Divide(p, TensorPrimitives.Sum<double>(p), p); return -Math.Log(p[y]);"),
        ("CrossEntropy", "ByHelpers", "return -Math.Log(Share(s, y));"),
        ("CrossEntropy", "ByIndicators", "double sum = 0; foreach (double x in s) sum += Math.Exp(x); double loss = 0; for (int j = 0; j < s.Length; j++) loss -= (j == y ? 1 : 0) * Math.Log(Math.Exp(s[j]) / sum); return loss;"),
        ("LogSumExp", "", "double sum = 0; foreach (double x in s) sum += Math.Exp(x); return Math.Log(sum);"),
        ("CrossEntropy", "InBits", "double sum = 0; foreach (double x in s) sum += Math.Exp(x); return -Math.Log2(Math.Exp(s[y]) / sum) * Math.Log(2.0);"),
        ("LogSumExp", "InBans", "double sum = 0; foreach (double x in s) sum += Math.Exp(x); return Math.Log(sum, 10) / Math.Log10(Math.E);"),
        ("LogSumExp", "ByForeach", "double[] e = new double[s.Length]; for (int j = 0; j < e.Length; j++) e[j] = Math.Exp(s[j]); double sum = 0; foreach (double x in e) sum += x; return Math.Log(sum);"),
        ("LogSumExp", "Backwards", "double sum = 0; for (int j = s.Length - 1; j >= 0; j--) sum = Math.Exp(s[j]) + sum; return Math.Log(sum);"),
        ("CrossEntropy", "ByWhile", "double sum = 0; int j = 0; while (j < s.Length) { sum += Math.Exp(s[j]); j++; } return -Math.Log(Math.Exp(s[y]) / sum);"),
        ("LogSumExp", "ByWhileBackwards", "double sum = 0; int j = s.Length - 1; while (0 <= j) { sum += Math.Exp(s[j]); j -= 1; } return Math.Log(sum) + 0 * j;"),
        ("LogSumExpOfOthers", "", "double sum = 0; for (int j = 0; j < s.Length; j++) if (j != y) sum += Math.Exp(s[j]); return Math.Log(sum);"),
        ("LogSumExpOfOthers", "ByContinue", "double sum = 0; for (int j = 0; j < s.Length; j++) { if (j == y) continue; sum += Math.Exp(s[j]); } return Math.Log(sum);"),
        ("WeightedLogSumExp", "", "ReadOnlySpan<double> w = [0.5, 0, 2, 1.25, 0.75]; double sum = 0; for (int j = 0; j < s.Length; j++) sum += w[j % 5] * Math.Exp(s[j]); return Math.Log(sum);"),
        ("SoftMaximum", "", "double sum = 0, top = 0; for (int j = 0; j < s.Length; j++) { sum += Math.Exp(s[j]); top += s[j] * Math.Exp(s[j]); } return top / sum;"),
        ("OneAndOthers", "", "double sum = 1; for (int j = 0; j < s.Length; j++) if (j != y) sum += Math.Exp(s[j] - s[y]); return Math.Log(sum);"),
        ("OneAndOthers", "Afterwards", "double sum = 0; for (int j = 0; j < s.Length; j++) if (j != y) sum += Math.Exp(s[j] - s[y]); return Math.Log(1 + sum);"),
        ("Brier", "", "double sum = 0; foreach (double x in s) sum += Math.Exp(x); double loss = 0; for (int j = 0; j < s.Length; j++) { double d = Math.Exp(s[j]) / sum - (j == y ? 1 : 0); loss += d * d; } return loss;"),
        ("Brier", "ByArray", "double[] p = new double[s.Length]; double sum = 0; for (int j = 0; j < s.Length; j++) { p[j] = Math.Exp(s[j]); sum += p[j]; } double loss = 0; for (int j = 0; j < s.Length; j++) { double d = p[j] / sum; if (j == y) d -= 1; loss += d * d; } return loss;"),
        ("Entropy", "", "double sum = 0; foreach (double x in s) sum += Math.Exp(x); double h = 0; for (int j = 0; j < s.Length; j++) { double p = Math.Exp(s[j]) / sum; h -= p * Math.Log(p); } return h;"),
        ("Smoothed", "", "double sum = 0; foreach (double x in s) sum += Math.Exp(x); double loss = 0; for (int j = 0; j < s.Length; j++) loss -= ((j == y ? 0.875 : 0) + 0.125 / s.Length) * Math.Log(Math.Exp(s[j]) / sum); return loss;"),
        ("Focal", "", "double sum = 0; foreach (double x in s) sum += Math.Exp(x); double p = Math.Exp(s[y]) / sum; return -Math.Pow(1 - p, 2) * Math.Log(p);"),
        ("ProductOfProbabilities", "", "double p = 1; for (int j = 0; j < s.Length; j++) p *= 1 / (1 + Math.Exp(-s[j])); return -Math.Log(p);"),
        ("ProductOfProbabilities", "ByBranches", "double p = 1; for (int j = 0; j < s.Length; j++) { if (j == y) p *= 1 / (1 + Math.Exp(-s[j])); else p = Math.Exp(s[j]) / (1 + Math.Exp(s[j])) * p; } return -Math.Log(p);"),
        ("Temperature", "ByRows", "Span<double> e = stackalloc double[s.Length]; TensorPrimitives.Divide(s, 0.5, e); TensorPrimitives.Exp(e, e); return Math.Log(TensorPrimitives.Sum<double>(e)) * 0.5;"),
        ("Temperature", "", "double sum = 0; foreach (double x in s) sum += Math.Exp(x / 0.5); return Math.Log(sum) * 0.5;"),
    ];

    private const string Helpers =
        """
            private static double Total(ReadOnlySpan<double> s) { double sum = 0; foreach (double x in s) sum += Math.Exp(x); return sum; }
            private static double Share(ReadOnlySpan<double> s, int y) => Math.Exp(s[y]) / Total(s);
        """;

    private static readonly Lazy<GeneratorRun> Run = new(() => GeneratorRun.Of(
        $$"""
        using System;
        using System.Numerics.Tensors;
        using AutoGradLinear;

        public static partial class Rows
        {
        {{string.Join("\n", Losses.Select(loss => $"    [Differentiable(Derivatives.Value)] public static double {loss.Loss}{loss.Way}(ReadOnlySpan<double> s, int y) {{ {loss.Body} }}"))}}
        {{Helpers}}

        {{string.Join("\n", Losses.Select(loss => $"    public static double Call{loss.Loss}{loss.Way}(double[] s, int y, double[] g) => {loss.Loss}{loss.Way}WithGradient(s, y, g);"))}}
        {{string.Join("\n", Losses.Select(loss => $"    public static double ValueOf{loss.Loss}{loss.Way}(double[] s, int y) => {loss.Loss}{loss.Way}Stable(s, y);"))}}
        }
        """));

    private static readonly Lazy<Assembly> Compiled = new(() => Run.Value.Load());

    private static readonly Lazy<RowCase[]> References = new(() =>
        JsonSerializer.Deserialize<RowCase[]>(File.ReadAllText(StableFormTests.PathOf("stable-rows.json")), new JsonSerializerOptions(JsonSerializerDefaults.Web))!);

    public static TheoryData<string, string> Names
    {
        get
        {
            var names = new TheoryData<string, string>();
            foreach ((string loss, string way, string _) in Losses)
                names.Add(loss, way);
            return names;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ValuesAndGradientsFollowTheReference(string loss, string way)
    {
        foreach (RowCase row in References.Value.Where(row => row.Loss == loss))
        {
            double[] gradient = new double[row.Scores.Length];
            double value = (double)Method($"Call{loss}{way}").Invoke(null, [row.Scores, row.Label, gradient])!;
            double size = loss == "SoftMaximum" ? Math.Max(1, row.Scores.Max(Math.Abs)) : 1;
            Near(row.Value, value, size, () => $"the value at [{string.Join(", ", row.Scores)}], {row.Label}");
            for (int k = 0; k < gradient.Length; k++)
                Near(row.Gradient[k], gradient[k], size, () => $"∂/∂s[{k}] at [{string.Join(", ", row.Scores)}], {row.Label}");
            Assert.Equal(value, (double)Method($"ValueOf{loss}{way}").Invoke(null, [row.Scores, row.Label])!);
        }
    }

    /// <summary>What cannot be computed stays what it is: no finite value becomes NaN, and a NaN among the scores stays one.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void EdgesAreThoseOfTheFormula(string loss, string way)
    {
        double Value(params double[] scores) => (double)Method($"ValueOf{loss}{way}").Invoke(null, [scores, 1])!;
        Assert.True(double.IsNaN(Value(0.5, 1, double.NaN)));
        Assert.True(double.IsNaN(Value(double.NaN, 1, 0.5)));
        if (loss is "LogSumExp" or "LogSumExpOfOthers")
        {
            Assert.Equal(double.NegativeInfinity, Value(double.NegativeInfinity, double.NegativeInfinity));
            Assert.Equal(double.PositiveInfinity, Value(double.PositiveInfinity, 1));
        }
    }

    /// <summary>Sums in one loop that do not see the same terms have largest exponents of their own.</summary>
    [Theory]
    [InlineData("if (j != 0) t += e;")]
    [InlineData("t += (j == 0 ? 0 : 1) * e;")]
    public void SumsOfOtherTermsHaveTheirOwnScale(string addition)
    {
        var run = GeneratorRun.Of($$"""
            using System;
            using AutoGradLinear;

            public static partial class C
            {
                [Differentiable]
                public static double F(ReadOnlySpan<double> s) { double a = 0, t = 0; for (int j = 0; j < s.Length; j++) { double e = Math.Exp(s[j]); {{addition}} a += e; } return Math.Log(a) - Math.Log(t); }

                public static double Call(double[] s, double[] g) => FWithGradient(s, g);
            }
            """);
        double[] gradient = new double[2];
        Assert.Equal(5000.0, run.Load().GetType("C")!.GetMethod("Call")!.Invoke(null, [new[] { 5.0, -4995.0 }, gradient]));
        Assert.Equal([1.0, -1.0], gradient);
    }

    /// <summary>A label that is no class throws as the source does, by whatever array it is looked up.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void ALabelOutOfRangeThrowsAsTheSourceDoes(string loss, string way)
    {
        bool looksUp = Losses.Single(item => item.Loss == loss && item.Way == way).Body.Contains("[y]", StringComparison.Ordinal) || way == "ByHelpers";
        object[] arguments = [new[] { 0.5, 0.25 }, 2, new double[2]];
        Exception? thrown = Record.Exception(() => Method($"Call{loss}{way}").Invoke(null, arguments));
        Assert.Equal(looksUp ? typeof(IndexOutOfRangeException) : null, thrown?.InnerException?.GetType());
    }

    /// <summary>Probabilities in an array are formulas of their index: nothing is left of the array, and no exponential is computed twice.</summary>
    [Fact]
    public void AnArrayOfProbabilitiesCostsNothing()
    {
        string text = Run.Value.Sources.Single(source => source.HintName.Contains("CrossEntropyByArray", StringComparison.Ordinal)).SourceText.ToString();
        string gradient = text[text.IndexOf("CrossEntropyByArrayWithGradient(", StringComparison.Ordinal)..text.IndexOf("CrossEntropyByArrayPullback(", StringComparison.Ordinal)];
        Assert.DoesNotContain("Scratch", gradient, StringComparison.Ordinal);
        Assert.Equal(2, gradient.Split("System.Math.Exp(").Length);
    }

    private static void Near(string expected, double actual, double size, Func<string> what)
    {
        double reference = double.Parse(expected, CultureInfo.InvariantCulture);
        Assert.True(Math.Abs(reference - actual) <= Tolerance * Math.Max(size, Math.Abs(reference)), $"{what()}: expected {expected}, got {actual:R}\n{Run.Value.Text}");
    }

    private static MethodInfo Method(string name) => Compiled.Value.GetType("Rows")!.GetMethod(name)!;

    private sealed record RowCase(string Loss, double[] Scores, int Label, string Value, string[] Gradient);
}
