using AutoGradLinear.Solvers;
using Xunit;

namespace AutoGradLinear.Tests.Solvers;

public class AdamWTests
{
    private static readonly AdamWOptions Plain = new() { Epochs = 5, LearningRate = 0.1, Schedule = LearningRateSchedule.Constant };

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    public void StepsAreThoseOfThePaper(double decay)
    {
        // F = ½ Σ aₖ (xₖ − k − 1)²: Kingma and Ba's algorithm 1 with Loshchilov and Hutter's decay, written out; the last parameter does not decay.
        double[] a = [1, 100, 0.01];
        double[] x = [0.5, 0.5, 0.5];
        double[] m = new double[3];
        double[] v = new double[3];
        for (int t = 1; t <= 5; t++)
        {
            for (int k = 0; k < 3; k++)
            {
                double g = a[k] * (x[k] - k - 1);
                m[k] = (0.9 * m[k]) + (0.1 * g);
                v[k] = (0.999 * v[k]) + (0.001 * g * g);
                double mean = m[k] / (1 - Math.Pow(0.9, t));
                double square = v[k] / (1 - Math.Pow(0.999, t));
                x[k] -= 0.1 * ((mean / (Math.Sqrt(square) + 1e-8)) + (k < 2 ? decay * x[k] : 0.0));
            }
        }

        double[] actual = [0.5, 0.5, 0.5];
        SolverResult result = new AdamW(Plain with { Decay = decay, DecayedCount = 2 }).Minimize(Bowl(a), actual);
        Assert.Equal((SolverStatus.IterationLimit, 5L), (result.Status, result.Evaluations));
        for (int k = 0; k < 3; k++)
            Assert.Equal(x[k], actual[k], 1e-12);
    }

    [Fact]
    public void ScalesOfParametersDoNotMatter()
    {
        double[] x = new double[3];
        new AdamW(Plain with { Epochs = 2000, Schedule = LearningRateSchedule.Cosine }).Minimize(Bowl([1, 1e6, 1e-4]), x);
        for (int k = 0; k < 3; k++)
            Assert.Equal(k + 1.0, x[k], 1e-2);
    }

    [Fact]
    public void NoisyBatchesLeadToTheMinimum()
    {
        double[][] rows = MarginObjective.Rows(300, 6, seed: 21);
        var objective = new MarginObjective(rows, MarginObjective.Logistic, ridge: 1e-2);
        double[] expected = new double[6];
        double[] x = new double[6];
        new TrustRegionNewton().Minimize(objective, expected);
        new AdamW(new AdamWOptions { Epochs = 60, LearningRate = 0.02, BatchSize = 16, Averaging = IterateAveraging.Tail }).Minimize(objective, x);
        Assert.InRange(objective.Value(x) / objective.Value(expected), 1.0 - 1e-9, 1.001);
    }

    [Fact]
    public void SettingsAreChecked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdamW(new AdamWOptions { Beta1 = 1.0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdamW(new AdamWOptions { Beta2 = -0.1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdamW(new AdamWOptions { Epsilon = 0.0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdamW(new AdamWOptions { Decay = -1.0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdamW(new AdamWOptions { DecayedCount = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdamW(new AdamWOptions { Epochs = 0 }));
        Assert.Throws<ArgumentException>(() => new AdamW(new AdamWOptions { DecayedCount = 4 }).Minimize(Bowl([1, 1, 1]), new double[3]));
        Assert.Throws<ArgumentException>(() => new AdamW().Minimize(Bowl([1, 1, 1]), new double[4]));
    }

    private static TestObjective Bowl(double[] curvatures) => new(3, 1, (_, x, gradient) =>
    {
        double value = 0.0;
        for (int k = 0; k < 3; k++)
        {
            gradient[k] += curvatures[k] * (x[k] - k - 1);
            value += 0.5 * curvatures[k] * (x[k] - k - 1) * (x[k] - k - 1);
        }

        return value;
    });
}
