using Xunit;

namespace AutoGradLinear.Tests;

public class TableEncoderTests
{
    private static readonly string[] Labels = ["no", "yes", "yes", "no", "yes"];

    private static FeatureTable Train { get; } = FeatureTable.FromColumns(
        [
            new NumericColumn("age", [30.0, double.NaN, 50.0, 40.0, 80.0]),
            new CategoryColumn("job", ["cook", null, "baker", "cook", "smith"]),
        ],
        Labels);

    internal static double[] Row(ClassificationDataset dataset, int row)
    {
        double[] features = new double[dataset.FeatureCount];
        dataset.CopyRow<double>(row, features);
        return features;
    }

    private static FeatureTable Test(double age, string? job, string label = "no") =>
        FeatureTable.FromColumns([new CategoryColumn("job", [job]), new NumericColumn("age", [age])], [label]);

    private static void Throws(string part, Action action) =>
        Assert.Contains(part, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);

    [Fact]
    public void NumbersAreImputedByTheMeanAndCategoriesOneHotInOrdinalOrder()
    {
        TableEncoder encoder = TableEncoder.Fit(Train);
        Assert.Equal(["age", "job=baker", "job=cook", "job=smith", "job is missing"], encoder.FeatureNames);
        ClassificationDataset dataset = encoder.Apply(Train);
        Assert.Equal([30.0, 0, 1, 0, 0], Row(dataset, 0));
        Assert.Equal([50.0, 0, 0, 0, 1], Row(dataset, 1));
        Assert.Equal([80.0, 0, 0, 1, 0], Row(dataset, 4));
        Assert.Equal(encoder.FeatureNames, dataset.FeatureNames);
        Assert.Equal(["no", "yes"], dataset.Classes);
        Assert.Equal(Train.Labels.ToArray(), dataset.Labels.ToArray());
    }

    [Fact]
    public void OnlyTrainingDataAreFittedOn()
    {
        ClassificationDataset test = TableEncoder.Fit(Train).Apply(Test(double.NaN, "tailor"));
        Assert.Equal([50.0, 0, 0, 0, 0], Row(test, 0));
        Assert.Equal(2, test.ClassCount);
    }

    [Theory]
    [InlineData(Imputation.Mean, 50.0)]
    [InlineData(Imputation.Median, 45.0)]
    [InlineData(Imputation.Constant, -1.0)]
    public void MissingNumbersBecomeWhatTheOptionsSay(Imputation imputation, double expected)
    {
        var options = new TableEncoderOptions { Numeric = new() { Imputation = imputation, Constant = -1.0, MissingIndicator = true }, Drop = ["job"] };
        TableEncoder encoder = TableEncoder.Fit(Train, options);
        Assert.Equal(["age", "age is missing"], encoder.FeatureNames);
        Assert.Equal([expected, 1.0], Row(encoder.Apply(Train), 1));
        Assert.Equal([30.0, 0.0], Row(encoder.Apply(Train), 0));
    }

    [Fact]
    public void AColumnWithoutMissingNumbersHasNoIndicator()
    {
        var options = new TableEncoderOptions { Numeric = new() { MissingIndicator = true } };
        Assert.Equal(["x"], TableEncoder.Fit(FeatureTable.FromColumns([new NumericColumn("x", [1.0, 2.0])], ["a", "b"]), options).FeatureNames);
    }

    [Fact]
    public void RareCategoriesShareAFeatureThatUnknownOnesJoin()
    {
        var options = new TableEncoderOptions { Category = new OneHotEncoding { MinFrequency = 2 }, Drop = ["age"] };
        TableEncoder encoder = TableEncoder.Fit(Train, options);
        Assert.Equal(["job=cook", "job is other", "job is missing"], encoder.FeatureNames);
        Assert.Equal([0.0, 1, 0], Row(encoder.Apply(Train), 2));
        Assert.Equal([0.0, 1, 0], Row(encoder.Apply(Test(1, "tailor")), 0));
        TableEncoder zeros = TableEncoder.Fit(Train, options with { Category = new OneHotEncoding { MinFrequency = 2, Unknown = UnknownCategory.Zeros } });
        Assert.Equal([0.0, 0, 0], Row(zeros.Apply(Test(1, "tailor")), 0));
        Assert.Equal([0.0, 1, 0], Row(zeros.Apply(Test(1, "smith")), 0));
    }

