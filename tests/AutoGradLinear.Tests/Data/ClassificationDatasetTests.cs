using Xunit;

namespace AutoGradLinear.Tests.Data;

public class ClassificationDatasetTests
{
    private enum Fruit
    {
        Apple,
        Banana,
        Cherry,
    }

    [Fact]
    public void NumbersAreSortedAsNumbers()
    {
        ClassificationDataset data = ClassificationDataset.FromRows(new float[] { 1, 2, 3, 4 }, 1, new[] { 10, 9, 2, 10 });
        Assert.Equal(["2", "9", "10"], data.Classes);
        Assert.Equal([2, 1, 0, 2], data.Labels.ToArray());
    }

    [Fact]
    public void MinusOneAndOneAreClasses()
    {
        ClassificationDataset data = ClassificationDataset.FromRows(new double[] { 1, 2 }, 1, new[] { 1.0, -1.0 });
        Assert.Equal(["-1", "1"], data.Classes);
        Assert.Equal([1, 0], data.Labels.ToArray());
    }

    [Fact]
    public void TextsAreSortedByTheirCodes()
    {
        ClassificationDataset data = ClassificationDataset.FromRows(new float[] { 1, 2, 3 }, 1, new[] { "b", "a", "Z" });
        Assert.Equal(["Z", "a", "b"], data.Classes);
    }

    [Fact]
    public void BooleansLongsAndEnumsAreLabelsToo()
    {
        Assert.Equal(["False", "True"], ClassificationDataset.FromRows(new float[] { 1, 2 }, 1, new[] { true, false }).Classes);
        Assert.Equal(["-5", "7"], ClassificationDataset.FromRows(new float[] { 1, 2 }, 1, new[] { 7L, -5L }).Classes);
        Assert.Equal(
            ["Apple", "Cherry"], ClassificationDataset.FromRows(new float[] { 1, 2 }, 1, new[] { Fruit.Cherry, Fruit.Apple }).Classes);
    }

    [Fact]
    public void AGivenListOfClassesKeepsItsOrder()
    {
        ClassificationDataset data = ClassificationDataset.FromRows(
            new float[] { 1, 2 }, 1, new[] { "low", "high" }, classes: ["low", "middle", "high"]);
        Assert.Equal(["low", "middle", "high"], data.Classes);
        Assert.Equal([0, 2], data.Labels.ToArray());
        Assert.Equal(3, data.ClassCount);
    }

    [Fact]
    public void FlatArraysAreNotCopied()
    {
        float[] features = [1, 2, 3, 4];
        ClassificationDataset data = ClassificationDataset.FromRows(features, 2, new[] { 0, 1 });
        Assert.True(data.TryGetRows(1, 1, out ReadOnlySpan<float> row));
        Assert.True(row.Overlaps(features));
        Assert.False(data.TryGetRows<double>(1, 1, out _));
    }

