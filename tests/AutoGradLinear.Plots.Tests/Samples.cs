using AutoGradLinear.Losses;

namespace AutoGradLinear.Plots.Tests;

/// <summary>Classifiers that several tests look at; trained once.</summary>
internal static class Samples
{
    private static readonly Lazy<(SoftmaxClassifier Model, ClassificationDataset Train, ClassificationDataset Test)> LazyIris = new(() =>
    {
        (ClassificationDataset train, ClassificationDataset test) = SampleData.Iris().Split(testFraction: 0.3, seed: 7);
        return (SoftmaxClassifier.Train(train, default, new L2<float>(1e-3f)), train, test);
    });

    private static readonly Lazy<(SoftmaxClassifier Model, ClassificationDataset Train, ClassificationDataset Test)> LazyDigits = new(() =>
    {
        (ClassificationDataset train, ClassificationDataset test) = SampleData.Digits().ScaledBy(1 / 16.0).Split(testFraction: 0.25, seed: 7);
        return (SoftmaxClassifier.Train(train, default, new L2<float>(1e-4f)), train, test);
    });

    public static (SoftmaxClassifier Model, ClassificationDataset Train, ClassificationDataset Test) Iris => LazyIris.Value;

    public static (SoftmaxClassifier Model, ClassificationDataset Train, ClassificationDataset Test) Digits => LazyDigits.Value;

    /// <summary>Two clouds whose classes and features have names that try to break out of HTML, long ones included.</summary>
    public static ClassificationDataset WithNames(string first, string second, string feature)
    {
        var random = new Random(3);
        double[] values = [.. Enumerable.Range(0, 80).Select(k => random.NextDouble() + ((k / 2) % 2))];
        string[] labels = [.. Enumerable.Range(0, 40).Select(k => k % 2 == 0 ? first : second)];
        return ClassificationDataset.FromRows<string>(values, 2, labels, featureNames: [feature, "y"]);
    }
}
