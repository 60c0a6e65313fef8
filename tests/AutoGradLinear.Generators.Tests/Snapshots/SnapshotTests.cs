using System.Reflection;
using System.Text;
using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>Generated code that is reviewed like code.</summary>
public class SnapshotTests
{
    [Fact]
    public void Hinge() => Verify("""
        [Loss]
        public readonly partial record struct Hinge(float Margin)
        {
            public float Value(ReadOnlySpan<float> scores, int label)
            {
                float loss = 0f;
                for (int j = 0; j < scores.Length; j++)
                    if (j != label)
                        loss += MathF.Max(0f, scores[j] - scores[label] + Margin);
                return loss;
            }
        }
        """);

    [Fact]
    public void SoftmaxCrossEntropy() => Verify("""
        [Loss]
        public readonly partial record struct SoftmaxCrossEntropy
        {
            public float Value(ReadOnlySpan<float> scores, int label)
            {
                float maximum = TensorPrimitives.Max<float>(scores);
                float sum = 0f;
                for (int j = 0; j < scores.Length; j++)
                    sum += MathF.Exp(scores[j] - maximum);
                return MathF.Log(sum) + maximum - scores[label];
            }
        }
        """);

    [Fact]
    public void TextbookCrossEntropy() => Verify("""
        [Loss]
        public readonly partial record struct TextbookCrossEntropy
        {
            public float Value(ReadOnlySpan<float> scores, int label)
            {
                float sum = 0f;
                for (int j = 0; j < scores.Length; j++)
                    sum += MathF.Exp(scores[j]);
                return -MathF.Log(MathF.Exp(scores[label]) / sum);
            }
        }
        """);

    [Fact]
    public void Ridge() => Verify("""
        [Penalty]
        public readonly partial record struct Ridge(float Strength)
        {
            public float Value(ReadOnlySpan<float> weights) => Strength * TensorPrimitives.SumOfSquares<float>(weights);
        }
        """);

    [Fact]
    public void TriangularLoops() => Verify("""
        public static partial class Sums
        {
            [Differentiable]
            public static double ProductsOfPrefixes(ReadOnlySpan<double> values)
            {
                double sum = 0;
                for (int i = 0; i < values.Length; i++)
                {
                    double product = 1;
                    for (int j = 0; j <= i; j++)
                        product *= values[j];
                    sum += product * product;
                }

                return sum;
            }
        }
        """);

    [Fact]
    public void RulesOfOnesOwn() => Verify("""
        public static class Special
        {
            public static double Blend(double x, double y) => Math.Pow(x, y);

            [DerivativeOf(typeof(Special), nameof(Blend))]
            internal static (double, double) Slopes(double x, double y, double result) => (y * result / x, result * Math.Log(x));

            public static double Energy(ReadOnlySpan<double> x, double scale) => scale * TensorPrimitives.SumOfSquares(x);

            [DerivativeOf(typeof(Special), nameof(Energy))]
            internal static void Pullback(ReadOnlySpan<double> x, double scale, double resultAdjoint, Span<double> xAdjoint, ref double scaleAdjoint)
            {
                for (int i = 0; i < x.Length; i++)
                    xAdjoint[i] += resultAdjoint * 2 * scale * x[i];
                scaleAdjoint += resultAdjoint * TensorPrimitives.SumOfSquares(x);
            }
        }

        public static partial class Costs
        {
            [Differentiable]
            public static double Cost(ReadOnlySpan<double> values, double exponent)
            {
                double sum = Special.Energy(values, exponent);
                foreach (double value in values)
                    sum += Special.Blend(value, exponent);
                return sum;
            }
        }
        """);

    [Fact]
    public void EverySnapshotIsClaimedAndWellFormed()
    {
        IEnumerable<string> claims = typeof(SnapshotTests).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Select(method => $"{nameof(SnapshotTests)}.{method.Name}#");
        foreach (string path in Directory.GetFiles(Snapshot.Folder(), "*.verified.cs"))
        {
            Assert.Contains(claims, claim => Path.GetFileName(path).StartsWith(claim, StringComparison.Ordinal));
            byte[] bytes = File.ReadAllBytes(path);
            Assert.Equal(Encoding.UTF8.Preamble.ToArray(), bytes[..3]);
            Assert.DoesNotContain((byte)'\r', bytes);
            Assert.StartsWith("//HintName: ", File.ReadLines(path).First(), StringComparison.Ordinal);
        }
    }

    private static void Verify(string source, [System.Runtime.CompilerServices.CallerMemberName] string testMethod = "")
    {
        GeneratorRun run = GeneratorRun.Of("using System;\nusing System.Numerics.Tensors;\nusing AutoGradLinear;\n\n" + source);
        run.Load();
        Snapshot.Verify(run, nameof(SnapshotTests), testMethod);
    }
}
