using Xunit;

namespace AutoGradLinear.Tests.Data;

public class PreparationTests
{
    // Doubles: means and deviations come out to rounding, some tens of ε.
    private const double Tolerance = 1e-13;

    [Fact]
    public void StandardizedFeaturesHaveMeanZeroAndDeviationOne()
    {
        ClassificationDataset iris = SampleData.Iris();
        ClassificationDataset scaled = Preparation.Fit(iris, PreparationStep.Standardize()).Apply(iris);
        double[] values = Values(scaled);
        for (int j = 0; j < 4; j++)
        {
            double[] column = [.. Enumerable.Range(0, 150).Select(i => values[(i * 4) + j])];
            Assert.InRange(column.Average(), -Tolerance, Tolerance);
            Assert.InRange(column.Select(x => x * x).Average(), 1 - Tolerance, 1 + Tolerance);
        }

        Assert.Equal(iris.Classes, scaled.Classes);
        Assert.Equal(iris.FeatureNames, scaled.FeatureNames);
        Assert.Equal(iris.Labels.ToArray(), scaled.Labels.ToArray());
    }

    [Fact]
    public void ALargeMeanCostsNoDigits()
    {
        // Deviation of 1, 2, 3 around 10⁹: √(2/3). One pass over squares would lose all digits.
        ClassificationDataset data = Dense([1e9 + 1, 1e9 + 2, 1e9 + 3], 1);
        double[] values = Values(Preparation.Fit(data, PreparationStep.Standardize()).Apply(data));
        Assert.InRange(values[2], Math.Sqrt(1.5) - 1e-12, Math.Sqrt(1.5) + 1e-12);
        Assert.Equal(0.0, values[1]);
    }

    [Fact]
    public void MinMaxGivesTheUnitInterval()
    {
        ClassificationDataset iris = SampleData.Iris();
        double[] values = Values(Preparation.Fit(iris, PreparationStep.MinMax()).Apply(iris));
        Assert.Equal(0.0, values.Min());
        Assert.InRange(values.Max(), 1 - Tolerance, 1 + Tolerance);
    }

    [Fact]
    public void ATestSetIsPreparedAsTheTrainingSet()
    {
        ClassificationDataset train = Dense([0, 10], 1);
        var preparation = Preparation.Fit(train, PreparationStep.MinMax());
        Assert.Equal([2.0, 0.5], Values(preparation.Apply(Dense([20, 5], 1))));
        float[] row = [20f];
        preparation.Apply<float>(row, row);
        Assert.Equal([2f], row);
    }

    [Fact]
    public void AConstantFeatureBecomesZero()
    {
        ClassificationDataset data = Dense([0.1, 0.1, 0.1], 1);
        Assert.All(Values(Preparation.Fit(data, PreparationStep.Standardize()).Apply(data)), value => Assert.InRange(value, -1e-15, 1e-15));
        Assert.All(Values(Preparation.Fit(data, PreparationStep.MinMax()).Apply(data)), value => Assert.Equal(0.0, value));
    }

    [Fact]
    public void CenteredBytesStayBytesAroundTheMeanImage()
    {
        ClassificationDataset data = ClassificationDataset.FromRows(new byte[] { 0, 10, 4, 30 }, 2, new[] { 0, 1 });
        ClassificationDataset centered = Preparation.Fit(data, PreparationStep.CenterByMean()).Apply(data);
        Assert.Equal(FeatureStorage.Byte, centered.Storage);
        Assert.Equal([-2.0, -10.0, 2.0, 10.0], Values(centered));
        Assert.Equal([-1.0, -5.0, 1.0, 5.0], Values(centered.ScaledBy(0.5)));
        Assert.Equal([2.0, 10.0], Values(centered.Subset([1])));
    }

    [Fact]
    public void ScaledBytesStayBytes()
    {
        ClassificationDataset digits = SampleData.Digits();
        var preparation = Preparation.Fit(digits, PreparationStep.Scale(1 / 255.0));
        ClassificationDataset scaled = preparation.Apply(digits);
        Assert.Equal(FeatureStorage.Byte, scaled.Storage);
        float[] raw = new float[64];
        float[] one = new float[64];
        float[] ofDataset = new float[64];
        digits.CopyRow<float>(7, raw);
        preparation.Apply<float>(raw, one);
        scaled.CopyRow<float>(7, ofDataset);
        Assert.Equal(ofDataset, one);
    }

