using Xunit;

namespace AutoGradLinear.Tests.Models;

/// <summary>
/// Files of every version of the format keep loading. They lie in tests/reference/models and are never written anew; the expected numbers
/// were printed by the version of the library that wrote them.
/// </summary>
public class GoldenModelTests
{
    [Fact]
    public void Version1WithSeveralScores()
    {
        SoftmaxClassifier model = SoftmaxClassifier.Load(PathOf("softmax-1.safetensors"));
        float[] probabilities = new float[3];
        model.PredictProbabilities([1f, 2f], probabilities);
        Assert.Equal(0.515651822f, probabilities[0], 1e-6f);
        Assert.Equal(0.257355362f, probabilities[1], 1e-6f);
        Assert.Equal("blau", model.PredictLabel([1f, 2f]));
        Assert.Equal(["blau", "grün", "rot"], model.Classes);
        Assert.Equal(["length", "width"], model.FeatureNames!);
        Assert.Equal(0.125f, model.Penalty.Strength);
        Assert.Null(model.Preparation);
    }

    [Fact]
    public void Version1WithOneScore()
    {
        LogisticClassifier model = LogisticClassifier.Load(PathOf("logistic-1.safetensors"));
        Assert.Equal(1.20320213f, model.Score([1f, 2f]), 1e-6f);
        Assert.Equal("no", model.PositiveClass);
        Assert.Equal(0.375f, model.Threshold);
    }

    [Fact]
    public void Version2WithAPreparation()
    {
        SoftmaxClassifier model = SoftmaxClassifier.Load(PathOf("softmax-prepared-2.0.safetensors"));
        float[] probabilities = new float[3];
        model.PredictProbabilities([1f, 2f, 9f], probabilities);
        Assert.Equal(0.480811626f, probabilities[0], 1e-6f);
        Assert.Equal(0.149785504f, probabilities[1], 1e-6f);
        Assert.Equal(["length", "width", "depth"], model.FeatureNames!);
        Assert.Equal(["length", "width"], model.Preparation!.FeatureNames!);
    }

    private static string PathOf(string name) => ReferenceFiles.PathOf(Path.Combine("models", name));
}
