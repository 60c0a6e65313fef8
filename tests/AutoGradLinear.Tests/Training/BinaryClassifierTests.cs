using AutoGradLinear.Losses;
using Xunit;

namespace AutoGradLinear.Tests.Training;

/// <summary>Classifiers of one score.</summary>
public class BinaryClassifierTests
{
    private static readonly L2<float> Penalty = new(1e-3f);

    [Fact]
    public void TheLastClassIsThePositiveOneUnlessNamed()
    {
        ClassificationDataset data = Data();
        LogisticClassifier model = LogisticClassifier.Train(data, default, Penalty);
        Assert.Equal("virginica", model.PositiveClass);
        LogisticClassifier turned = LogisticClassifier.Train(data, default, Penalty, new TrainingOptions { PositiveClass = "versicolor" });
        Assert.Equal("versicolor", turned.PositiveClass);

        // The problem is the same with the sign of the score turned; both optima are found to a relative 1e-4 or so.
        for (int j = 0; j < model.FeatureCount; j++)
            Assert.Equal(model.Weights[j], -turned.Weights[j], 0.02f);
        Assert.Equal(model.Evaluate(data).Accuracy, turned.Evaluate(data).Accuracy, 0.011);
        Assert.Equal(model.Evaluate(data).MeanLoss, turned.Evaluate(data).MeanLoss, 1e-3);
        Assert.InRange(model.Evaluate(data).Accuracy, 0.9, 1.0);
    }

    [Fact]
    public void ProbabilitiesStandInTheOrderOfTheClasses()
    {
        ClassificationDataset data = Data();
        LogisticClassifier model = LogisticClassifier.Train(data, default, Penalty, new TrainingOptions { PositiveClass = "versicolor" });
        float[] row = new float[4];
        float[] probabilities = new float[2];
        foreach (int i in new[] { 0, 60 })
        {
            data.CopyRow<float>(i, row);
            model.PredictProbabilities(row, probabilities);
            Assert.Equal(1f, probabilities[0] + probabilities[1], 1e-6f);
            Assert.Equal(model.PredictProbability(row), probabilities[0]);
            Assert.Equal(1f / (1f + MathF.Exp(-model.Score(row))), probabilities[0], 1e-6f);
            Assert.Equal(probabilities[0] > 0.5f ? 0 : 1, model.Predict(row));
        }
    }

    [Fact]
    public void TheThresholdDecides()
    {
        ClassificationDataset data = Data();
        LogisticClassifier model = LogisticClassifier.Train(data, default, Penalty);
        Assert.All(model.WithThreshold(1e6f).Predict(data), prediction => Assert.Equal(0, prediction));
        Assert.All(model.WithThreshold(-1e6f).Predict(data), prediction => Assert.Equal(1, prediction));
        Assert.Throws<ArgumentException>(() => model.WithThreshold(float.NaN));
    }

    [Fact]
    public void AFileBringsBackThresholdAndPositiveClass()
    {
        ClassificationDataset data = Data();
        LogisticClassifier model = LogisticClassifier
            .Train(data, default, Penalty, new TrainingOptions { PositiveClass = "versicolor" }).WithThreshold(0.25f);
        string path = Path.GetTempFileName();
        try
        {
            model.Save(path);
            LogisticClassifier loaded = LogisticClassifier.Load(path);
            Assert.Equal(model.PositiveClass, loaded.PositiveClass);
            Assert.Equal(0.25f, loaded.Threshold);
            Assert.Equal(model.Predict(data), loaded.Predict(data));
            DataFormatException error = Assert.Throws<DataFormatException>(() => SoftmaxClassifier.Load(path));
            Assert.Contains("Logistic", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void MoreThanTwoClassesAreRefusedWithAdvice()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => LogisticClassifier.Train(SampleData.Iris(), default, Penalty));
        Assert.Contains("OneVsRest", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ArgumentException>(
            () => LogisticClassifier.Train(Data(), default, Penalty, new TrainingOptions { PositiveClass = "rose" }));
        Assert.Contains("'rose'", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ArgumentException>(
            () => SoftmaxClassifier.Train(Data(), default, Penalty, new TrainingOptions { PositiveClass = "versicolor" }));
        Assert.Contains("PositiveClass", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SparseDataTrainTheSameModel()
    {
        ClassificationDataset data = Data();
        LogisticClassifier dense = LogisticClassifier.Train(data, default, Penalty);
        LogisticClassifier sparse = LogisticClassifier.Train(data.ToSparse(), default, Penalty);
        Assert.Equal(dense.TrainingResult!.Objective, sparse.TrainingResult!.Objective, 1e-4); // both stop near the optimum
        Assert.Equal(sparse.Predict(data), sparse.Predict(data.ToSparse()));
        Assert.Equal(sparse.Evaluate(data).MeanLoss, sparse.Evaluate(data.ToSparse()).MeanLoss, 1e-6);
    }

    private static ClassificationDataset Data()
    {
        ClassificationDataset iris = SampleData.Iris();
        int[] rows = [.. Enumerable.Range(50, 100)];
        var labels = new string[rows.Length];
        for (int i = 0; i < rows.Length; i++)
            labels[i] = iris.Classes[iris.Labels[rows[i]]];
        float[] features = new float[rows.Length * 4];
        iris.CopyRows<float>(50, 100, features);
        return ClassificationDataset.FromRows(features, 4, labels);
    }
}