    [Fact]
    public void UnitRowsHaveLengthOne()
    {
        ClassificationDataset data = Dense([3, 4, 0, 0, 1e200, 1e200], 2);
        Assert.Equal([0.6, 0.8, 0, 0, Math.Sqrt(0.5), Math.Sqrt(0.5)], Values(Preparation.Fit(data, PreparationStep.UnitRows()).Apply(data)), Close);
        Assert.Equal([3 / 7.0, 4 / 7.0, 0, 0, 0.5, 0.5], Values(Preparation.Fit(data, PreparationStep.UnitRows(RowNorm.L1)).Apply(data)), Close);
    }

    [Fact]
    public void TfIdfFollowsItsFormula()
    {
        // df = 2, 1, 0 of N = 2 texts.
        ClassificationDataset train = Dense([1, 3, 0, 2, 0, 0], 3);
        ClassificationDataset test = Dense([5, 2, 7, 0, 1, 0], 3);
        Assert.Equal(
            [0, (1 + Math.Log(2)) * Math.Log(2), 0, 0, Math.Log(2), 0],
            Values(Preparation.Fit(train, PreparationStep.TfIdf()).Apply(test)), Close);
        Assert.Equal(
            [5, 2 * (Math.Log(1.5) + 1), 7 * (Math.Log(3) + 1), 0, Math.Log(1.5) + 1, 0],
            Values(Preparation.Fit(train, PreparationStep.TfIdf(TermFrequency.Count, InverseDocumentFrequency.Smoothed)).Apply(test)), Close);
        Assert.Equal(
            [1, 1, 1, 0, 1, 0],
            Values(Preparation.Fit(train, PreparationStep.TfIdf(TermFrequency.Binary, InverseDocumentFrequency.None)).Apply(test)));
    }

