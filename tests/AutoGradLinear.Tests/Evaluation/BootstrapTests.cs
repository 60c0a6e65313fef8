using AutoGradLinear.Evaluation;
using AutoGradLinear.Numerics;
using Xunit;

namespace AutoGradLinear.Tests.Evaluation;

public class BootstrapTests
{
    private static readonly EvaluationResult Iris = EvaluationResult.FromProbabilities(
        EvaluationReferences.Iris.Numbers("probabilities"), EvaluationReferences.Iris.Labels, ["a", "b", "c"], EvaluationReferences.Iris.Weights);

    [Fact]
    public void EndsAreThoseOfSciPysFormula()
    {
        EvaluationReferences expected = EvaluationReferences.Bootstrap;
        double[] resampled = expected.Numbers("resampled");
        (double lower, double upper) = BootstrapEnds.BiasCorrected(
            resampled, expected.Number("estimate"), expected.Numbers("jackknife"), expected.Number("confidence"));
        Assert.Equal(expected.Numbers("ends")[0], lower, 1e-12);
        Assert.Equal(expected.Numbers("ends")[1], upper, 1e-12);
        (lower, upper) = BootstrapEnds.Percentile(resampled, expected.Number("confidence"));
        Assert.Equal(expected.Numbers("percentile")[0], lower, 1e-12);
        Assert.Equal(expected.Numbers("percentile")[1], upper, 1e-12);
    }

    [Theory]
    [InlineData(BootstrapMethod.Percentile)]
    [InlineData(BootstrapMethod.BiasCorrected)]
    public void ThreadsChangeNoBitAndSeedsDo(BootstrapMethod method)
    {
        var options = new BootstrapOptions { Resamples = 100, Method = method, MaxThreads = 1, Seed = 3 };
        ConfidenceInterval one = Iris.Bootstrap(result => result.LogLoss, options);
        Assert.Equal(one, Iris.Bootstrap(result => result.LogLoss, options with { MaxThreads = 7 }));
        Assert.NotEqual(one, Iris.Bootstrap(result => result.LogLoss, options with { Seed = 4 }));
        Assert.Equal(Iris.LogLoss, one.Estimate);
        Assert.InRange(one.Estimate, one.Lower, one.Upper);
    }

    [Fact]
    public void TheSpreadOfAMeanIsThatOfTheFormula()
    {
        // The accuracy of n = 400 examples of which 0.8 are right has the standard deviation √(0.8 · 0.2 / n) = 0.02, and 5000 resamples know it to 1 %.
        int[] labels = new int[400];
        int[] predictions = [.. Enumerable.Range(0, 400).Select(i => i % 5 == 0 ? 1 : 0)];
        EvaluationResult result = EvaluationResult.FromPredictions(predictions, labels, ["a", "b"]);
        ConfidenceInterval interval = result.Bootstrap(resample => resample.Accuracy, new BootstrapOptions { Resamples = 5000 });
        Assert.Equal(0.8, interval.Estimate);
        Assert.Equal(0.02, interval.StandardError, 0.001);
        Assert.Equal(0.8 - (1.96 * 0.02), interval.Lower, 0.005);
        Assert.Equal(0.8 + (1.96 * 0.02), interval.Upper, 0.005);
        Assert.StartsWith("0.8000 [0.7", interval.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void StratifiedResamplesKeepTheNumbersOfTheClasses()
    {
        EvaluationResult result = EvaluationResult.FromPredictions([0, 0, 0, 0, 1], [0, 0, 0, 0, 1], ["a", "b"]);
        var options = new BootstrapOptions { Resamples = 200, Stratified = true };
        Assert.Equal(0.0, result.Bootstrap(resample => resample.Report.PerClass[1].Support, options).StandardError);
        Assert.NotEqual(0.0, result.Bootstrap(resample => resample.Report.PerClass[1].Support, options with { Stratified = false }).StandardError);
    }

    [Fact]
    public void ResamplesWithoutAMeasureAreCounted()
    {
        // (4/5)⁵, a third, of the resamples have no example of the rare class, and thus no ROC curve.
        EvaluationResult result = EvaluationResult.FromScores([-2.0, -1.0, 1.0, -3.0, 2.0], [0, 0, 0, 0, 1], ["a", "b"]);
        ConfidenceInterval interval = result.Bootstrap(resample => resample.Roc().Area, new BootstrapOptions { Resamples = 1000 });
        Assert.InRange(interval.Undefined, 250, 410);
        Assert.Equal(1.0, interval.Lower);
        ConfidenceInterval none = result.Bootstrap(_ => double.NaN);
        Assert.True(double.IsNaN(none.Lower));
        Assert.Equal(2000, none.Undefined);
    }

    [Fact]
    public void ExamplesOfWeightZeroAreNotDrawn()
    {
        EvaluationResult result = EvaluationResult.FromPredictions([0, 1, 1], [0, 0, 1], ["a", "b"], [1.0, 0.0, 1.0]);
        ConfidenceInterval interval = result.Bootstrap(resample => resample.Accuracy, new BootstrapOptions { Resamples = 50 });
        Assert.Equal(1.0, interval.Lower);
        Assert.Equal(0, interval.Undefined);
    }

    [Fact]
    public void SettingsAndCancellationAreHeeded()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Iris.Bootstrap(result => result.Accuracy, new BootstrapOptions { Confidence = 1.0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Iris.Bootstrap(result => result.Accuracy, new BootstrapOptions { Resamples = 0 }));
        Assert.Throws<OperationCanceledException>(() => Iris.Bootstrap(result => result.Accuracy, null, new CancellationToken(canceled: true)));
        Assert.Throws<ArgumentException>(() => Bootstrap.Interval([], _ => 0.0));
        Assert.Throws<InvalidOperationException>(() => Iris.WithoutExamples().Bootstrap(result => result.Accuracy));
    }

    [Fact]
    public void TheNormalDistributionIsSciPys()
    {
        foreach (double[] pair in EvaluationReferences.Bootstrap.Rows("cumulative"))
            Assert.Equal(pair[1], NormalDistribution.Cumulative(pair[0]), 1e-15);

        // Near 0 the quantile's slope is 1 / φ: an error of 10⁻¹⁶ in Φ is one of 10⁻⁷ in Φ⁻¹(10⁻¹⁰).
        foreach (double[] pair in EvaluationReferences.Bootstrap.Rows("quantiles"))
            Assert.Equal(pair[1], NormalDistribution.Quantile(pair[0]), pair[0] < 1e-5 ? 1e-6 : 1e-11);
        Assert.Equal(double.NegativeInfinity, NormalDistribution.Quantile(0.0));
        Assert.Equal(double.PositiveInfinity, NormalDistribution.Quantile(1.0));
        Assert.True(double.IsNaN(NormalDistribution.Quantile(double.NaN)));
    }
}
