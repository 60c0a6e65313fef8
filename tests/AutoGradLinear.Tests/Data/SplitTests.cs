using CsCheck;
using Xunit;

namespace AutoGradLinear.Tests.Data;

public class SplitTests
{
    [Fact]
    public void ClassesKeepTheirProportions()
    {
        ClassificationDataset digits = SampleData.Digits();
        (ClassificationDataset train, ClassificationDataset test) = digits.Split(0.25, 7);
        Assert.Equal(449, test.Count);
        Assert.Equal(1348, train.Count);
        for (int c = 0; c < 10; c++)
        {
            int all = digits.Labels.Count(c);
            // Whole part of the share, or one more.
            Assert.InRange(test.Labels.Count(c), (int)Math.Floor(all * 0.25), (int)Math.Floor(all * 0.25) + 1);
            Assert.Equal(all, test.Labels.Count(c) + train.Labels.Count(c));
        }

        Assert.Equal(digits.Classes, train.Classes);
        Assert.Equal(digits.FeatureNames, test.FeatureNames);
    }

    [Fact]
    public void ASeedGivesTheSameSplitForever()
    {
        ClassificationDataset data = Numbered(12, 3);
        Assert.Equal([1.0, 3.0, 4.0, 5.0, 8.0, 9.0], Rows(data.Split(0.5, 7).Test));
        Assert.Equal(Rows(data.Split(0.5, 7).Train), Rows(data.Split(0.5, 7).Train));
        Assert.NotEqual(Rows(data.Split(0.5, 8).Test), Rows(data.Split(0.5, 7).Test));
    }

    [Fact]
    public void EveryRowIsInOnePart() =>
        Gen.Select(Gen.Int[5, 60], Gen.Int[2, 4], Gen.Double[0.15, 0.85], Gen.Int).Sample((count, classes, fraction, seed) =>
        {
            (ClassificationDataset train, ClassificationDataset test) = Numbered(count, classes).Split(fraction, seed);
            Assert.Equal(Enumerable.Range(0, count).Select(i => (double)i), Rows(train).Concat(Rows(test)).Order());
            Assert.Equal((int)Math.Round(count * fraction, MidpointRounding.AwayFromZero), test.Count);
        });

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(double.NaN)]
    public void RefusesFractionsOutOfRange(double fraction) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Numbered(10, 2).Split(fraction, 0));

    [Fact]
    public void RefusesAnEmptyPart() => Assert.Throws<ArgumentException>(() => Numbered(4, 2).Split(0.01, 0));

    [Fact]
    public void SubsetsKeepClassesAndWeights()
    {
        ClassificationDataset data = ClassificationDataset.FromRows(
            new float[] { 1, 2, 3 }, 1, new[] { "a", "b", "c" }, weights: [1.0, 0.0, 3.0]);
        ClassificationDataset part = data.Subset([2, 0, 2]);
        Assert.Equal(["a", "b", "c"], part.Classes);
        Assert.Equal([2, 0, 2], part.Labels.ToArray());
        Assert.Equal([3.0, 1.0, 3.0], part.Weights.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => data.Subset([3]));
        Assert.Throws<ArgumentException>(() => data.Subset([]));
        Assert.Throws<ArgumentException>(() => data.Subset([1]));
    }

    private static ClassificationDataset Numbered(int count, int classes) => ClassificationDataset.FromRows(
        Enumerable.Range(0, count).Select(i => (double)i).ToArray(), 1, [.. Enumerable.Range(0, count).Select(i => i % classes)]);

    private static double[] Rows(ClassificationDataset data)
    {
        double[] rows = new double[data.Count];
        data.CopyRows<double>(0, data.Count, rows);
        return rows;
    }
}
