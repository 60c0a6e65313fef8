using System.Numerics;
using System.Reflection;
using AutoGradLinear.Losses;
using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>
/// Losses for many examples at once beside the same losses one example at a time: numbers of examples around the number of lanes, weights, labels that are none, and scores
/// that are not finite.
/// </summary>
public class BatchFormTests
{
    /// <summary>Members of losses of scores <c>s</c> and a label <c>y</c>, or of one score and a target; <c>R</c> is the real type and <c>M</c> its mathematics.</summary>
    private static readonly (string Name, string Members, bool HasForm)[] Losses =
    [
        ("Hinge", "R loss = 0; for (int j = 0; j < s.Length; j++) if (j != y) loss += M.Max(0, s[j] - s[y] + 1); return loss;", true),
        ("HingeByContinue", "R loss = 0; for (int j = 0; j < s.Length; j++) { if (j == y) continue; R m = s[j] - s[y] + 1; if (m > 0) loss += m * m; } return loss;", true),
        ("CrammerSinger", "R top = R.NegativeInfinity; for (int j = 0; j < s.Length; j++) if (j != y && s[j] > top) top = s[j]; return M.Max(0, 1 + top - s[y]);", true),
        ("Softmax", "R sum = 0; for (int j = 0; j < s.Length; j++) sum += M.Exp(s[j]); return -M.Log(M.Exp(s[y]) / sum);", true),
        ("Shifted", "R top = s[0]; for (int j = 1; j < s.Length; j++) top = M.Max(top, s[j]); R sum = 0; foreach (R x in s) sum += M.Exp(x - top); return M.Log(sum) + top - s[y];", true),
        ("Probabilities", "Span<R> p = stackalloc R[s.Length]; R sum = 0; for (int j = 0; j < s.Length; j++) { p[j] = M.Exp(s[j]); sum += p[j]; } R loss = 0; for (int j = 0; j < s.Length; j++) { R t = p[j] / sum - (j == y ? 1 : 0); loss += t * t; } return loss;", true),
        ("Smoothed", "R sum = 0; for (int j = 0; j < s.Length; j++) sum += M.Exp(s[j]); R loss = 0; for (int j = 0; j < s.Length; j++) { R t = (R)0.1 / s.Length; if (j == y) t += (R)0.9; loss -= t * M.Log(M.Exp(s[j]) / sum); } return loss;", true),
        ("Focal", "R sum = 0; for (int j = 0; j < s.Length; j++) sum += M.Exp(s[j]); R p = M.Exp(s[y]) / sum; return -M.Pow(1 - p, 2) * M.Log(p);", true),
        ("Rows", "R m = TensorPrimitives.Max(s); return TensorPrimitives.SumOfSquares(s) * (R)0.1 + m - TensorPrimitives.Min(s) + TensorPrimitives.Sum(s) * s[y] + TensorPrimitives.SumOfMagnitudes(s);", true),
        ("RowNorms", "return TensorPrimitives.Norm(s) * s[y] + TensorPrimitives.Dot(s, s);", true),
        ("LogSumExp", "return StableMath.LogSumExp(s) - s[y];", true),
        ("Neighbours", "R loss = 0; for (int j = 0; j < s.Length - 1; j++) { R d = s[j + 1] - s[j]; loss += d * d; } return loss + M.Abs(s[y]);", true),
        ("Ordinal", "R loss = 0; for (int j = 0; j < s.Length; j++) loss += j < y ? M.Max(0, 1 - s[j]) : M.Max(0, 1 + s[j]); return loss;", true),
        ("Distance", "R loss = 0; for (int j = 0; j < s.Length; j++) { R w = j - y; loss += w * w * M.Exp(-s[j] * s[j]); } return loss;", true),
        ("OneAgainstAll", "R loss = 0; for (int j = s.Length - 1; j >= 0; j--) { R z = j == y ? s[j] : -s[j]; loss += M.Log(1 + M.Exp(-z)); } return loss;", true),
        ("Branches", "R loss = 0; for (int j = 0; j < s.Length; j++) { if (s[j] > 1) { if (j == y) loss += s[j]; else loss += s[j] * s[j]; } else if (s[j] < -1 || j == y) loss -= M.Tanh(s[j]); else { R t = s[j] / 2; loss += t * M.Sin(t); } } return loss;", true),
        ("Nested", "R loss = 0; for (int j = 0; j < s.Length; j++) for (int k = 0; k < j; k++) loss += M.Max(0, s[k] - s[j] + (k == y ? 1 : 0)); return loss;", true),
        ("ByLength", "if (s.Length > 3) return s[3] * s[3] + s[y]; return s[y] * s[0];", true),
        ("While", "R loss = 0; int j = 0; while (j < s.Length) { loss += s[j] * s[j] * s[y]; j += 2; } return loss;", true),
        ("Maps", "Span<R> e = stackalloc R[s.Length]; TensorPrimitives.Exp(s, e); e[0] = 1; return M.Log(TensorPrimitives.Sum<R>(e)) - s[y];", true),
        ("Marked", "Span<R> t = stackalloc R[s.Length]; t.Clear(); t[y] = 1; R loss = 0; for (int j = 0; j < s.Length; j++) loss += (s[j] - t[j]) * (s[j] - t[j]); return loss;", true),
        ("IndexWithTheNameOfOurs", "int k = TensorPrimitives.IndexOfMin(s); return k == y ? s[k] * s[k] : s[k] * s[y];", true),
        ("CounterWithTheNameOfOurs", "R u = 0; int k = s.Length - 1; for (int j = 0; j < s.Length; j++) { u += s[j] * s[k] * (k == y ? 2 : 1); k--; } return u;", true),
        ("Runs", "R loss = 0; int j = 0; while (j < s.Length && s[j] < s[y]) { loss += s[j]; j++; } return loss + s[y] * s[y];", false),
        ("Behind", "return y + 1 < s.Length ? s[y + 1] * s[y] : s[y];", false),
    ];

