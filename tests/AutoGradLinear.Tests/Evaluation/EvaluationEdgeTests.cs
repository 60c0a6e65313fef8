using Xunit;

namespace AutoGradLinear.Tests.Evaluation;

/// <summary>Measures where a class is missing, all scores are equal, or the input is not what it should be.</summary>
public class EvaluationEdgeTests
{
    private static readonly string[] Three = ["a", "b", "c"];

    [Fact]
    public void EqualScoresAreChance()
    {
        var roc = RocCurve.Of([2.0, 2.0, 2.0, 2.0], [true, false, true, false]);
        Assert.Equal(0.5, roc.Area);
        Assert.Equal([(0.0, 0.0), (1.0, 1.0)], roc.Points.Select(point => (point.FalsePositiveRate, point.TruePositiveRate)));

        // One step to recall 1, with the share of positive examples as its precision.
        Assert.Equal(0.5, PrecisionRecallCurve.Of([2.0, 2.0, 2.0, 2.0], [true, false, true, false]).AveragePrecision);
    }

    [Fact]
    public void WithoutOneOfTheClassesARocCurveHasNoArea()
    {
        var positives = RocCurve.Of([0.1, 0.2], [true, true]);
        Assert.True(double.IsNaN(positives.Area));
        Assert.True(double.IsNaN(positives.Points[^1].FalsePositiveRate));
        Assert.Equal(1.0, positives.Points[^1].TruePositiveRate);
        Assert.True(double.IsNaN(RocCurve.Of([0.1, 0.2], [false, false]).Area));

        // As scikit-learn has it.
        Assert.Equal(0.0, PrecisionRecallCurve.Of([0.1, 0.2], [false, false]).AveragePrecision);
        Assert.Equal(1.0, PrecisionRecallCurve.Of([0.1, 0.2], [true, true]).AveragePrecision);
    }

    [Fact]
    public void ExamplesOfWeightZeroPlayNoPart()
    {
        var with = RocCurve.Of([0.9, 0.8, 0.7, 0.6, 5.0], [true, false, true, false, false], [1.0, 1.0, 1.0, 1.0, 0.0]);
        var without = RocCurve.Of([0.9, 0.8, 0.7, 0.6], [true, false, true, false]);
        Assert.Equal(without.Points, with.Points);
        Assert.Equal(0.75, with.Area); // three of four pairs are in order
    }

    [Fact]
    public void WholeWeightsAreRepetitions()
    {
        double[] probabilities = [0.1, 0.4, 0.35, 0.8];
        bool[] isPositive = [false, false, true, true];
        double[] repeated = [0.1, 0.1, 0.4, 0.35, 0.35, 0.35, 0.8];
        bool[] repeatedPositive = [false, false, false, true, true, true, true];
        double[] weights = [2.0, 1.0, 3.0, 1.0];
        Assert.Equal(RocCurve.Of(repeated, repeatedPositive).Area, RocCurve.Of(probabilities, isPositive, weights).Area, 1e-15);
        CalibrationCurve expected = CalibrationCurve.Of(repeated, repeatedPositive, bins: 3);
        CalibrationCurve actual = CalibrationCurve.Of(probabilities, isPositive, weights, bins: 3);
        Assert.Equal(expected.ExpectedError, actual.ExpectedError, 1e-15);
        Assert.Equal(expected.MaximumError, actual.MaximumError, 1e-15);

        // The bins (0, ⅓] and (⅓, ⅔] and (⅔, 1]: |0 − 0.1| of 2, |¾ − 0.3625| of 4, |1 − 0.8| of 1.
        Assert.Equal(((2.0 * 0.1) + (4.0 * 0.3875) + 0.2) / 7.0, actual.ExpectedError, 1e-15);
    }

