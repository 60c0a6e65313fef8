using AutoGradLinear.Data;
using Xunit;

namespace AutoGradLinear.Tests.Data;

public class DataFingerprintTests
{
    private static readonly double[] Values = [1.0, 0.0, 0.0, 2.5];

    [Fact]
    public void StorageDoesNotMatter()
    {
        ClassificationDataset dense = ClassificationDataset.FromRows<int>(Values, 2, [0, 1]);
        float[] floats = [1f, 0f, 0f, 2.5f];
        Assert.Equal(DataFingerprint.Of(dense), DataFingerprint.Of(dense.ToSparse()));
        Assert.Equal(DataFingerprint.Of(dense), DataFingerprint.Of(ClassificationDataset.FromRows<int>(floats, 2, [0, 1])));
    }

    [Fact]
    public void EveryNumberAndNameMatters()
    {
        string[] fingerprints =
        [
            DataFingerprint.Of(ClassificationDataset.FromRows<int>(Values, 2, [0, 1])),
            DataFingerprint.Of(ClassificationDataset.FromRows<int>(Values, 2, [1, 0])),
            DataFingerprint.Of(ClassificationDataset.FromRows<int>(Values, 2, [0, 2])),
            DataFingerprint.Of(ClassificationDataset.FromRows<int>(Values, 2, [0, 1], weights: [1.0, 2.0])),
            DataFingerprint.Of(ClassificationDataset.FromRows<int>(Values, 2, [0, 1], featureNames: ["a", "b"])),
            DataFingerprint.Of(ClassificationDataset.FromRows<int>(new[] { 1.0, 0.0, 0.0, 2.6 }, 2, [0, 1])),
            DataFingerprint.Of(ClassificationDataset.FromRows<int>(new[] { 0.0, 1.0, 0.0, 2.5 }, 2, [0, 1])),
        ];
        Assert.Equal(fingerprints.Length, fingerprints.Distinct().Count());
    }
}
