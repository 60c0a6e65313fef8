using AutoGradLinear.Losses;
using Xunit;

namespace AutoGradLinear.Tests;

/// <summary>Rows that are yet to be classified.</summary>
public sealed class UnlabelledTableTests : CsvTestFile
{
    private const string Labelled =
        """
        age,job,income
        30,cook,low
        ?,baker,high
        50,smith,high
        25,cook,low
        61,?,high

        """;

    private const string Unlabelled =
        """
        job,age
        cook,30
        baker,?
        smith,50
        cook,25
        ?,61

        """;

    [Fact]
    public void RowsWithoutLabelsAreClassifiedAsThoseWithThem()
    {
        FeatureTable train = Read(Labelled);
        var encoder = TableEncoder.Fit(train);
        ClassificationDataset features = encoder.Apply(train);
        var preparation = Preparation.Fit(features, PreparationStep.MaxAbs());
        ClassificationDataset prepared = preparation.Apply(features);
        var model = LogisticClassifier.Train(prepared, new Logistic<float>(), new L2<float>(1e-3f));
        CalibratedClassifier calibrated = model.Calibrate(Calibration.Temperature, prepared);

        ClassificationDataset rows = preparation.Apply(encoder.Apply(Read(Unlabelled, new() { Target = null, ColumnKinds = encoder.ColumnKinds })));
        Assert.False(rows.HasLabels);
        Assert.Equal(["high", "low"], rows.Classes);
        Assert.Equal(features.FeatureNames!, rows.FeatureNames!);
        Assert.Equal(model.Predict(prepared), model.Predict(rows));
        Assert.Equal(calibrated.PredictProbabilities(prepared), calibrated.PredictProbabilities(rows));
        Assert.Equal(model.Predict(prepared)[1..3], model.Predict(rows.Subset([1, 2])));
        Assert.Equal(model.Predict(prepared), model.Predict(rows.ToSparse()));
    }

    [Fact]
    public void AFileIsClassifiedBlockByBlock()
    {
        FeatureTable train = Read(Labelled);
        var encoder = TableEncoder.Fit(train);
        var model = SoftmaxClassifier.Train(encoder.Apply(train), new SoftmaxCrossEntropy<float>(), new L2<float>(1e-3f));
        int[] expected = model.Predict(encoder.Apply(train));

        Read(Unlabelled, new() { Target = null });
        using CsvTableReader reader = CsvFile.Open(FilePath, new() { Target = null, ColumnKinds = encoder.ColumnKinds });
        Assert.Null(reader.TargetName);
        var predictions = new List<int>();
        while (reader.Read(rowCount: 2) is FeatureTable block)
        {
            Assert.InRange(block.Count, 1, 2);
            predictions.AddRange(model.Predict(encoder.Apply(block)));
        }

        Assert.Equal(expected, predictions);
        Assert.Equal(5, reader.Rows);
    }

    [Fact]
    public void AColumnOfLabelsThatAreNotWantedIsIgnored()
    {
        FeatureTable table = Read("a,y,w\n1,,2\n2,?,1\n", new() { Target = null, Ignore = ["y"], Weight = "w" });
        Assert.Equal(["a"], table.Columns.Select(column => column.Name));
        Assert.Equal([2.0, 1.0], table.Weights.ToArray());
        Assert.Equal("2 rows, 1 numeric and 0 categorical columns, without labels", table.ToString());
    }