    [Fact]
    public void NegativeCountsAreRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => Preparation.Fit(Dense([1, -1], 1), PreparationStep.TfIdf()));
        Assert.Contains("Row 1, column 0 is negative", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ConstantFeaturesAreDroppedWithTheirNames()
    {
        ClassificationDataset data = ClassificationDataset.FromRows(
            new float[] { 1, 2, 3, 1, 5, 4 }, 3, new[] { "a", "b" }, weights: [1, 2], featureNames: ["x", "y", "z"]);
        var preparation = Preparation.Fit(data, PreparationStep.DropConstant(), PreparationStep.MaxAbs());
        ClassificationDataset prepared = preparation.Apply(data);
        Assert.Equal(["y", "z"], prepared.FeatureNames);
        Assert.Equal(preparation.FeatureNames, prepared.FeatureNames);
        Assert.Equal([0.4, 0.75, 1, 1], Values(prepared), (a, b) => Math.Abs(a - b) < 1e-7); // Floats.
        Assert.Equal([1.0, 2.0], prepared.Weights.ToArray());
        double[] one = new double[2];
        preparation.Apply<double>([1, 2, 3], one);
        Assert.Equal([0.4, 0.75], one, Close);
        Assert.Throws<ArgumentException>(() => Preparation.Fit(Dense([1, 1], 1), PreparationStep.DropConstant()));
    }

    [Fact]
    public void SparseAndDenseGiveTheSame()
    {
        ClassificationDataset dense = RandomCounts(300, 20);
        ClassificationDataset sparse = dense.ToSparse();
        PreparationStep[][] recipes =
        [
            [PreparationStep.Standardize(center: false)],
            [PreparationStep.MinMax()],
            [PreparationStep.MaxAbs(), PreparationStep.Scale(3)],
            [PreparationStep.DropConstant(), PreparationStep.TfIdf(), PreparationStep.UnitRows()],
            [PreparationStep.UnitRows(RowNorm.L1)],
        ];
        foreach (PreparationStep[] recipe in recipes)
        {
            var preparation = Preparation.Fit(sparse, recipe);
            ClassificationDataset prepared = preparation.Apply(sparse);
            Assert.True(prepared.IsSparse);

            // What is applied is the same to the last bit; what is fitted adds up in another order.
            Assert.Equal(Values(preparation.Apply(dense)), Values(prepared));
            Assert.Equal(Values(Preparation.Fit(dense, recipe).Apply(dense)), Values(prepared), (a, b) => Math.Abs(a - b) < 1e-12);

            int[] columns = new int[sparse.StoredColumns(5).Length];
            double[] values = new double[columns.Length];
            sparse.CopyStoredValues<double>(5, values);
            int count = preparation.Apply<double>(sparse.StoredColumns(5), values, columns, values);
            Assert.Equal(prepared.StoredColumns(5).ToArray(), columns[..count]);
            double[] expected = new double[count];
            prepared.CopyStoredValues<double>(5, expected);
            Assert.Equal(expected, values[..count]);
        }
    }

    [Fact]
    public void WhatWouldFillASparseDatasetIsRefusedWithAdvice()
    {
        ClassificationDataset sparse = Dense([0, -1, 2, 5], 2).ToSparse();
        Assert.Contains("center: false", Assert.Throws<ArgumentException>(() => Preparation.Fit(sparse, PreparationStep.Standardize())).Message, StringComparison.Ordinal);
        Assert.Contains("MaxAbs", Assert.Throws<ArgumentException>(() => Preparation.Fit(sparse, PreparationStep.MinMax())).Message, StringComparison.Ordinal);
        Assert.Contains("ToDense", Assert.Throws<ArgumentException>(() => Preparation.Fit(sparse, PreparationStep.CenterByMean())).Message, StringComparison.Ordinal);
        var fitted = Preparation.Fit(sparse.ToDense(), PreparationStep.Standardize());
        Assert.Contains("sparse", Assert.Throws<ArgumentException>(() => fitted.Apply(sparse)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => fitted.Apply<float>([0], [1f], new int[1], new float[1]));
    }

    [Fact]
    public void FeaturesMustBeThoseThatWereFittedOn()
    {
        var preparation = Preparation.Fit(SampleData.Iris(), PreparationStep.Standardize());
        Assert.Contains(
            "64 features; the preparation was fitted on 4",
            Assert.Throws<ArgumentException>(() => preparation.Apply(SampleData.Digits())).Message, StringComparison.Ordinal);
        ClassificationDataset other = ClassificationDataset.FromRows(
            new float[8], 4, new[] { 0, 1 }, featureNames: ["sepal_length", "petal_length", "sepal_width", "petal_width"]);
        Assert.Contains("Column 1 is 'petal_length'", Assert.Throws<ArgumentException>(() => preparation.Apply(other)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => preparation.Apply<float>(new float[4], new float[3]));
        Assert.Throws<ArgumentException>(() => preparation.Apply<float>(new float[3], new float[4]));
    }

    [Fact]
    public void JoinedPreparationsDoOneAfterTheOther()
    {
        ClassificationDataset iris = SampleData.Iris();
        var first = Preparation.Fit(iris, PreparationStep.Standardize());
        var second = Preparation.Fit(first.Apply(iris), PreparationStep.UnitRows());
        Assert.Equal(Values(second.Apply(first.Apply(iris))), Values(first.Then(second).Apply(iris)));
        Assert.Equal(
            Values(Preparation.Fit(iris, PreparationStep.Standardize(), PreparationStep.UnitRows()).Apply(iris)),
            Values(first.Then(second).Apply(iris)));
        Assert.Throws<ArgumentException>(() => first.Then(Preparation.Fit(SampleData.Digits())));
    }

    internal static ClassificationDataset Dense(double[] values, int columns) =>
        ClassificationDataset.FromRows(values, columns, [.. Enumerable.Range(0, values.Length / columns).Select(i => i % 2)]);

    internal static ClassificationDataset RandomCounts(int rows, int columns)
    {
        var random = new AutoGradLinear.Numerics.DeterministicRandom(11);
        double[] values = new double[rows * columns];
        for (int i = 0; i < values.Length; i++)
            values[i] = i % columns == 3 ? 0 : Math.Max(0, (int)(random.NextUInt64() % 8) - 4);
        return Dense(values, columns);
    }

    internal static double[] Values(ClassificationDataset data)
    {
        double[] values = new double[data.Count * data.FeatureCount];
        data.CopyRows<double>(0, data.Count, values);
        return values;
    }

    private static bool Close(double a, double b) => Math.Abs(a - b) <= Tolerance * Math.Max(1, Math.Abs(b));
}