    [Fact]
    public void TheMostFrequentCategoriesAreKept()
    {
        var options = new TableEncoderOptions { Category = new OneHotEncoding { MaxCategories = 2 }, Drop = ["age"] };
        Assert.Equal(["job=baker", "job=cook", "job is other", "job is missing"], TableEncoder.Fit(Train, options).FeatureNames);
    }

    [Fact]
    public void MissingCategoriesBecomeWhatTheOptionsSay()
    {
        double[] Missing(MissingCategory missing) =>
            Row(TableEncoder.Fit(Train, new() { Category = new OneHotEncoding { Missing = missing }, Drop = ["age"] }).Apply(Train), 1);
        Assert.Equal([0.0, 0, 0, 1], Missing(MissingCategory.Own));
        Assert.Equal([0.0, 0, 0], Missing(MissingCategory.Zeros));
        Assert.Equal([0.0, 1, 0], Missing(MissingCategory.MostFrequent));
        Throws("Row 1 of column 'job' is missing", () => Missing(MissingCategory.Refuse));
        FeatureTable complete = Train.Subset([0, 2, 3]);
        Assert.Equal(
            [0.0, 0], Row(TableEncoder.Fit(complete, new() { Drop = ["age"] }).Apply(Test(1, null)), 0));
        TableEncoder refusing = TableEncoder.Fit(complete, new() { Category = new OneHotEncoding { Missing = MissingCategory.Refuse } });
        Throws("Row 0 of column 'job' is missing", () => refusing.Apply(Test(1, null)));
    }

    [Fact]
    public void HashedCategoriesGoToTheSameFeatureOnEveryMachine()
    {
        var options = new TableEncoderOptions { Category = new HashEncoding { Bits = 3 }, Drop = ["age"] };
        TableEncoder encoder = TableEncoder.Fit(Train, options);
        Assert.Equal(9, encoder.FeatureCount);
        Assert.Equal("job#0", encoder.FeatureNames[0]);
        Assert.Equal("job is missing", encoder.FeatureNames[8]);

        // MurmurHash3 (x86, 32 bits, seed 0) of "hello" is 0x248BFA47: feature 7, and a sign bit of 0.
        double[] row = Row(encoder.Apply(Test(1, "hello")), 0);
        Assert.Equal([0.0, 0, 0, 0, 0, 0, 0, 1, 0], row);
        Assert.Equal(1.0, Row(encoder.Apply(Train), 1)[8]);
        string[] many = [.. Enumerable.Range(0, 1000).Select(i => $"city {i}")];
        int negative = many.Count(city => Row(encoder.Apply(Test(1, city)), 0).Sum() < 0);

        // 1000 fair signs: 500 ± 16; six standard deviations.
        Assert.InRange(negative, 400, 600);
    }

    [Fact]
    public void SingleColumnsHaveTheirOwnEncoding()
    {
        var options = new TableEncoderOptions
        {
            Columns = new Dictionary<string, ColumnEncoding> { ["job"] = new HashEncoding { Bits = 1, Missing = MissingCategory.Zeros }, ["age"] = new NumericEncoding { Imputation = Imputation.Constant } },
        };
        TableEncoder encoder = TableEncoder.Fit(Train, options);
        Assert.Equal(["age", "job#0", "job#1"], encoder.FeatureNames);
        Assert.Equal([0.0, 0, 0], Row(encoder.Apply(Train), 1));
    }

    [Fact]
    public void SparseAndDenseHoldTheSame()
    {
        string[] cities = [.. Enumerable.Range(0, 200).Select(i => $"city {i % 50}")];
        double[] sizes = [.. Enumerable.Range(0, 200).Select(i => i % 7 == 0 ? double.NaN : i % 3)];
        FeatureTable table = FeatureTable.FromColumns(
            [new CategoryColumn("city", cities), new NumericColumn("size", sizes)], [.. Enumerable.Range(0, 200).Select(i => i % 2)]);
        var options = new TableEncoderOptions { Numeric = new() { MissingIndicator = true } };
        ClassificationDataset automatic = TableEncoder.Fit(table, options).Apply(table);
        Assert.True(automatic.IsSparse);
        ClassificationDataset dense = TableEncoder.Fit(table, options with { Storage = TableStorage.Dense, Precision = FeatureStorage.Single }).Apply(table);
        Assert.False(dense.IsSparse);
        Assert.Equal(FeatureStorage.Single, dense.Storage);
        for (int row = 0; row < table.Count; row++)
        {
            // The mean is not a float; all else is exact.
            Assert.Equal(Row(automatic, row).Select(value => (double)(float)value), Row(dense, row));
        }

        Assert.False(TableEncoder.Fit(Train).IsSparse);
        Assert.True(TableEncoder.Fit(Train, new() { Storage = TableStorage.Sparse }).Apply(Train).IsSparse);
    }

