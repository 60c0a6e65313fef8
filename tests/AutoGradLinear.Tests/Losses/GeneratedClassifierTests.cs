using System.Text.Json;
using AutoGradLinear.Losses;
using Xunit;

namespace AutoGradLinear.Tests.Losses;

/// <summary>From an annotated loss to a trained classifier, on the embedded digits.</summary>
public sealed class GeneratedClassifierTests
{
    private static readonly ClassificationDataset Digits = SampleData.Digits().ScaledBy(1 / 16.0);

    [Fact]
    public void Hinge_reaches_96_percent_over_five_splits()
        => Assert.InRange(MeanAccuracy(train => HingeClassifierUnderTest.Train(train, new(1f), new(1e-3f))), 0.96, 1);

    [Fact]
    public void Softmax_reaches_96_percent_over_five_splits()
        => Assert.InRange(MeanAccuracy(train => SoftmaxClassifierUnderTest.Train(train, new(), new(1e-4))), 0.96, 1);

    [Fact]
    public void A_loss_of_the_users_own_trains_as_well()
        => Assert.InRange(MeanAccuracy(train => SoftMarginClassifierUnderTest.Train(train, new(1f, 0.5f), new(1e-4f))), 0.95, 1);

    [Fact]
    public void The_smooth_objective_agrees_with_the_reference_solution()
    {
        using JsonDocument reference = JsonDocument.Parse(File.ReadAllText(ReferenceFiles.PathOf("softmax-digits.json")));
        double expected = reference.RootElement.GetProperty("objective").GetDouble();
        double strength = reference.RootElement.GetProperty("strength").GetDouble();
        SoftmaxClassifierUnderTest model = SoftmaxClassifierUnderTest.Train(Digits, new(), new(strength));

        // The reference is solved to a gradient of 1e-9; ours stops at its default tolerance.
        Assert.InRange(model.TrainingResult!.Objective / expected, 1 - 1e-6, 1 + 1e-4);
    }

    [Fact]
    public void A_saved_model_predicts_the_same_after_loading()
    {
        SoftMarginClassifierUnderTest model = SoftMarginClassifierUnderTest.Train(Digits, new(1f, 0.5f), new(1e-4f));
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.model");
        try
        {
            model.Save(path);
            SoftMarginClassifierUnderTest loaded = SoftMarginClassifierUnderTest.Load(path);
            Assert.Equal(model.Loss, loaded.Loss);
            Assert.Equal(model.Predict(Digits), loaded.Predict(Digits));
            Assert.Equal(model.Evaluate(Digits).MeanLoss, loaded.Evaluate(Digits).MeanLoss);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Probabilities_come_from_the_link_of_the_loss()
    {
        SoftmaxClassifierUnderTest model = SoftmaxClassifierUnderTest.Train(Digits, new(), new(1e-3));
        double[] features = new double[Digits.FeatureCount];
        double[] probabilities = new double[Digits.ClassCount];
        Digits.CopyRow(0, features);
        model.PredictProbabilities(features, probabilities);

        // Ten rounded quotients.
        Assert.Equal(1, probabilities.Sum(), 1e-12);
        Assert.Equal(model.Predict(features), Array.IndexOf(probabilities, probabilities.Max()));
    }

    private static double MeanAccuracy(Func<ClassificationDataset, LinearClassifier> train)
        => Enumerable.Range(0, 5).Average(seed =>
        {
            (ClassificationDataset training, ClassificationDataset test) = Digits.Split(0.25, seed);
            return train(training).Evaluate(test).Accuracy;
        });
}
