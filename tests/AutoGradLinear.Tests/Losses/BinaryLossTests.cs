using AutoGradLinear.Losses;
using Xunit;

namespace AutoGradLinear.Tests.Losses;

/// <summary>Losses of one score, alone, as a loss of two classes, and of many classes.</summary>
public class BinaryLossTests
{
    private static readonly double[] SomeScores = [-1000.0, -2.5, -1.0, -0.25, 0.0, 0.75, 1.0, 3.0, 1000.0];

    [Fact]
    public void LogisticIsTheNegativeLogProbability()
    {
        foreach (double score in SomeScores)
        {
            foreach (double target in new[] { -1.0, 1.0 })
            {
                double[] gradient = new double[1];
                double value = default(Logistic<double>).ValueWithGradient([score], target, gradient);
                double margin = -target * score;
                double expected = margin > 30.0 ? margin : Math.Log(1.0 + Math.Exp(margin));
                Assert.Equal(expected, value, 1e-12); // a few rounding errors
                Assert.Equal(-target / (1.0 + Math.Exp(-margin)), gradient[0], 1e-12);
            }
        }
    }

    [Fact]
    public void HingesAreZeroBeyondTheMargin()
    {
        double[] gradient = new double[1];
        Assert.Equal(0.0, new BinaryHinge<double>(1.0).ValueWithGradient([1.5], 1.0, gradient));
        Assert.Equal(0.0, gradient[0]);
        Assert.Equal(2.5, new BinaryHinge<double>(1.0).ValueWithGradient([1.5], -1.0, gradient));
        Assert.Equal(1.0, gradient[0]);
        Assert.Equal(6.25, new BinarySquaredHinge<double>(1.0).ValueWithGradient([1.5], -1.0, gradient));
        Assert.Equal(5.0, gradient[0]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void TheTargetFollowsThePositiveClass(int positive)
    {
        var two = new BinaryTarget<double, Logistic<double>>(default, positive);
        Assert.Equal(default(Logistic<double>).Evaluate([0.7], 1.0), two.Evaluate([0.7], positive));
        Assert.Equal(default(Logistic<double>).Evaluate([0.7], -1.0), two.Evaluate([0.7], 1 - positive));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void ALabelThatIsNeitherClassIsRefused(int label)
    {
        var two = new BinaryTarget<double, Logistic<double>>(default, 1);
        double[] gradient = new double[1];
        Assert.Throws<IndexOutOfRangeException>(() => two.Evaluate([0.7], label));
        Assert.Throws<IndexOutOfRangeException>(() => two.ValueWithGradient([0.7], label, gradient));
        Assert.Throws<IndexOutOfRangeException>(() => two.BatchValueWithGradient([0.7], 1, [label], default, gradient));
    }

    [Fact]
    public void OneVsRestSumsOverTheClasses()
    {
        var loss = new OneVsRest<double, BinarySquaredHinge<double>>(new BinarySquaredHinge<double>(1.0));
        double[] scores = [0.5, -2.0, 3.0];
        double[] gradient = new double[3];
        double value = loss.ValueWithGradient(scores, 0, gradient);

        // (1 − 0.5)² + max(0, 1 − 2)² + (1 + 3)², and twice the violations, away from the wrong side.
        Assert.Equal(0.25 + 0.0 + 16.0, value);
        Assert.Equal([-1.0, 0.0, 8.0], gradient);
        Assert.Equal(value, loss.Evaluate(scores, 0));
        Assert.Throws<IndexOutOfRangeException>(() => loss.Evaluate(scores, 3));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(67)]
    public void BatchesAreSumsOfExamples(int count)
    {
        const int Classes = 3;
        var random = new Random(count);
        int stride = count + 2;
        double[] scores = [.. Enumerable.Range(0, Classes * stride).Select(_ => random.NextDouble() * 4.0 - 2.0)];
        int[] labels = [.. Enumerable.Range(0, count).Select(_ => random.Next(Classes))];
        double[] weights = [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];
        var loss = new OneVsRest<double, Logistic<double>>(default);
        double[] expected = new double[scores.Length];
        double sum = BatchLoss.PerExample(loss, scores, stride, labels, weights, expected);
        double[] gradient = new double[scores.Length];
        Assert.Equal(sum, loss.BatchValueWithGradient(scores, stride, labels, weights, gradient), 1e-12 * count);
        for (int i = 0; i < gradient.Length; i++)
            Assert.Equal(expected[i], gradient[i], 1e-14);

        var two = new BinaryTarget<double, Logistic<double>>(default, 1);
        int[] sides = [.. labels.Select(label => label % 2)];
        double[] one = scores[..stride];
        double[] oneExpected = new double[stride];
        double[] oneGradient = new double[stride];
        double oneSum = BatchLoss.PerExample(two, one, stride, sides, weights, oneExpected);
        Assert.Equal(oneSum, two.BatchValueWithGradient(one, stride, sides, weights, oneGradient), 1e-12 * count);
        for (int i = 0; i < stride; i++)
            Assert.Equal(oneExpected[i], oneGradient[i], 1e-14);
    }

    [Fact]
    public void PenaltiesOfMagnitudesHaveSignsAsGradients()
    {
        double[] gradient = new double[3];
        Assert.Equal(0.5 * 3.5, new L1<double>(0.5).ValueWithGradient([1.0, -2.5, 0.0], gradient));
        Assert.Equal([0.5, -0.5, 0.0], gradient);
        Assert.Equal(1.75 + 7.25, new ElasticNet<double>(0.5, 1.0).ValueWithGradient([1.0, -2.5, 0.0], gradient));
        Assert.Equal([2.5, -5.5, 0.0], gradient);
        Assert.True(L1<double>.Traits.HasFlag(PenaltyTraits.AbsoluteValue));
        Assert.True(ElasticNet<double>.Traits.HasFlag(PenaltyTraits.AbsoluteValue));
    }
}
