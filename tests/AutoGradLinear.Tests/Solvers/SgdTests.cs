using AutoGradLinear.Objectives;
using AutoGradLinear.Solvers;
using Xunit;

namespace AutoGradLinear.Tests.Solvers;

public class SgdTests
{
    private static readonly double[] Centres = [1, 2, 3, 4, 5, 6, 7, 8, 9, 11];

    /// <summary>Gradient descent, 0.1 long.</summary>
    private static readonly SgdOptions Plain = new()
    {
        BatchSize = 10, LearningRate = 0.1, Momentum = 0.0, Schedule = LearningRateSchedule.Constant,
    };

    [Theory]
    [InlineData(true, LearningRateSchedule.Cosine, 0.005)]
    [InlineData(false, LearningRateSchedule.Linear, 0.005)]
    [InlineData(true, LearningRateSchedule.InverseTime, 0.05)]
    public void FindsTheMean(bool nesterov, LearningRateSchedule schedule, double rate)
    {
        // F = mean of ½ (x − cᵢ)², minimal at the mean of the centres, 5.6.
        double[] x = new double[1];
        SolverResult result = new Sgd(new SgdOptions
        {
            Epochs = 400, BatchSize = 3, LearningRate = rate, Nesterov = nesterov, Schedule = schedule,
        }).Minimize(Means(), x);
        Assert.Equal(SolverStatus.IterationLimit, result.Status);
        Assert.Equal(400 * 4, result.Evaluations);

        // The gradient of a batch of three has a variance of 2.9, and the iterate one of 2.9 η / 2. Over the last ten epochs η, ten times as
        // large through momentum, is about 0.00125: four standard deviations are 0.17.
        Assert.InRange(x[0], 5.4, 5.8);
    }

    [Fact]
    public void FullBatchesWithoutMomentumAreGradientDescent()
    {
        // x ← x − 0.1 (x − 5.6), so the distance shrinks by 0.9 a step: 5.6 · 0.9³ after three.
        double[] x = new double[1];
        new Sgd(new SgdOptions { Epochs = 3, BatchSize = 100, LearningRate = 0.1, Momentum = 0.0, Schedule = LearningRateSchedule.Constant })
            .Minimize(Means(), x);
        double expected = 5.6 * (1 - (0.9 * 0.9 * 0.9));
        Assert.InRange(x[0], expected - 1e-12, expected + 1e-12);
    }

    [Fact]
    public void HeavyBallAndNesterovAreTheirFormulas()
    {
        // v ← 0.5 v + g; heavy ball x ← x − 0.1 v; Nesterov x ← x − 0.1 (g + 0.5 v); two steps from 0 with g = x − 5.6.
        foreach (bool nesterov in new[] { false, true })
        {
            double expected = 0.0;
            double velocity = 0.0;
            for (int step = 0; step < 2; step++)
            {
                double gradient = expected - 5.6;
                velocity = (0.5 * velocity) + gradient;
                expected -= 0.1 * (nesterov ? gradient + (0.5 * velocity) : velocity);
            }

            double[] x = new double[1];
            new Sgd(new SgdOptions
            {
                Epochs = 2, BatchSize = 10, LearningRate = 0.1, Momentum = 0.5, Nesterov = nesterov, Schedule = LearningRateSchedule.Constant,
            }).Minimize(Means(), x);
            Assert.InRange(x[0], expected - 1e-12, expected + 1e-12);
        }
    }

    [Fact]
    public void LongGradientsAreShortened()
    {
        // The first gradient is −5.6, far longer than 2: the step is 0.1 · 2.
        double[] x = new double[1];
        new Sgd(Plain with { Epochs = 1, ClipNorm = 2.0 }).Minimize(Means(), x);
        Assert.Equal(0.2, x[0], 1e-15);

        // One that is short enough stays as it is.
        x[0] = 5.0;
        new Sgd(Plain with { Epochs = 1, ClipNorm = 2.0 }).Minimize(Means(), x);
        Assert.Equal(5.06, x[0], 1e-15);
    }

    [Fact]
    public void TheRateWarmsUp()
    {
        // Two steps an epoch over two epochs of warm-up: η is a quarter, a half, three quarters and all of its value.
        var options = Plain with { WarmupEpochs = 2.0 };
        Assert.Equal([0.025, 0.05, 0.075, 0.1, 0.1], new[] { 0.0, 0.5, 1.0, 1.5, 2.0 }.Select(epochs => options.RateAt(epochs, epochs + 0.5)), Close);

        // It multiplies the schedule.
        Assert.Equal(0.05 * 0.75, (options with { Schedule = LearningRateSchedule.Linear, Epochs = 4 }).RateAt(1.0, 1.0), 1e-15);
    }

