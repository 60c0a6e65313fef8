using Xunit;

namespace AutoGradLinear.Tests.Data.Files;

/// <summary>Datasets for tests of files, and what makes two of them equal.</summary>
internal static class Datasets
{
    public static ClassificationDataset RandomBytes(int count, int features, int classes, int seed, IReadOnlyList<string>? names = null)
    {
        var random = new Random(seed);
        byte[] values = new byte[count * features];
        random.NextBytes(values);
        names ??= [.. Enumerable.Range(0, classes).Select(c => c.ToString())];
        string[] labels = [.. Enumerable.Range(0, count).Select(row => names[row < classes ? row : random.Next(classes)])];
        return ClassificationDataset.FromRows((ReadOnlyMemory<byte>)values, features, labels, names);
    }

    public static ClassificationDataset RandomDoubles(int count, int features, int seed, bool isWeighted = false)
    {
        var random = new Random(seed);
        double[] values = new double[count * features];
        for (int i = 0; i < values.Length; i++)
            values[i] = random.Next(3) == 0 ? (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-20, 20)) : 0.0;
        int[] labels = [.. Enumerable.Range(0, count).Select(row => row < 2 ? row : random.Next(2))];
        double[]? weights = isWeighted ? [.. labels.Select(_ => random.NextDouble())] : null;
        return ClassificationDataset.FromRows((ReadOnlyMemory<double>)values, features, labels, weights: weights);
    }

    public static void AssertEqual(ClassificationDataset expected, ClassificationDataset actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        Assert.Equal(expected.FeatureCount, actual.FeatureCount);
        Assert.Equal(expected.Classes, actual.Classes);
        Assert.Equal(expected.Labels.ToArray(), actual.Labels.ToArray());
        Assert.Equal(expected.Weights.ToArray(), actual.Weights.ToArray());
        double[] expectedRow = new double[expected.FeatureCount];
        double[] actualRow = new double[expected.FeatureCount];
        for (int row = 0; row < expected.Count; row++)
        {
            expected.CopyRow<double>(row, expectedRow);
            actual.CopyRow<double>(row, actualRow);
            Assert.Equal(expectedRow, actualRow);
        }
    }
}