    [Fact]
    public void WhoeverAsksForLabelsLearnsThatThereAreNone()
    {
        var encoder = TableEncoder.Fit(Read(Labelled));
        FeatureTable table = Read(Unlabelled, new() { Target = null, ColumnKinds = encoder.ColumnKinds });
        ClassificationDataset rows = encoder.Apply(table);
        var model = LogisticClassifier.Train(encoder.Apply(Read(Labelled)), new Logistic<float>(), new L2<float>(1e-3f));
        Assert.Empty(table.Classes);
        Assert.EndsWith("without labels", rows.ToString(), StringComparison.Ordinal);
        Action[] actions =
        [
            () => table.Labels.ToArray(),
            () => table.Split(0.5, 1),
            () => rows.Labels.ToArray(),
            () => rows.Split(0.5, 1),
            () => model.Evaluate(rows),
            () => model.Calibrate(Calibration.Platt, rows),
            () => LogisticClassifier.Train(rows, new Logistic<float>(), new L2<float>(1e-3f)),
            () => SvmlightFile.Write(FilePath, rows),
        ];
        foreach (Action action in actions)
            Assert.Contains("no labels", Assert.Throws<InvalidOperationException>(action).Message, StringComparison.Ordinal);
        Assert.Contains("no labels", Assert.Throws<ArgumentException>(() => TableEncoder.Fit(table)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMistakenTargetIsExplained()
    {
        var encoder = TableEncoder.Fit(Read(Labelled));
        Refused("line 1", "there is no column 'income', which CsvOptions.Target names; there are 2: job, age. If the rows have no labels, set it to null.", Unlabelled, new() { Target = "income" });
        FeatureTable lastIsTarget = Read(Unlabelled, new() { MissingValues = [] });
        Assert.Contains(
            "'age' was taken for the labels; read rows without labels as such (for CSV: CsvOptions.Target = null).",
            Assert.Throws<ArgumentException>(() => encoder.Apply(lastIsTarget)).Message,
            StringComparison.Ordinal);
        FeatureTable withLabels = Read(Labelled, new() { Target = null });
        Assert.Contains(
            "'income' holds the labels of the training data", Assert.Throws<ArgumentException>(() => encoder.Apply(withLabels)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,b\n1,x\n,y\n")]
    [InlineData("a\n1\n\"\"\n3\n")]
    public void WhatIsWrittenWithoutLabelsReadsBack(string text)
    {
        var options = new CsvOptions { Target = null };
        FeatureTable table = Read(text, options);
        CsvFile.Write(FilePath, table, options);
        Assert.Equal(text, File.ReadAllText(FilePath));
        FeatureTable again = CsvFile.Read(FilePath, options);
        Assert.Equal(table.Count, again.Count);
        Assert.Equal(Numbers(table, "a"), Numbers(again, "a"));
    }

    [Fact]
    public void AMissingOnlyValueNeedsATextOrQuotes()
    {
        FeatureTable table = FeatureTable.FromColumns([new NumericColumn("a", [1.0, double.NaN])]);
        Assert.Throws<ArgumentException>(() => CsvFile.Write(FilePath, table, new() { Target = null, Quotes = false }));
        CsvFile.Write(FilePath, table, new() { Target = null, Quotes = false, MissingValues = ["?"] });
        Assert.Equal("a\n1\n?\n", File.ReadAllText(FilePath));
    }

    [Fact]
    public void ADatasetWithoutLabelsIsWrittenAsFeatures()
    {
        var encoder = TableEncoder.Fit(Read(Labelled), new() { Drop = ["job"] });
        CsvFile.Write(FilePath, encoder.Apply(Read("age\n1\n2.5\n", new() { Target = null })));
        Assert.Equal("age\n1\n2.5\n", File.ReadAllText(FilePath));
    }

    [Fact]
    public void TablesWithoutLabelsAreMadeOfColumnsAndRecords()
    {
        FeatureTable table = FeatureTable.FromRecords(
            new[] { ("a", 1.0), ("b", 2.0) },
            RecordColumn<(string Job, double Age)>.Category("job", person => person.Job),
            RecordColumn<(string Job, double Age)>.Numeric("age", person => person.Age));
        Assert.Null(table.TargetName);
        Assert.Equal(2, table.Count);
        Assert.Equal([2.0], Numbers(table.Subset([1]), "age"));
        Assert.Contains("no columns", Assert.Throws<ArgumentException>(() => FeatureTable.FromColumns([])).Message, StringComparison.Ordinal);
        Assert.Contains(
            "Column 'b' has 1 rows, but the first column has 2",
            Assert.Throws<ArgumentException>(() => FeatureTable.FromColumns([new NumericColumn("a", [1.0, 2.0]), new NumericColumn("b", [1.0])])).Message,
            StringComparison.Ordinal);
    }
}