    [Fact]
    public void ClassesAreThoseOfTheTrainingData()
    {
        FeatureTable other = FeatureTable.FromColumns(
            [new NumericColumn("age", [1.0, 2.0]), new CategoryColumn("job", ["cook", "cook"])], ["yes", "no"], ["yes", "no"], weights: [1, 3]);
        ClassificationDataset dataset = TableEncoder.Fit(Train).Apply(other);
        Assert.Equal([1, 0], dataset.Labels.ToArray());
        Assert.Equal([1.0, 3.0], dataset.Weights.ToArray());
        Throws("Row 0 has the label 'perhaps', which is none of the training data's classes (no, yes)", () => TableEncoder.Fit(Train).Apply(Test(1, "cook", "perhaps")));
    }

    [Fact]
    public void OneClassIsEnoughToFitButNotForADataset()
    {
        FeatureTable one = FeatureTable.FromColumns([new NumericColumn("x", [1.0, 2.0])], ["a", "a"]);
        Throws("needs two classes", () => TableEncoder.Fit(one).Apply(one));
    }

    [Fact]
    public void OtherColumnsAreNamed()
    {
        TableEncoder encoder = TableEncoder.Fit(Train);
        FeatureColumn age = new NumericColumn("age", [1.0]);
        FeatureColumn job = new CategoryColumn("job", ["cook"]);
        FeatureTable Table(params FeatureColumn[] columns) => FeatureTable.FromColumns(columns, ["no"]);
        Throws("lacks the column 'job'", () => encoder.Apply(Table(age)));
        Throws("lacks the column 'job', which the training data have; it has the column 'Job'", () => encoder.Apply(Table(age, new CategoryColumn("Job", ["cook"]))));
        Throws("has the column 'zip'", () => encoder.Apply(Table(age, job, new NumericColumn("zip", [1.0]))));
        Throws("Column 'age' holds categories here and numbers in the training data", () => encoder.Apply(Table(new CategoryColumn("age", ["old"]), job)));
        Throws("name column 'jobs'", () => TableEncoder.Fit(Train, new() { Drop = ["jobs"] }));
        Throws("Column 'age' holds numbers; its encoding", () => TableEncoder.Fit(Train, new() { Columns = new Dictionary<string, ColumnEncoding> { ["age"] = new OneHotEncoding() } }));
        Throws("There are no columns left", () => TableEncoder.Fit(Train, new() { Drop = ["age", "job"] }));
        Throws("Column 'x' has no values", () => TableEncoder.Fit(Table(new NumericColumn("x", [double.NaN]))));
        TableEncoder dropping = TableEncoder.Fit(Train, new() { Drop = ["job"] });
        Assert.Equal([1.0], Row(dropping.Apply(Table(age)), 0));
        Assert.Equal([1.0], Row(dropping.Apply(Table(age, job)), 0));
    }

    [Fact]
    public void AColumnThatIsMissingThroughoutHasAnyKind() =>
        Assert.Equal([7.0, 0, 0, 0, 1], Row(TableEncoder.Fit(Train).Apply(FeatureTable.FromColumns(
            [new NumericColumn("age", [7.0]), new NumericColumn("job", [double.NaN])], ["no"])), 0));