    [Theory]
    [InlineData(IterateAveraging.None)]
    [InlineData(IterateAveraging.Tail)]
    [InlineData(IterateAveraging.All)]
    public void IteratesAreAveraged(IterateAveraging averaging)
    {
        // Iterates 5.6 (1 − 0.9ᵏ); the second half of six are k = 4, 5, 6.
        var seen = new List<double>();
        double[] x = new double[1];
        new Sgd(Plain with { Epochs = 6, Averaging = averaging }).Minimize(Means(), x, (in SolverStep _, ReadOnlySpan<double> point) =>
        {
            seen.Add(point[0]);
            return true;
        });
        double[] iterates = [.. Enumerable.Range(1, 6).Select(k => 5.6 * (1 - Math.Pow(0.9, k)))];
        double expected = averaging switch
        {
            IterateAveraging.None => iterates[5],
            IterateAveraging.Tail => iterates[3..].Average(),
            _ => iterates.Average(),
        };
        Assert.Equal(expected, x[0], 1e-14);
        Assert.Equal(x[0], seen[5]);
        Assert.Equal(averaging == IterateAveraging.All ? iterates[..3].Average() : iterates[2], seen[2], 1e-14);
    }

    [Fact]
    public void AveragingTakesTheNoiseOut()
    {
        double Error(IterateAveraging averaging) => Enumerable.Range(0, 20).Average(seed =>
        {
            double[] x = new double[1];
            new Sgd(Plain with { Epochs = 40, BatchSize = 1, Seed = seed, Averaging = averaging }).Minimize(Means(), x);
            return Math.Abs(x[0] - 5.6);
        });

        // A step of 0.1 leaves a variance of about 0.1 / 2 · 9.6; the mean over 200 steps has a twentieth of it.
        Assert.InRange(Error(IterateAveraging.Tail), 0.0, 0.5 * Error(IterateAveraging.None));
    }

    [Fact]
    public void ASeedGivesTheSameRun()
    {
        double[] first = new double[1];
        double[] second = new double[1];
        double[] other = new double[1];
        new Sgd(new SgdOptions { Epochs = 2, BatchSize = 3, Seed = 5 }).Minimize(Means(), first);
        new Sgd(new SgdOptions { Epochs = 2, BatchSize = 3, Seed = 5 }).Minimize(Means(), second);
        new Sgd(new SgdOptions { Epochs = 2, BatchSize = 3, Seed = 6 }).Minimize(Means(), other);
        Assert.Equal(first, second);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public void EveryEpochMeetsEveryExampleOnce()
    {
        var met = new List<int>();
        var objective = new TestObjective(1, 10, (i, _, _) =>
        {
            met.Add(i);
            return 0.0;
        });
        new Sgd(new SgdOptions { Epochs = 2, BatchSize = 4 }).Minimize(objective, new double[1]);
        Assert.Equal(Enumerable.Range(0, 10), met.Take(10).Order());
        Assert.Equal(Enumerable.Range(0, 10), met.Skip(10).Order());
        Assert.NotEqual(met.Take(10), met.Skip(10));
    }

    [Fact]
    public void CancellationEndsBetweenBatches()
    {
        using var source = new CancellationTokenSource();
        int batches = 0;
        var objective = new TestObjective(1, 10, (_, _, _) =>
        {
            if (++batches == 20)
                source.Cancel();
            return 0.0;
        });
        SolverResult result = new Sgd(new SgdOptions { Epochs = 50, BatchSize = 1 }).Minimize(objective, new double[1], null, source.Token);
        Assert.Equal(SolverStatus.Cancelled, result.Status);
        Assert.Equal(2, result.Iterations);
        Assert.Equal(20, result.Evaluations);
    }

    [Fact]
    public void SettingsAreChecked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(new SgdOptions { Momentum = 1.0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(new SgdOptions { LearningRate = 0.0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(new SgdOptions { BatchSize = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(new SgdOptions { ClipNorm = 0.0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(new SgdOptions { WarmupEpochs = double.NaN }));
        Assert.Throws<ArgumentException>(() => new Sgd().Minimize(Means(), new double[2]));
    }

    private static bool Close(double expected, double actual) => Math.Abs(expected - actual) <= 1e-15;

    private static TestObjective Means() => new(1, 10, (i, x, gradient) =>
    {
        gradient[0] += x[0] - Centres[i];
        return 0.5 * (x[0] - Centres[i]) * (x[0] - Centres[i]);
    });
}