    [Fact]
    public void EveryStorageIsReadAsEveryReal()
    {
        byte[] bytes = [.. Enumerable.Range(0, 200).Select(i => (byte)i)];
        int[] labels = [.. Enumerable.Range(0, 2)];
        ClassificationDataset[] datasets =
        [
            ClassificationDataset.FromRows(bytes, 100, labels),
            ClassificationDataset.FromRows(bytes.Select(b => (Half)b).ToArray(), 100, labels),
            ClassificationDataset.FromRows(bytes.Select(b => (float)b).ToArray(), 100, labels),
            ClassificationDataset.FromRows(bytes.Select(b => (double)b).ToArray(), 100, labels),
        ];
        foreach (ClassificationDataset data in datasets)
        {
            double[] doubles = new double[100];
            float[] floats = new float[100];
            data.CopyRow<double>(1, doubles);
            data.CopyRow<float>(1, floats);
            Assert.Equal(bytes[100..].Select(b => (double)b), doubles);
            Assert.Equal(bytes[100..].Select(b => (float)b), floats);
        }
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "infinite")]
    public void AFeatureThatIsNotFiniteIsNamed(float value, string described)
    {
        float[] features = [1, 2, 3, 4, 5, value];
        var error = Assert.Throws<ArgumentException>(
            () => ClassificationDataset.FromRows(features, 2, new[] { 0, 1, 0 }, featureNames: ["width", "height"]));
        Assert.Contains($"Row 2, column 1 ('height') is {described}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ARaggedRowIsNamed()
    {
        float[][] rows = [[1, 2], [3, 4], [5]];
        var error = Assert.Throws<ArgumentException>(() => ClassificationDataset.FromRows(rows, new[] { 0, 1, 0 }));
        Assert.Contains("Row 2 has 1 features, but row 0 has 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFlatMatrixThatDoesNotDivideIsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => ClassificationDataset.FromRows(new float[7], 3, new[] { 0, 1 }));
        Assert.Contains("length 7, not a whole number of rows of 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ALabelOutsideTheClassesIsNamed()
    {
        var error = Assert.Throws<ArgumentException>(
            () => ClassificationDataset.FromRows(new float[] { 1, 2 }, 1, new[] { "a", "c" }, classes: ["a", "b"]));
        Assert.Contains("Row 1 has the label 'c'", error.Message, StringComparison.Ordinal);
        Assert.Contains("(a, b)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CountsMustMatch()
    {
        var labels = Assert.Throws<ArgumentException>(() => ClassificationDataset.FromRows(new float[4], 2, new[] { 0, 1, 0 }));
        Assert.Contains("'labels' has length 3, but there are 2 rows", labels.Message, StringComparison.Ordinal);
        var names = Assert.Throws<ArgumentException>(
            () => ClassificationDataset.FromRows(new float[4], 2, new[] { 0, 1 }, featureNames: ["x"]));
        Assert.Contains("'featureNames' has length 1, but there are 2 columns", names.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EmptyDataAreRefused()
    {
        Assert.Contains(
            "no rows",
            Assert.Throws<ArgumentException>(() => ClassificationDataset.FromRows(Array.Empty<float>(), 2, Array.Empty<int>())).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "no rows",
            Assert.Throws<ArgumentException>(() => ClassificationDataset.FromRows(Array.Empty<double[]>(), Array.Empty<int>())).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ClassificationDataset.FromRows(new float[2], 0, new[] { 0, 1 }));
    }

    [Fact]
    public void OneClassAloneIsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => ClassificationDataset.FromRows(new float[2], 1, new[] { "a", "a" }));
        Assert.Contains("All rows have the label 'a'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LabelsThatAreMissingAreNamed()
    {
        Assert.Contains(
            "label of row 1 is null",
            Assert.Throws<ArgumentException>(() => ClassificationDataset.FromRows(new float[2], 1, new[] { "a", null! })).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "label of row 1 is NaN",
            Assert.Throws<ArgumentException>(() => ClassificationDataset.FromRows(new float[2], 1, new[] { 1.0, double.NaN })).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void AWeightThatIsNotAllowedIsNamed(double weight)
    {
        var error = Assert.Throws<ArgumentException>(
            () => ClassificationDataset.FromRows(new float[2], 1, new[] { 0, 1 }, weights: [1.0, weight]));
        Assert.Contains("weight of row 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WeightsMustNotAllBeZero() =>
        Assert.Throws<ArgumentException>(() => ClassificationDataset.FromRows(new float[2], 1, new[] { 0, 1 }, weights: [0.0, 0.0]));

    [Fact]
    public void ItemsBecomeExamples()
    {
        (double Height, string Kind)[] items = [(1.5, "tall"), (0.5, "short")];
        ClassificationDataset data = ClassificationDataset.FromEnumerable(
            items, item => new[] { item.Height, 1.0 }, item => item.Kind, weight: item => item.Height);
        Assert.Equal(2, data.FeatureCount);
        Assert.Equal(["short", "tall"], data.Classes);
        Assert.Equal([1.5, 0.5], data.Weights.ToArray());
        Assert.Equal(FeatureStorage.Double, data.Storage);
    }

    [Fact]
    public void CopyRowChecksItsArguments()
    {
        ClassificationDataset data = ClassificationDataset.FromRows(new float[4], 2, new[] { 0, 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => data.CopyRow<float>(2, new float[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => data.CopyRow<float>(-1, new float[2]));
        Assert.Throws<ArgumentException>(() => data.CopyRow<float>(0, new float[1]));
    }

    [Fact]
    public void BytesStayBytesWhenTheyAreScaled()
    {
        ClassificationDataset data = ClassificationDataset.FromRows(new byte[] { 0, 8, 16, 4 }, 2, new[] { 0, 1 }).ScaledBy(1 / 16.0);
        float[] row = new float[2];
        data.CopyRow<float>(1, row);
        Assert.Equal(FeatureStorage.Byte, data.Storage);
        Assert.Equal([1f, 0.25f], row);
        data.ScaledBy(2).CopyRow<float>(1, row);
        Assert.Equal([2f, 0.5f], row);
    }

    [Fact]
    public void RealsAreScaledIntoNewStorage()
    {
        float[] features = [1, 2, 3, 4];
        ClassificationDataset data = ClassificationDataset.FromRows(features, 2, new[] { 0, 1 }).ScaledBy(0.5);
        double[] row = new double[2];
        data.CopyRow<double>(1, row);
        Assert.Equal([1.5, 2.0], row);
        Assert.Equal([1f, 2f, 3f, 4f], features);
        Assert.Throws<ArgumentOutOfRangeException>(() => data.ScaledBy(0));
        Assert.Throws<ArgumentException>(() => data.ScaledBy(1e300));
    }
}
