using Xunit;

namespace AutoGradLinear.Tests.Models;

public class MajorityClassifierTests
{
    private const double Rounding = 1e-15;

    [Fact]
    public void FrequenciesAreThoseOfTheData()
    {
        MajorityClassifier model = MajorityClassifier.Train(Data(["a", "b", "b", "c"]));

        Assert.Equal(1, model.MajorityClass);
        Assert.Equal([0.25, 0.5, 0.25], model.Probabilities.ToArray());
        Assert.Equal([1, 1, 1, 1], model.Predict(Data(["a", "b", "b", "c"])));
    }

    [Fact]
    public void WeightsDecide()
    {
        MajorityClassifier model = MajorityClassifier.Train(Data(["a", "b", "b", "c"], [6.0, 1.0, 1.0, 0.0]));

        Assert.Equal(0, model.MajorityClass);
        Assert.Equal([0.75, 0.25, 0.0], model.Probabilities.ToArray());
    }

    [Fact]
    public void TheFirstOfEquallyFrequentClassesWins() =>
        Assert.Equal(0, MajorityClassifier.Train(Data(["b", "a", "b", "a"])).MajorityClass);

    [Fact]
    public void LossIsTheLogLossOfTheFrequencies()
    {
        MajorityClassifier model = MajorityClassifier.Train(Data(["a", "b", "b", "c"]));

        EvaluationResult result = model.Evaluate(Data(["b", "a"], [3.0, 1.0]));

        Assert.Equal(0.75, result.Accuracy);
        Assert.Equal(((3.0 * Math.Log(2.0)) + Math.Log(4.0)) / 4.0, result.MeanLoss, Rounding);
        Assert.Equal(3.0, result.ConfusionMatrix[1, 1]);
    }

    [Fact]
    public void LossIsInfiniteForAClassWithoutWeight() =>
        Assert.Equal(
            double.PositiveInfinity,
            MajorityClassifier.Train(Data(["a", "b"], [1.0, 0.0])).Evaluate(Data(["a", "b"])).MeanLoss);

    [Fact]
    public void DataThatDoNotFitAreRefused()
    {
        MajorityClassifier model = MajorityClassifier.Train(Data(["a", "b"]));
        ClassificationDataset wide = ClassificationDataset.FromRows(new[] { 1.0, 2.0, 3.0, 4.0 }, 2, ["a", "b"]);

        Assert.Contains("2 features", Assert.Throws<ArgumentException>(() => model.Predict(wide)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => model.Evaluate(wide));
        Assert.Contains("'z'", Assert.Throws<ArgumentException>(() => model.Evaluate(Data(["a", "z"]))).Message, StringComparison.Ordinal);
    }

    private static ClassificationDataset Data(string[] labels, double[]? weights = null) =>
        ClassificationDataset.FromRows(new double[labels.Length], 1, labels, weights: weights);
}