    [Fact]
    public void ClassesThatDoNotOccurAreLeftOutOfTheAverages()
    {
        // a: 2 of 2; b: predicted once, never there; c: nowhere.
        EvaluationResult result = EvaluationResult.FromPredictions([0, 0, 1], [0, 0, 0], Three);
        ClassReport report = result.Report;
        Assert.Equal(new ClassMeasures("a", 1.0, 2.0 / 3.0, 0.8, 3.0), report.PerClass[0]);
        Assert.Equal(new ClassMeasures("b", 0.0, 0.0, 0.0, 0.0), report.PerClass[1]);
        Assert.Equal(0.5, report.Macro.Precision);
        Assert.Equal(0.8, report.Weighted.F1, 1e-15);
        Assert.Equal(2.0 / 3.0, report.Micro.F1);
        Assert.Equal(1.0, ClassReport.Of(result.ConfusionMatrix, zeroDivision: 1.0).PerClass[1].Recall);

        // With NaN the recall of b is left out of the mean.
        Assert.Equal(2.0 / 3.0, ClassReport.Of(result.ConfusionMatrix, double.NaN).Macro.Recall);
        Assert.Throws<ArgumentOutOfRangeException>(() => ClassReport.Of(result.ConfusionMatrix, 0.5));
    }

    [Fact]
    public void AClassWithoutExamplesHasNoArea()
    {
        double[] probabilities = [0.8, 0.1, 0.1, 0.2, 0.7, 0.1, 0.6, 0.3, 0.1];
        OneVsRestAreas areas = EvaluationResult.FromProbabilities(probabilities, [0, 1, 0], Three).RocAreas;
        Assert.True(double.IsNaN(areas.PerClass[2].Area));
        Assert.Equal(1.0, areas.Macro);
        Assert.Equal(1.0, areas.Weighted);
        Assert.True(double.IsNaN(EvaluationResult.FromProbabilities(probabilities, [0, 0, 0], Three).RocAreas.Macro));
    }

    [Fact]
    public void OfEqualScoresTheHigherIndexIsTheBetterInTopK()
    {
        Assert.Equal(0.0, Metrics.TopKAccuracy([1.0, 1.0, 0.0], 3, [0], 1));
        Assert.Equal(1.0, Metrics.TopKAccuracy([1.0, 1.0, 0.0], 3, [1], 1));
        Assert.Equal(1.0, Metrics.TopKAccuracy([1.0, 1.0, 0.0], 3, [0], 2));
        Assert.Equal(1.0, Metrics.TopKAccuracy([1.0, 1.0, 0.0], 3, [2], 7));
    }

    [Fact]
    public void CertainMistakesCostAFiniteLogLoss()
    {
        // −ln 2⁻⁵² = 52 ln 2
        Assert.Equal(52.0 * Math.Log(2.0), Metrics.LogLoss([1.0, 0.0], 2, [1]), 1e-12);
        Assert.Equal(2.0, Metrics.BrierScore([1.0, 0.0, 0.0], 3, [1]));
        Assert.Equal(1.0, Metrics.BrierScore([1.0, 0.0], 2, [1]));
    }

    [Fact]
    public void OneScoreOfTwoClassesRanksBoth()
    {
        EvaluationResult result = EvaluationResult.FromScores([-1.0, 0.5, 2.0, 0.0], [0, 0, 1, 1], ["no", "yes"]);
        Assert.Equal([0, 1, 1, 0], result.Examples!.Predictions.ToArray());
        Assert.Equal(0.75, result.Roc().Area);
        Assert.Equal(0.75, result.Roc("no").Area);
        Assert.Equal(0.5, result.TopKAccuracy(1));
        Assert.Equal(1.0, result.TopKAccuracy(2));
        Assert.Equal(0.5, result.MeanLoss);
    }

