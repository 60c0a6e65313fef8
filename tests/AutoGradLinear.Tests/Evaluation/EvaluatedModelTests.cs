using AutoGradLinear.Losses;
using Xunit;

namespace AutoGradLinear.Tests.Evaluation;

/// <summary>Every measure is there after one evaluation of a model.</summary>
public class EvaluatedModelTests
{
    private static readonly (ClassificationDataset Train, ClassificationDataset Test) Iris = SampleData.Iris().Split(0.5, seed: 7);

    [Fact]
    public void ASoftmaxHasProbabilitiesOfItsLink()
    {
        SoftmaxClassifier model = SoftmaxClassifier.Train(Iris.Train, default, new L2<float>(1e-3f));
        EvaluationResult result = model.Evaluate(Iris.Test);
        float[] row = new float[4];
        float[] probabilities = new float[3];
        Iris.Test.CopyRow<float>(5, row);
        model.PredictProbabilities(row, probabilities);
        Assert.Equal(probabilities.Select(p => (double)p), result.Examples!.Probabilities.Slice(15, 3).ToArray());
        Assert.Equal(model.Predict(Iris.Test), result.Examples.Predictions.ToArray());

        // The loss is the log loss; probabilities are in single precision.
        Assert.Equal(result.MeanLoss, result.LogLoss, 1e-6);
        Assert.InRange(result.RocAreas.Macro, 0.95, 1.0);
        Assert.InRange(result.BrierScore, 0.0, 0.2);
        Assert.InRange(result.ConfidenceReliability().ExpectedError, 0.0, 0.2);
        Assert.Equal(1.0, result.TopKAccuracy(3));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("b")]
    public void ALogisticHasTheProbabilityOfThePositiveClass(string positive)
    {
        var random = new Random(3);
        float[][] rows = [.. Enumerable.Range(0, 60).Select(i => new[] { random.NextSingle() + (i % 2 * 0.5f) })];
        ClassificationDataset data = ClassificationDataset.FromRows<string>(rows, [.. Enumerable.Range(0, 60).Select(i => i % 2 == 0 ? "a" : "b")]);
        LogisticClassifier model = LogisticClassifier.Train(data, default, new L2<float>(1e-3f), new TrainingOptions { PositiveClass = positive });
        EvaluationResult result = model.Evaluate(data);
        float[] expected = new float[2];
        model.PredictProbabilities(rows[1], expected);
        Assert.Equal(expected.Select(p => (double)p), result.Examples!.Probabilities.Slice(2, 2).ToArray());
        Assert.Equal(result.MeanLoss, result.LogLoss, 1e-6);
        Assert.Equal(result.Roc(positive).Area, result.Roc().Area);
        Assert.InRange(result.Roc().Area, 0.7, 1.0);
        Assert.InRange(result.PrecisionRecall().AveragePrecision, 0.7, 1.0);
    }

    [Fact]
    public void AHingeHasScoresAndNoProbabilities()
    {
        HingeClassifier model = HingeClassifier.Train(Iris.Train, new MulticlassHinge<float>(1f), new L2<float>(1e-3f));
        EvaluationResult result = model.Evaluate(Iris.Test);
        Assert.False(result.Examples!.HasProbabilities);
        Assert.InRange(result.RocAreas.Macro, 0.9, 1.0);
        Assert.InRange(result.TopKAccuracy(2), result.Accuracy, 1.0);
        Assert.Throws<InvalidOperationException>(() => result.BrierScore);
        EvaluationResult calibrated = model.Calibrate(Calibration.Platt, Iris.Train).Evaluate(Iris.Test);
        Assert.InRange(calibrated.BrierScore, 0.0, 0.5);
        Assert.Equal(calibrated.MeanLoss, calibrated.LogLoss, 1e-12);
    }

    [Fact]
    public void BaselinesHaveProbabilitiesToo()
    {
        EvaluationResult majority = MajorityClassifier.Train(Iris.Train).Evaluate(Iris.Test);
        Assert.Equal(0.5, majority.RocAreas.Macro);
        Assert.Equal(majority.MeanLoss, majority.LogLoss, 1e-12);
        EvaluationResult neighbors = NearestNeighbors.Train(Iris.Train, new NearestNeighborsOptions { K = 4 }).Evaluate(Iris.Test);
        Assert.All(neighbors.Examples!.Probabilities.ToArray(), share => Assert.Equal(0.0, share * 4.0 % 1.0));
        Assert.InRange(neighbors.RocAreas.Macro, 0.95, 1.0);
        Assert.Equal(1.0 - neighbors.Accuracy, neighbors.MeanLoss, 1e-15);
    }

    [Fact]
    public void WeightsOfTheDataAreRespected()
    {
        double[] weights = [.. Enumerable.Range(0, Iris.Test.Count).Select(i => (double)(i % 3))];
        int[] repeated = [.. Enumerable.Range(0, Iris.Test.Count).SelectMany(i => Enumerable.Repeat(i, i % 3))];
        SoftmaxClassifier model = SoftmaxClassifier.Train(Iris.Train, default, new L2<float>(1e-1f));
        EvaluationResult weighted = model.Evaluate(Iris.Test.WithWeights(weights));
        EvaluationResult twice = model.Evaluate(Iris.Test.Subset(repeated));
        Assert.Equal(twice.LogLoss, weighted.LogLoss, 1e-12);
        Assert.Equal(twice.RocAreas.Weighted, weighted.RocAreas.Weighted, 1e-12);
        Assert.Equal(twice.Report.Macro.F1, weighted.Report.Macro.F1, 1e-12);
        Assert.Equal(twice.TopKAccuracy(1), weighted.TopKAccuracy(1), 1e-12);
    }
}
