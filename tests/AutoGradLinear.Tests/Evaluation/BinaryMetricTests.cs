using AutoGradLinear.Evaluation;
using Xunit;

namespace AutoGradLinear.Tests.Evaluation;

public class BinaryMetricTests
{
    private static readonly BinaryCounts Counts = new(6.0, 1.0, 10.0, 3.0);

    [Fact]
    public void MetricsFollowTheirFormulas()
    {
        // Fractions of small integers: the last digits only.
        Assert.Equal(16.0 / 20.0, BinaryMetric.Accuracy.Of(Counts), 1e-15);
        Assert.Equal(0.5 * ((6.0 / 9.0) + (10.0 / 11.0)), BinaryMetric.BalancedAccuracy.Of(Counts), 1e-15);
        Assert.Equal(12.0 / 16.0, BinaryMetric.F1.Of(Counts), 1e-15);
        Assert.Equal(30.0 / (30.0 + 12.0 + 1.0), BinaryMetric.FBeta(2.0).Of(Counts), 1e-15);
        Assert.Equal(57.0 / Math.Sqrt(7.0 * 9.0 * 11.0 * 13.0), BinaryMetric.MatthewsCorrelation.Of(Counts), 1e-14);
        Assert.Equal(-(2.0 + 15.0) / 20.0, BinaryMetric.Cost(2.0, 5.0).Of(Counts), 1e-15);
        Assert.Equal(-3.0, BinaryMetric.From("missed", counts => -counts.FalseNegatives).Of(Counts));
    }

    [Fact]
    public void NothingByNothingIsZero()
    {
        BinaryMetric[] metrics =
        [
            BinaryMetric.Accuracy, BinaryMetric.BalancedAccuracy, BinaryMetric.F1, BinaryMetric.MatthewsCorrelation, BinaryMetric.Cost(1.0, 1.0),
        ];
        Assert.All(metrics, metric => Assert.Equal(0.0, metric.Of(default)));
        Assert.Equal(0.0, BinaryMetric.MatthewsCorrelation.Of(new BinaryCounts(0.0, 0.0, 5.0, 1.0)));
        Assert.Equal(0.75, BinaryMetric.BalancedAccuracy.Of(new BinaryCounts(3.0, 0.0, 0.0, 1.0)));
    }

    [Fact]
    public void SettingsAreChecked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => BinaryMetric.FBeta(0.0));
        Assert.Throws<ArgumentOutOfRangeException>(() => BinaryMetric.FBeta(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => BinaryMetric.Cost(-1.0, 1.0));
        Assert.Throws<ArgumentException>(() => BinaryMetric.From(string.Empty, _ => 0.0));
    }

    [Fact]
    public void BalancedAccuracyOfAMatrixLeavesOutClassesThatDoNotOccur()
    {
        var sums = new EvaluationSums(["a", "b", "c"]);
        sums.Add(0, 0, 0.0, 3.0);
        sums.Add(0, 1, 0.0, 1.0);
        sums.Add(1, 1, 0.0, 1.0);
        EvaluationResult result = sums.Result();
        Assert.Equal(0.5 * (0.75 + 1.0), result.BalancedAccuracy);
        Assert.Equal(6.0 / 7.0, result.ConfusionMatrix.F1(0), 1e-15);
        Assert.Equal(2.0 / 3.0, result.ConfusionMatrix.F1(1), 1e-15);
        Assert.True(double.IsNaN(result.ConfusionMatrix.F1(2)));
    }
}