    [Fact]
    public void ScoresWithoutProbabilitiesAreRankedByTheirMargins()
    {
        // The scores of the second example are 100 higher, which says nothing.
        double[] scores = [3.0, 1.0, 0.0, 101.0, 102.0, 100.0];
        EvaluationResult result = EvaluationResult.FromScores(scores, [0, 1], Three);
        Assert.Equal(1.0, result.Roc("a").Area);
        Assert.Equal([2.0, -1.0], result.Roc("a").Points.Skip(1).Select(point => point.Threshold));
    }

    [Fact]
    public void WhatIsMissingIsSaid()
    {
        EvaluationResult predictions = EvaluationResult.FromPredictions([0, 1], [0, 1], Three);
        Assert.Contains("no scores", Assert.Throws<InvalidOperationException>(() => predictions.RocAreas).Message, StringComparison.Ordinal);
        EvaluationResult scores = EvaluationResult.FromScores([1.0, 0.0, 0.0], [0], Three);
        Assert.Contains("Calibrate", Assert.Throws<InvalidOperationException>(() => scores.LogLoss).Message, StringComparison.Ordinal);
        Assert.Contains("'d'", Assert.Throws<ArgumentException>(() => scores.Roc("d")).Message, StringComparison.Ordinal);
        Assert.Contains("name the one", Assert.Throws<ArgumentException>(() => scores.Roc()).Message, StringComparison.Ordinal);
        EvaluationResult figures = scores.WithoutExamples();
        Assert.Equal(1.0, figures.Accuracy);
        Assert.Throws<InvalidOperationException>(() => figures.TopKAccuracy(1));
    }

    [Fact]
    public void BadInputNamesTheRow()
    {
        AssertNames("Row 1 has the score NaN", () => RocCurve.Of([0.0, double.NaN], [true, false]));
        AssertNames("Row 1 has the score Infinity", () => Metrics.TopKAccuracy([0.0, 0.0, double.PositiveInfinity, 0.0], 2, [0, 1], 1));
        AssertNames("Row 0 has the probability 1.5", () => CalibrationCurve.Of([1.5], [true]));
        AssertNames("Row 1 has probabilities whose sum is 0.5", () => Metrics.LogLoss([0.5, 0.5, 0.25, 0.25], 2, [0, 1]));
        AssertNames("Row 1 has the class 3", () => EvaluationResult.FromPredictions([0, 1], [0, 3], Three));
        AssertNames("weight of row 0 is -1", () => RocCurve.Of([0.0, 1.0], [true, false], [-1.0, 1.0]));
        AssertNames("'scores' has length 3", () => RocCurve.Of([0.0, 1.0, 2.0], [true, false]));
        AssertNames("no examples", () => RocCurve.Of([], []));
        AssertNames("class 'a' stands there twice", () => EvaluationResult.FromPredictions([0], [0], ["a", "b", "a"]));
        Assert.Throws<ArgumentOutOfRangeException>(() => CalibrationCurve.Of([0.5], [true], bins: int.MaxValue));
        AssertNames("sum to 0", () => EvaluationResult.FromPredictions([0], [0], Three, [0.0]));
    }

    [Fact]
    public void ReportsPrintAsTables()
    {
        EvaluationResult result = EvaluationResult.FromProbabilities([0.9, 0.2, 0.6], [1, 0, 0], ["no", "yes"]);
        Assert.Equal(
            """
                              precision  recall      F1  support
            no                   1.0000  0.5000  0.6667        2
            yes                  0.5000  1.0000  0.6667        1
            macro average        0.7500  0.7500  0.6667        3
            micro average        0.6667  0.6667  0.6667        3
            weighted average     0.8333  0.6667  0.6667        3

            """.ReplaceLineEndings("\n"),
            result.Report.ToString());
        Assert.Equal("ROC curve of 3 points, area 1.0000", result.Roc().ToString());
        Assert.Contains("macro average     1.0000", result.RocAreas.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("expected calibration error 0.3000", result.Reliability(bins: 4).ToString(), StringComparison.Ordinal);
    }

    private static void AssertNames(string text, Action action) =>
        Assert.Contains(text, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);
}
