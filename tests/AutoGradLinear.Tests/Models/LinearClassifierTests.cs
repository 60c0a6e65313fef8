using Xunit;

namespace AutoGradLinear.Tests.Models;

public class LinearClassifierTests
{
    [Fact]
    public void TheHighestScoreWinsAndTheFirstOfEquals()
    {
        HingeModel model = Models.Make([1, 0, 0, 1, 0, 1], [0, 0, 0], ["a", "b", "c"]);
        Assert.Equal(0, model.Predict([2f, 1f]));
        Assert.Equal(1, model.Predict([1f, 2f]));
        Assert.Equal("b", model.PredictLabel([1f, 2f]));
        Assert.Equal(0, model.Predict([1f, 1f]));
    }

    [Fact]
    public void ScoresAreTheFormula()
    {
        HingeModel model = Models.Make([1, 2, 3, 4], [0.5f, -0.5f], ["a", "b"]);
        float[] scores = new float[2];
        model.Scores([10f, 100f], scores);
        Assert.Equal([210.5f, 429.5f], scores);
        Assert.Equal([1f, 2f, 3f, 4f], model.Weights.ToArray());
        Assert.Equal([0.5f, -0.5f], model.Bias.ToArray());
    }

    [Fact]
    public void LengthsAreChecked()
    {
        HingeModel model = Models.Make([1, 2, 3, 4], [0, 0], ["a", "b"]);
        var error = Assert.Throws<ArgumentException>(() => model.Predict([1f]));
        Assert.Contains("1 features; the model has 2", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => model.Scores([1f, 2f], new float[3]));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void AFeatureThatMakesAScoreNaNIsNamed(float value)
    {
        HingeModel model = Models.Make([1, 0, 3, 0], [0, 0], ["a", "b"]);
        var error = Assert.Throws<ArgumentException>(() => model.Predict([1f, value]));
        Assert.Contains("Feature 1 is", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PredictionAllocatesNothing()
    {
        HingeModel model = Models.Make([1, 2, 3, 4], [0, 0], ["a", "b"]);
        float[] features = [1f, 2f];
        float[] scores = new float[2];
        model.Predict(features);
        model.PredictLabel(features);
        model.Scores(features, scores);
        long before = GC.GetAllocatedBytesForCurrentThread();
        model.Predict(features);
        model.PredictLabel(features);
        model.Scores(features, scores);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void ClassesAreMatchedByName()
    {
        HingeModel model = Models.Make([1, 0, 0, 1], [0, 0], ["x", "y"]);
        ClassificationDataset data = ClassificationDataset.FromRows(
            new float[] { 2, 0, 0, 2, 3, 0 }, 2, new[] { "x", "y", "y" }, classes: ["y", "unused", "x"]);
        EvaluationResult result = model.Evaluate(data);

        // 2 of 3, in double.
        Assert.Equal(2.0 / 3.0, result.Accuracy);
        Assert.Equal(1.0, result.ConfusionMatrix[1, 0]);

        // The hinge with margin 1: 0, 0, and 3 − 0 + 1.
        Assert.Equal(4.0 / 3.0, result.MeanLoss);
        Assert.Equal([0, 1, 0], model.Predict(data));
    }

    [Fact]
    public void AnUnknownClassIsNamed()
    {
        HingeModel model = Models.Make([1, 0, 0, 1], [0, 0], ["x", "y"]);
        ClassificationDataset data = ClassificationDataset.FromRows(new float[] { 2, 0, 0, 2 }, 2, new[] { "x", "z" });
        var error = Assert.Throws<ArgumentException>(() => model.Evaluate(data));
        Assert.Contains("Row 1 has class 'z'", error.Message, StringComparison.Ordinal);
        Assert.Contains("x, y", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheNumberOfFeaturesIsChecked()
    {
        HingeModel model = Models.Make([1, 0, 0, 1], [0, 0], ["x", "y"]);
        ClassificationDataset data = ClassificationDataset.FromRows(new float[] { 2, 0 }, 1, new[] { "x", "y" });
        Assert.Throws<ArgumentException>(() => model.Evaluate(data));
        Assert.Throws<ArgumentException>(() => model.Predict(data));
    }
}