    [Fact]
    public void RefusedValuesNameTheRow()
    {
        TableEncoder encoder = TableEncoder.Fit(
            Train.Subset([0, 2, 3]),
            new() { Numeric = new() { Imputation = Imputation.Refuse }, Category = new OneHotEncoding { Unknown = UnknownCategory.Refuse } });
        Throws("Row 0 of column 'age' is missing", () => encoder.Apply(Test(double.NaN, "cook")));
        Throws("Row 0 of column 'job' has the category 'tailor'", () => encoder.Apply(Test(1, "tailor")));
        float[] features = new float[encoder.FeatureCount];
        Throws("Column 'job' has the value 'tailor'", () => encoder.Encode<float>(["1", "tailor"], features));
        Throws("Column 'age' is missing", () => encoder.Encode<float>(["", "cook"], features));
    }

    [Fact]
    public void NumbersTooLargeForFloatsAreNamed()
    {
        FeatureTable large = FeatureTable.FromColumns([new NumericColumn("x", [1e300, 1.0])], ["a", "b"]);
        TableEncoder encoder = TableEncoder.Fit(large, new() { Precision = FeatureStorage.Single });
        Throws("Row 0, column 0 ('x') is infinite", () => encoder.Apply(large));
        Throws("too large", () => encoder.Encode<float>(["1e300"], new float[1]));
    }

    [Fact]
    public void OneRecordBecomesWhatItsRowBecomes()
    {
        TableEncoder encoder = TableEncoder.Fit(Train, new() { Numeric = new() { MissingIndicator = true } });
        ClassificationDataset dataset = encoder.Apply(Train);
        double[] features = new double[encoder.FeatureCount + 1];
        for (int row = 0; row < Train.Count; row++)
        {
            double age = ((NumericColumn)Train["age"]).Values[row];
            string? job = ((CategoryColumn)Train["job"]).CategoryOf(row);
            encoder.Encode<double>([double.IsNaN(age) ? null : $"{age}", job], features);
            Assert.Equal(Row(dataset, row), features[..^1]);
            encoder.Encode(new Dictionary<string, object?> { ["job"] = job, ["age"] = age, ["id"] = 17 }, features.AsSpan());
            Assert.Equal(Row(dataset, row), features[..^1]);
        }
    }

    [Fact]
    public void RecordsTakeAnyNumericType()
    {
        TableEncoder encoder = TableEncoder.Fit(Train, new() { Drop = ["job"] });
        foreach (object value in new object[] { 3, 3L, 3u, (byte)3, 3f, 3.0, 3m, (Half)3f, "3", " 3.0 " })
        {
            float[] features = new float[1];
            encoder.Encode(new Dictionary<string, object?> { ["age"] = value }, features.AsSpan());
            Assert.Equal(3f, features[0]);
        }
    }

    [Fact]
    public void MistakesInRecordsNameTheColumn()
    {
        TableEncoder encoder = TableEncoder.Fit(Train);
        double[] features = new double[encoder.FeatureCount];
        Throws("no value for column 'job'", () => encoder.Encode(new Dictionary<string, object?> { ["age"] = 1 }, features.AsSpan()));
        Throws("Column 'age' has the value 'old'", () => encoder.Encode<double>(["old", "cook"], features));
        Throws("Column 'age' is infinite", () => encoder.Encode<double>(["1e999", "cook"], features));
        Throws("has a value of type System.DateTime", () => encoder.Encode(new Dictionary<string, object?> { ["age"] = default(DateTime), ["job"] = null }, features.AsSpan()));
        Throws("There are 1 fields; give 2", () => encoder.Encode<double>(["1"], features));
        Throws("'features' has length 4", () => encoder.Encode<double>(["1", "cook"], features.AsSpan(1)));
    }

    [Fact]
    public void OptionsAreChecked()
    {
        Throws("One category or more", () => TableEncoder.Fit(Train, new() { Category = new OneHotEncoding { MaxCategories = 0 } }));
        Throws("one row or more", () => TableEncoder.Fit(Train, new() { Category = new OneHotEncoding { MinFrequency = 0 } }));
        Throws("hashed column", () => TableEncoder.Fit(Train, new() { Category = new HashEncoding { Bits = 21 } }));
        Throws("most frequent one is not known", () => TableEncoder.Fit(Train, new() { Category = new HashEncoding { Missing = MissingCategory.MostFrequent } }));
        Throws("must be finite", () => TableEncoder.Fit(Train, new() { Numeric = new() { Constant = double.NaN } }));
        Throws("kept as Single or Double", () => TableEncoder.Fit(Train, new() { Precision = FeatureStorage.Byte }));
    }
}