    private static readonly (string Name, string Members)[] Scalars =
    [
        ("Logistic", "return M.Log(1 + M.Exp(-t * s));"),
        ("Squared", "R d = s - t; return d * d / 2;"),
        ("Huber", "R d = M.Abs(s - t); return d <= 1 ? d * d / 2 : d - (R)0.5;"),
        ("Quantile", "R d = t - s; return d > 0 ? (R)0.9 * d : (R)(-0.1) * d;"),
        ("Poisson", "return M.Exp(s) - t * s;"),
        ("Insensitive", "return M.Max(0, M.Abs(s - t) - (R)0.1);"),
        ("LogCosh", "return M.Log(M.Cosh(s - t));"),
    ];

    private static readonly GeneratorRun Run = GeneratorRun.Of(Source("double"), Source("float"));

    private static readonly Lazy<Assembly> Compiled = new(Run.Load);

    public static TheoryData<string> Names => [.. Losses.Select(loss => loss.Name)];

    public static TheoryData<string> ScalarNames => [.. Scalars.Select(loss => loss.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void DoublesAreThoseOfTheExamplesOneByOne(string name) => CompareBlocks<double>(name, 1e-12);

    [Theory]
    [MemberData(nameof(Names))]
    public void FloatsAreThoseOfTheExamplesOneByOne(string name) => CompareBlocks<float>(name, 2e-5);

    [Theory]
    [MemberData(nameof(ScalarNames))]
    public void LossesOfOneScoreAreThoseOfTheExamplesOneByOne(string name)
    {
        CompareScores<double>(name, 1e-12);
        CompareScores<float>(name, 2e-5);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void SecondDerivativesAreThoseOfTheExamplesOneByOne(string name)
    {
        CompareProducts<double>(name, 1e-11);
        CompareProducts<float>(name, 5e-5);
    }

    [Theory]
    [MemberData(nameof(ScalarNames))]
    public void SecondDerivativesOfOneScoreAreThoseOfTheExamplesOneByOne(string name)
    {
        CompareScoreProducts<double>(name, 1e-11);
        CompareScoreProducts<float>(name, 5e-5);
    }

    /// <summary>Absolute values and quantiles have kinks; what is left of them here is smooth, and that is proved.</summary>
    [Fact]
    public void SmoothLossesOfOneScoreHaveSecondDerivatives()
    {
        string[] smooth = [.. Scalars.Select(loss => loss.Name).Where(name => Loss<double>(name) is ISmoothLoss<double, double>)];
        Assert.Equal(["Logistic", "Squared", "Poisson", "LogCosh"], smooth);
    }

    /// <summary>What this class compares is the form with lanes, where there is one.</summary>
    [Fact]
    public void EveryLossHasTheFormThatIsExpected()
    {
        foreach ((string name, _, bool hasForm) in Losses)
            Assert.True(hasForm == Text($"Double{name}").Contains(".HasLanes<", StringComparison.Ordinal), name);
        Assert.All(Scalars, loss => Assert.Contains(".HasLanes<", Text($"Double{loss.Name}"), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    [InlineData(int.MinValue)]
    public void ALabelThatIsNoneIsForTheExampleAlone(int label)
    {
        const int Classes = 4, Examples = 20;
        foreach ((string name, _, _) in Losses)
        {
            object loss = Loss<double>(name);
            int[] labels = [.. Enumerable.Range(0, Examples).Select(i => i == 13 ? label : i % Classes)];
            double[] scores = Scores<double>(Classes * Examples, 1);
            Exception? expected = Record.Exception(() => OneByOne<double>(loss, Classes, scores, Examples, labels, []));
            Exception? actual = Record.Exception(() => ((IBatchLoss<double, int>)loss).BatchValueWithGradient(scores, Examples, labels, default, new double[scores.Length]));
            Assert.Equal(expected?.GetType(), actual?.GetType());
        }
    }

    /// <summary>An index that leaves the row throws, whatever the loop's index is called.</summary>
    [Fact]
    public void AnIndexBehindTheClassesThrows()
    {
        GeneratorRun run = GeneratorRun.Of("""
            using System;
            using AutoGradLinear;

            [Loss] public readonly partial struct Behind
            {
                public double Value(ReadOnlySpan<double> s, int y) { double u = 0; for (int k = s.Length / 2; k <= s.Length; k++) u += s[k] * s[k]; return u + s[y]; }
            }

            [Loss] public readonly partial struct BehindByTwos
            {
                public double Value(ReadOnlySpan<double> s, int y) { double u = 0; for (int k = 0; k <= s.Length; k += 2) u += s[k] * s[k]; return u + s[y]; }
            }
            """);
        Assembly assembly = run.Load();
        foreach (string name in new[] { "Behind", "BehindByTwos" })
        {
            var loss = (IBatchLoss<double, int>)Activator.CreateInstance(assembly.GetType(name)!)!;
            Assert.Throws<IndexOutOfRangeException>(() => loss.BatchValueWithGradient(new double[64], 16, new int[16], default, new double[64]));
        }
    }

    [Fact]
    public void MemoryThatDoesNotFitIsNamed()
    {
        var loss = (IBatchLoss<float, int>)Loss<float>("Hinge");
        Assert.Equal("scoresGradient", Assert.Throws<ArgumentException>(() => loss.BatchValueWithGradient(new float[64], 16, new int[16], default, new float[48])).ParamName);
        Assert.Equal("stride", Assert.Throws<ArgumentException>(() => loss.BatchValueWithGradient(new float[64], 0, new int[16], default, new float[64])).ParamName);
        Assert.Equal("scores", Assert.Throws<ArgumentException>(() => loss.BatchValueWithGradient(new float[60], 16, new int[16], default, new float[60])).ParamName);
        Assert.Equal("targets", Assert.Throws<ArgumentException>(() => loss.BatchValueWithGradient(new float[64], 16, new int[17], default, new float[64])).ParamName);
        Assert.Equal("exampleWeights", Assert.Throws<ArgumentException>(() => loss.BatchValueWithGradient(new float[64], 16, new int[16], new float[15], new float[64])).ParamName);
        float[] memory = new float[100];
        Assert.Equal("scoresGradient", Assert.Throws<ArgumentException>(() => loss.BatchValueWithGradient(memory.AsSpan(0, 64), 16, new int[16], default, memory.AsSpan(32, 64))).ParamName);
        var scalar = (IBatchLoss<float, float>)Loss<float>("Squared");
        Assert.Equal("scores", Assert.Throws<ArgumentException>(() => scalar.BatchValueWithGradient(new float[64], 16, new float[16], default, new float[64])).ParamName);
        var smooth = (ISmoothLoss<float, float>)scalar;
        Assert.Equal("scores", Assert.Throws<ArgumentException>(() => smooth.BatchHessianVectorProduct(new float[64], new float[64], 16, new float[16], default, new float[64])).ParamName);
        Assert.Equal("directions", Assert.Throws<ArgumentException>(() => smooth.BatchHessianVectorProduct(new float[16], new float[15], 16, new float[16], default, new float[16])).ParamName);
        Assert.Equal("products", Assert.Throws<ArgumentException>(() => smooth.BatchHessianVectorProduct(new float[16], new float[16], 16, memory.AsSpan(0, 16), default, memory.AsSpan(8, 16))).ParamName);
    }

    private static void CompareBlocks<T>(string name, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        object loss = Loss<T>(name);
        var batch = (IBatchLoss<T, int>)loss;
        foreach (int classes in new[] { 1, 2, 5, 10 })
        {
            foreach (int examples in new[] { 0, 1, 3, 4, 7, 8, 9, 16, 21, 33 })
            {
                for (int kind = 0; kind < 6; kind++)
                {
                    int stride = examples + (kind % 3) + (examples == 0 ? 1 : 0);
                    T[] scores = Scores<T>(classes * stride, kind);
                    int[] labels = [.. Enumerable.Range(0, examples).Select(i => ((i * 7) + kind) % classes)];
                    T[] weights = kind % 2 == 0 ? [] : [.. Enumerable.Range(0, examples).Select(i => T.CreateChecked(i % 3) / T.CreateChecked(2))];
                    (T expectedSum, T[] expected) = OneByOne<T>(loss, classes, scores, stride, labels, weights);
                    T[] gradient = [.. scores.Select(_ => T.CreateChecked(77))];
                    T sum = batch.BatchValueWithGradient(scores, stride, labels, weights, gradient);
                    Close(expectedSum, sum, tolerance, $"{name}, {classes} classes, {examples} examples, scores of kind {kind}: the sum");
                    for (int i = 0; i < gradient.Length; i++)
                        Close(expected[i], gradient[i], tolerance, $"{name}, {classes} classes, {examples} examples, scores of kind {kind}: element {i}");
                }
            }
        }
    }

    /// <summary>An example that is alone is done alone.</summary>
    private static void CompareProducts<T>(string name, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (Loss<T>(name) is not ISmoothLoss<T, int> smooth)
            return;
        foreach (int classes in new[] { 1, 4, 10 })
        {
            const int Examples = 19, Stride = 20;
            for (int kind = 0; kind < 6; kind++)
            {
                T[] scores = Scores<T>(classes * Stride, kind);
                T[] directions = Scores<T>(classes * Stride, kind % 2);
                int[] labels = [.. Enumerable.Range(0, Examples).Select(i => ((i * 7) + kind) % classes)];
                T[] weights = kind % 2 == 0 ? [] : [.. Enumerable.Range(0, Examples).Select(i => T.CreateChecked(i % 3))];
                T[] products = new T[scores.Length];
                smooth.BatchHessianVectorProduct(scores, directions, Stride, labels, weights, products);
                for (int i = 0; i < Examples; i++)
                {
                    T[] Example(T[] block) => [.. Enumerable.Range(0, classes).Select(c => block[(c * Stride) + i])];
                    T[] product = new T[classes];
                    smooth.BatchHessianVectorProduct(Example(scores), Example(directions), 1, [labels[i]], weights.Length == 0 ? default : [weights[i]], product);
                    for (int c = 0; c < classes; c++)
                        Close(product[c], products[(c * Stride) + i], tolerance, $"{name}, {classes} classes, scores of kind {kind}: the product of class {c} and example {i}");
                }
            }
        }
    }

    private static void CompareScores<T>(string name, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        object loss = Loss<T>(name);
        ILoss<T, T> one = (ILoss<T, T>)loss;
        IBatchLoss<T, T> batch = (IBatchLoss<T, T>)loss;
        for (int examples = 0; examples < 40; examples++)
        {
            T[] scores = Scores<T>(Math.Max(1, examples), examples % 6);
            T[] targets = [.. Enumerable.Range(0, examples).Select(i => T.CreateChecked(i % 2 == 0 ? 1 : -1))];
            T[] weights = examples % 2 == 0 ? [] : [.. Enumerable.Range(0, examples).Select(i => T.CreateChecked(i % 3))];
            T[] gradient = new T[scores.Length];
            T sum = batch.BatchValueWithGradient(scores, scores.Length, targets, weights, gradient);
            T expected = T.Zero;
            for (int i = 0; i < examples; i++)
            {
                T[] single = new T[1];
                T weight = weights.Length == 0 ? T.One : weights[i];
                expected += weight * one.ValueWithGradient([scores[i]], targets[i], single);
                Close(weight * single[0], gradient[i], tolerance, $"{name}, {examples} examples: element {i}");
            }

            Close(expected, sum, tolerance, $"{name}, {examples} examples: the sum");
        }
    }

    private static void CompareScoreProducts<T>(string name, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (Loss<T>(name) is not ISmoothLoss<T, T> smooth)
            return;
        for (int examples = 0; examples < 40; examples++)
        {
            T[] scores = Scores<T>(Math.Max(1, examples), examples % 6);
            T[] directions = Scores<T>(scores.Length, examples % 2);
            T[] targets = [.. Enumerable.Range(0, examples).Select(i => T.CreateChecked(i % 2 == 0 ? 1 : -1))];
            T[] weights = examples % 2 == 0 ? [] : [.. Enumerable.Range(0, examples).Select(i => T.CreateChecked(i % 3))];
            T[] products = new T[scores.Length];
            smooth.BatchHessianVectorProduct(scores, directions, scores.Length, targets, weights, products);
            for (int i = 0; i < examples; i++)
            {
                T[] single = new T[1];
                smooth.BatchHessianVectorProduct([scores[i]], [directions[i]], 1, [targets[i]], weights.Length == 0 ? default : [weights[i]], single);
                Close(single[0], products[i], tolerance, $"{name}, {examples} examples: product {i}");
            }
        }
    }

    private static (T Sum, T[] Gradient) OneByOne<T>(object loss, int classes, T[] scores, int stride, int[] labels, T[] weights)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var one = (ILoss<T, int>)loss;
        T sum = T.Zero;
        T[] gradient = [.. scores.Select(_ => T.CreateChecked(77))];
        for (int i = 0; i < labels.Length; i++)
        {
            T[] example = [.. Enumerable.Range(0, classes).Select(c => scores[(c * stride) + i])];
            T[] slope = new T[classes];
            T weight = weights.Length == 0 ? T.One : weights[i];
            sum += weight * one.ValueWithGradient(example, labels[i], slope);
            for (int c = 0; c < classes; c++)
                gradient[(c * stride) + i] = weight * slope[c];
        }

        return (sum, gradient);
    }

    /// <summary>Ordinary scores, large ones, ties, infinities and NaN.</summary>
    private static T[] Scores<T>(int count, int kind)
        where T : IFloatingPointIeee754<T>
        => [.. Enumerable.Range(0, count).Select(i => kind switch
        {
            0 or 1 => T.CreateChecked(2 * Math.Sin((7.3 * i) + kind)),
            2 => T.CreateChecked(40 * Math.Sin(1.7 * i)),
            3 => T.CreateChecked((i % 3) - 1),
            4 => i % 11 == 5 ? T.NegativeInfinity : T.CreateChecked(Math.Cos(i)),
            _ => i % 13 == 6 ? T.NaN : i % 17 == 3 ? T.PositiveInfinity : T.CreateChecked(Math.Cos(i)),
        })];

    private static void Close<T>(T expected, T actual, double tolerance, string where)
        where T : IFloatingPointIeee754<T>
    {
        (double one, double other) = (double.CreateChecked(expected), double.CreateChecked(actual));
        bool isClose = one.Equals(other) || Math.Abs(one - other) <= tolerance * Math.Max(1, Math.Abs(one));
        Assert.True(isClose, $"{where} is {other:R}, not {one:R}");
    }

    private static string Text(string type) => Run.Sources.Single(source => source.HintName == $"{type}.Value.g.cs").SourceText.ToString();

    private static object Loss<T>(string name) => Activator.CreateInstance(Compiled.Value.GetType((typeof(T) == typeof(float) ? "Float" : "Double") + name)!)!;

    private static string Source(string real)
    {
        string prefix = char.ToUpperInvariant(real[0]) + real[1..];
        string losses = string.Concat(Losses.Select(loss => $$"""
            [Loss] public readonly partial struct {{prefix}}{{loss.Name}}
            {
                public R Value(ReadOnlySpan<R> s, int y) { {{loss.Members}} }
            }

            """));
        string scalars = string.Concat(Scalars.Select(loss => $$"""
            [Loss] public readonly partial struct {{prefix}}{{loss.Name}}
            {
                public R Value(R s, R t) { {{loss.Members}} }
            }

            """));
        return $$"""
            using System;
            using System.Numerics.Tensors;
            using AutoGradLinear;
            using AutoGradLinear.Numerics;
            using R = {{real}};
            using M = System.{{(real == "float" ? "MathF" : "Math")}};

            {{losses}}{{scalars}}
            """;
    }
}
