using Xunit;

namespace AutoGradLinear.Tests.Data;

public class FeatureScalerTests
{
    // The features are stored as doubles, so means and deviations come out to rounding: some tens of ε.
    private const double Tolerance = 1e-13;

    [Fact]
    public void StandardizedFeaturesHaveMeanZeroAndDeviationOne()
    {
        ClassificationDataset iris = SampleData.Iris();
        ClassificationDataset scaled = FeatureScaler.Standardize(iris).Apply(iris);
        double[] values = Values(scaled);
        for (int j = 0; j < 4; j++)
        {
            double[] column = [.. Enumerable.Range(0, 150).Select(i => values[(i * 4) + j])];
            Assert.InRange(column.Average(), -Tolerance, Tolerance);
            Assert.InRange(column.Select(x => x * x).Average(), 1 - Tolerance, 1 + Tolerance);
        }

        Assert.Equal(iris.Classes, scaled.Classes);
        Assert.Equal(iris.Labels.ToArray(), scaled.Labels.ToArray());
    }

    [Fact]
    public void MinMaxGivesTheUnitInterval()
    {
        ClassificationDataset iris = SampleData.Iris();
        double[] values = Values(FeatureScaler.MinMax(iris).Apply(iris));
        Assert.Equal(0.0, values.Min());
        Assert.InRange(values.Max(), 1 - Tolerance, 1 + Tolerance);
    }

    [Fact]
    public void ATestSetIsScaledAsTheTrainingSet()
    {
        ClassificationDataset train = ClassificationDataset.FromRows(new double[] { 0, 10 }, 1, new[] { 0, 1 });
        ClassificationDataset test = ClassificationDataset.FromRows(new double[] { 20, 5 }, 1, new[] { 0, 1 });
        FeatureScaler scaler = FeatureScaler.MinMax(train);
        Assert.Equal([2.0, 0.5], Values(scaler.Apply(test)));
        float[] row = [20f];
        scaler.Apply<float>(row);
        Assert.Equal([2f], row);
    }

    [Fact]
    public void AConstantFeatureBecomesZero()
    {
        ClassificationDataset data = ClassificationDataset.FromRows(new double[] { 0.1, 0.1, 0.1 }, 1, new[] { 0, 1, 1 });
        Assert.All(Values(FeatureScaler.Standardize(data).Apply(data)), value => Assert.InRange(value, -1e-15, 1e-15));
        Assert.All(Values(FeatureScaler.MinMax(data).Apply(data)), value => Assert.Equal(0.0, value));
    }

    [Fact]
    public void BytesBecomeFloats()
    {
        ClassificationDataset data = ClassificationDataset.FromRows(new byte[] { 0, 10 }, 1, new[] { 0, 1 });
        Assert.Equal(FeatureStorage.Single, FeatureScaler.MinMax(data).Apply(data).Storage);
    }

    [Fact]
    public void TheNumberOfFeaturesMustMatch()
    {
        FeatureScaler scaler = FeatureScaler.Standardize(SampleData.Iris());
        var error = Assert.Throws<ArgumentException>(() => scaler.Apply(SampleData.Digits()));
        Assert.Contains("64 features; the scaling was fitted on 4", error.Message, StringComparison.Ordinal);
    }

    private static double[] Values(ClassificationDataset data)
    {
        double[] values = new double[data.Count * data.FeatureCount];
        data.CopyRows<double>(0, data.Count, values);
        return values;
    }
}
