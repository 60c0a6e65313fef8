using System.Reflection;
using AutoGradLinear.Losses;
using Xunit;

namespace AutoGradLinear.Generators.Tests;

/// <summary>Second derivatives of penalties: those that are proved smooth have them, and they are what differences of gradients tend to.</summary>
public class PenaltyCurvatureTests
{
    private static readonly (string Name, string Body, bool IsSmooth)[] Penalties =
    [
        ("Ridge", "return 3 * TensorPrimitives.SumOfSquares(w);", true),
        ("Lasso", "return TensorPrimitives.SumOfMagnitudes(w);", false),
        ("RoundedMagnitudes", "double sum = 0; foreach (double x in w) sum += Math.Sqrt(x * x + 0.25); return sum;", true),
        ("Neighbours", "double sum = 0; for (int i = 1; i < w.Length; i++) { double d = w[i] - w[i - 1]; sum += d * d * d * d; } return sum;", true),
        ("LogCosh", "double sum = 0; foreach (double x in w) sum += Math.Log(Math.Cosh(x)); return sum;", true),
        ("SumOfAllSquared", "double sum = TensorPrimitives.Sum(w); return sum * sum;", true),
    ];

    private static readonly Lazy<Assembly> Compiled = new(() => GeneratorRun.Of("using System;\nusing System.Numerics.Tensors;\nusing AutoGradLinear;\n" + string.Concat(Penalties.Select(penalty => $$"""
        [Penalty] public readonly partial struct {{penalty.Name}}
        {
            public double Value(ReadOnlySpan<double> w) { {{penalty.Body}} }
        }

        """))).Load());

    [Fact]
    public void SmoothPenaltiesHaveThem()
        => Assert.Equal(
            Penalties.Where(penalty => penalty.IsSmooth).Select(penalty => penalty.Name),
            Penalties.Select(penalty => penalty.Name).Where(name => Penalty(name) is ISmoothPenalty<double>));

    [Fact]
    public void TheyAreWhatDifferencesTendTo()
    {
        double[] weights = [0.5, -1.25, 2, 0, 0.125];
        double[] direction = [1, -0.5, 0.25, 2, -1];
        foreach ((string name, _, _) in Penalties.Where(penalty => penalty.IsSmooth))
        {
            var penalty = (IPenalty<double>)Penalty(name);
            double[] product = new double[weights.Length];
            Assert.Equal(penalty.Evaluate(weights), ((ISmoothPenalty<double>)penalty).HessianVectorProduct(weights, direction, product), 1e-14);

            // Central differences: an error of h² times the fourth derivative, and of ε / h.
            const double Step = 1e-5;
            double[] Gradient(double by)
            {
                double[] gradient = new double[weights.Length];
                penalty.ValueWithGradient([.. weights.Zip(direction, (w, d) => w + (by * d))], gradient);
                return gradient;
            }

            double[] expected = [.. Gradient(Step).Zip(Gradient(-Step), (high, low) => (high - low) / (2 * Step))];
            for (int i = 0; i < weights.Length; i++)
                Assert.Equal(expected[i], product[i], 1e-6);
        }
    }

    [Fact]
    public void ThePartsOfSeparableOnesStandOnTheDiagonal()
    {
        double[] weights = [0.5, -1.25, 2];
        double[] diagonal = new double[3];
        ((ISmoothPenalty<double>)Penalty("RoundedMagnitudes")).HessianVectorProduct(weights, [1, 1, 1], diagonal);
        for (int i = 0; i < weights.Length; i++)
            Assert.Equal(0.25 / Math.Pow((weights[i] * weights[i]) + 0.25, 1.5), diagonal[i], 1e-14);
    }

    private static object Penalty(string name) => Activator.CreateInstance(Compiled.Value.GetType(name)!)!;
}
