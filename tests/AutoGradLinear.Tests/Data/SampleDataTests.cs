using Xunit;

namespace AutoGradLinear.Tests.Data;

public class SampleDataTests
{
    [Fact]
    public void DigitsAreThePublishedOnes()
    {
        ClassificationDataset digits = SampleData.Digits();
        Assert.Equal(1797, digits.Count);
        Assert.Equal(64, digits.FeatureCount);
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], digits.Classes);
        Assert.Equal("pixel_7_3", digits.FeatureNames![59]);

        // The examples per class as UCI gives them.
        int[] counts = [178, 182, 177, 183, 181, 182, 181, 179, 174, 180];
        for (int c = 0; c < 10; c++)
            Assert.Equal(counts[c], digits.Labels.Count(c));
        float[] first = new float[64];
        digits.CopyRow<float>(0, first);
        Assert.Equal([0f, 0f, 5f, 13f, 9f, 1f, 0f, 0f], first[..8]);
    }

    [Fact]
    public void DigitsHoldInkFrom0To16()
    {
        ClassificationDataset digits = SampleData.Digits();
        float[] all = new float[digits.Count * 64];
        digits.CopyRows<float>(0, digits.Count, all);
        Assert.Equal(0f, all.Min());
        Assert.Equal(16f, all.Max());
    }

    [Fact]
    public void IrisIsThePublishedOne()
    {
        ClassificationDataset iris = SampleData.Iris();
        Assert.Equal(150, iris.Count);
        Assert.Equal(["setosa", "versicolor", "virginica"], iris.Classes);
        Assert.Equal(["sepal_length", "sepal_width", "petal_length", "petal_width"], iris.FeatureNames!);
        for (int c = 0; c < 3; c++)
            Assert.Equal(50, iris.Labels.Count(c));
        double[] first = new double[4];
        iris.CopyRow<double>(0, first);
        Assert.Equal([5.1, 3.5, 1.4, 0.2], first);
    }
}
