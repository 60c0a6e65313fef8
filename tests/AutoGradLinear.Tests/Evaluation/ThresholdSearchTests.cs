using AutoGradLinear.Losses;
using Xunit;

namespace AutoGradLinear.Tests.Evaluation;

public class ThresholdSearchTests
{
    private static readonly BinaryMetric[] Metrics =
    [
        BinaryMetric.Accuracy, BinaryMetric.BalancedAccuracy, BinaryMetric.F1, BinaryMetric.FBeta(0.5),
        BinaryMetric.MatthewsCorrelation, BinaryMetric.Cost(1.0, 4.0),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void NoThresholdIsBetter(bool hasWeights)
    {
        for (int seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            int count = random.Next(1, 30);
            double[] scores = [.. Enumerable.Range(0, count).Select(_ => random.Next(-6, 7) / 3.0)]; // many ties
            bool[] isPositive = [.. scores.Select(score => score + (2.0 * random.NextDouble()) > 1.0)];
            double[] weights = hasWeights ? [.. scores.Select((_, i) => i == 0 ? 1.0 : random.Next(0, 4))] : [];
            foreach (BinaryMetric metric in Metrics)
            {
                (double threshold, double value) = ThresholdSearch.Best(scores, isPositive, weights, metric);
                double best = new[] { -100.0 }.Concat(scores).Max(candidate => Measure(scores, isPositive, weights, metric, candidate));

                // Weights are whole numbers: the counts are exact, so the values are equal.
                Assert.True(best == value, $"seed {seed}, {metric}: {value} where {best} can be reached.");
                Assert.Equal(value, Measure(scores, isPositive, weights, metric, threshold));
            }
        }
    }

    [Fact]
    public void TheMiddleOfTheWidestOfTheBestGapsIsTaken()
    {
        // Accuracy is 5/6 between 1 and 2 and between 4 and 9.
        double[] scores = [0.0, 1.0, 2.0, 4.0, 9.0, 10.0];
        bool[] isPositive = [false, false, true, false, true, true];
        Assert.Equal((6.5, 5.0 / 6.0), ThresholdSearch.Best(scores, isPositive, [], BinaryMetric.Accuracy));
    }

    [Fact]
    public void OneClassAloneGivesAThresholdBeyondTheEnd()
    {
        (double threshold, double value) = ThresholdSearch.Best([3.0, 5.0], [true, true], [], BinaryMetric.Accuracy);
        Assert.Equal((2.0, 1.0), (threshold, value));
        Assert.Equal((6.0, 1.0), ThresholdSearch.Best([3.0, 5.0], [false, false], [], BinaryMetric.Accuracy));
        Assert.True(double.IsFinite(ThresholdSearch.Best([double.MaxValue], [false], [], BinaryMetric.Accuracy).Threshold));
    }

    [Fact]
    public void NeighbouringDoublesAreTold()
    {
        double low = 1.0;
        double high = Math.BitIncrement(low);
        Assert.Equal((low, 1.0), ThresholdSearch.Best([low, high], [false, true], [], BinaryMetric.Accuracy));
    }

    [Fact]
    public void WhatIsWrongIsNamed()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => ThresholdSearch.Best([0.0, double.NaN], [true, false], [], BinaryMetric.F1));
        Assert.Contains("row 1", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ArgumentException>(() => ThresholdSearch.Best([0.0, 1.0], [true, false], [1.0, -1.0], BinaryMetric.F1));
        Assert.Contains("row 1", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ThresholdSearch.Best([0.0], [true, false], [], BinaryMetric.F1));
        Assert.Throws<ArgumentException>(() => ThresholdSearch.Best([], [], [], BinaryMetric.F1));
        Assert.Throws<ArgumentException>(() => ThresholdSearch.Best([0.0], [true], [0.0], BinaryMetric.F1));
        error = Assert.Throws<ArgumentException>(
            () => ThresholdSearch.Best([0.0], [true], [], BinaryMetric.From("precision", counts => counts.TruePositives / (counts.TruePositives + counts.FalsePositives))));
        Assert.Contains("'precision'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ATunedClassifierIsAtLeastAsGoodOnTheHeldOutExamples()
    {
        ClassificationDataset data = SkewedData(seed: 3, count: 600);
        (ClassificationDataset train, ClassificationDataset heldOut) = data.Split(0.5, seed: 1);
        LogisticClassifier model = LogisticClassifier.Train(train, default, new L2<float>(1e-3f), new TrainingOptions { PositiveClass = "rare" });
        LogisticClassifier tuned = model.TuneThreshold(BinaryMetric.BalancedAccuracy, heldOut);
        double before = model.Evaluate(heldOut).BalancedAccuracy;
        double after = tuned.Evaluate(heldOut).BalancedAccuracy;
        Assert.True(after >= before + 0.05, $"{before} became {after}.");
        Assert.Equal(model.Weights, tuned.Weights);

        // The classifier reaches what the search has found, in single precision too.
        double[] scores = new double[heldOut.Count];
        model.Scores(heldOut, scores);
        int positive = heldOut.Classes.ToList().IndexOf("rare");
        bool[] isPositive = [.. heldOut.Labels.ToArray().Select(label => label == positive)];
        Assert.Equal(ThresholdSearch.Best(scores, isPositive, [], BinaryMetric.BalancedAccuracy).Value, after, 1e-12); // sums in another order
    }

    [Fact]
    public void WeightsMoveTheTunedThreshold()
    {
        ClassificationDataset data = SkewedData(seed: 4, count: 400);
        LogisticClassifier model = LogisticClassifier.Train(data, default, new L2<float>(1e-3f), new TrainingOptions { PositiveClass = "rare" });
        double[] weights = [.. data.Labels.ToArray().Select(label => data.Classes[label] == "rare" ? 20.0 : 1.0)];
        LogisticClassifier plain = model.TuneThreshold(BinaryMetric.Accuracy, data);
        LogisticClassifier weighted = model.TuneThreshold(BinaryMetric.Accuracy, data.WithWeights(weights));
        Assert.True(weighted.Threshold < plain.Threshold);
    }

    private static double Measure(double[] scores, bool[] isPositive, double[] weights, BinaryMetric metric, double threshold)
    {
        double[,] counts = new double[2, 2];
        for (int i = 0; i < scores.Length; i++)
            counts[isPositive[i] ? 1 : 0, scores[i] > threshold ? 1 : 0] += weights.Length == 0 ? 1.0 : weights[i];
        return metric.Of(new BinaryCounts(counts[1, 1], counts[0, 1], counts[0, 0], counts[1, 0]));
    }

    /// <summary>Two overlapping clouds; one example in ten is of the class "rare".</summary>
    private static ClassificationDataset SkewedData(int seed, int count)
    {
        var random = new Random(seed);
        var rows = new List<float[]>();
        var labels = new List<string>();
        for (int i = 0; i < count; i++)
        {
            bool isRare = i % 10 == 0;
            float Coordinate() => (float)((2.0 * random.NextDouble()) - 1.0 + random.NextDouble() + (isRare ? 0.8 : 0.0));
            rows.Add([Coordinate(), Coordinate()]);
            labels.Add(isRare ? "rare" : "common");
        }

        return ClassificationDataset.FromRows<string>(rows, labels);
    }
}
