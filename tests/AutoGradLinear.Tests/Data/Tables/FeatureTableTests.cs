using Xunit;

namespace AutoGradLinear.Tests;

public class FeatureTableTests
{
    private static readonly string[] Yes = ["yes", "no", "yes"];

    private sealed record Person(double? Age, string? Job, bool Votes);

    private static FeatureColumn Age => new NumericColumn("age", [30.0, double.NaN, 50.0]);

    private static FeatureColumn Job => new CategoryColumn("job", ["cook", null, "baker"]);

    [Fact]
    public void ColumnsKeepValuesAndCountWhatIsMissing()
    {
        FeatureTable table = FeatureTable.FromColumns([Age, Job], Yes);
        Assert.Equal(3, table.Count);
        Assert.Equal(["no", "yes"], table.Classes);
        Assert.Equal([1, 0, 1], table.Labels.ToArray());
        Assert.Equal([30.0, double.NaN, 50.0], ((NumericColumn)table["age"]).Values.ToArray());
        var job = (CategoryColumn)table["job"];
        Assert.Equal(["cook", "baker"], job.Categories);
        Assert.Equal([0, -1, 1], job.Codes.ToArray());
        Assert.Null(job.CategoryOf(1));
        Assert.Equal((1, 1), (table["age"].MissingCount, job.MissingCount));
        Assert.Equal("3 rows, 1 numeric and 1 categorical columns, target 'label' with 2 classes", table.ToString());
    }

    [Fact]
    public void RecordsGiveTheSameTableAsColumns()
    {
        Person[] people = [new(30, "cook", true), new(null, null, false), new(50, "baker", true)];
        FeatureTable table = FeatureTable.FromRecords(
            people,
            person => person.Votes,
            RecordColumn<Person>.Numeric("age", person => person.Age),
            RecordColumn<Person>.Category("job", person => person.Job));
        Assert.Equal(["False", "True"], table.Classes);
        Assert.Equal([30.0, double.NaN, 50.0], ((NumericColumn)table["age"]).Values.ToArray());
        Assert.Equal([0, -1, 1], ((CategoryColumn)table["job"]).Codes.ToArray());
    }

    [Fact]
    public void TextsOfNumbersAreClassesInNumericOrder() =>
        Assert.Equal(["9", "10"], FeatureTable.FromColumns([Age], ["10", "9", "10"]).Classes);

    [Fact]
    public void FloatsAndNullsBecomeDoublesAndNaN()
    {
        Assert.Equal([0.5, double.NaN], NumericColumn.FromSingles("x", [0.5f, float.NaN]).Values.ToArray());
        Assert.Equal([1.0, double.NaN], new NumericColumn("x", [1.0, null]).Values.ToArray());
        Assert.Equal([77516123.0], new NumericColumn("x", [77516123]).Values.ToArray());
    }

    [Fact]
    public void SubsetTakesRowsInTheOrderAsked()
    {
        FeatureTable part = FeatureTable.FromColumns([Age, Job], Yes, weights: [1, 2, 3]).Subset([2, 0, 2]);
        Assert.Equal([50.0, 30.0, 50.0], ((NumericColumn)part["age"]).Values.ToArray());
        Assert.Equal("baker", ((CategoryColumn)part["job"]).CategoryOf(0));
        Assert.Equal([3.0, 1.0, 3.0], part.Weights.ToArray());
        Assert.Equal(["no", "yes"], part.Classes);
        Assert.Throws<ArgumentOutOfRangeException>(() => part.Subset([3]));
        Assert.Throws<ArgumentException>(() => part.Subset([]));
    }

    [Fact]
    public void SplitTakesTheSameRowsAsThatOfADataset()
    {
        ClassificationDataset iris = SampleData.Iris();
        double[] first = [.. Enumerable.Range(0, iris.Count).Select(i => (double)i)];
        string[] labels = [.. iris.Labels.ToArray().Select(label => iris.Classes[label])];
        (FeatureTable train, FeatureTable test) = FeatureTable.FromColumns([new NumericColumn("row", first)], labels).Split(0.3, seed: 5);
        (ClassificationDataset expected, _) = ClassificationDataset.FromRows<string>(first, 1, labels).Split(0.3, seed: 5);
        double[] rows = new double[expected.Count];
        expected.CopyRows<double>(0, expected.Count, rows);
        Assert.Equal(rows, ((NumericColumn)train["row"]).Values.ToArray());
        Assert.Equal(45, test.Count);
        Assert.Equal(15, test.Labels.ToArray().Count(label => label == 1));
    }

    [Fact]
    public void MistakesNameColumnAndRow()
    {
        void Throws(string part, Action action) => Assert.Contains(part, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);
        Throws("Two columns are named 'age'", () => FeatureTable.FromColumns([Age, Age], Yes));
        Throws("A label is no feature", () => FeatureTable.FromColumns([Age], Yes, targetName: "age"));
        Throws("Column 'age' has 3 rows, but there are 2 labels", () => FeatureTable.FromColumns([Age], ["a", "b"]));
        Throws("The label of row 1 is null", () => FeatureTable.FromColumns([Age], ["a", null!, "b"]));
        Throws("Row 2 has the label 'maybe'", () => FeatureTable.FromColumns([Age], ["yes", "no", "maybe"], ["yes", "no"]));
        Throws("There are no columns", () => FeatureTable.FromColumns([], Yes));
        Throws("The weight of row 1", () => FeatureTable.FromColumns([Age], Yes, weights: [1, -1, 1]));
        Throws("Row 1 of column 'x' is Infinity", () => new NumericColumn("x", [1.0, double.PositiveInfinity]));
        Throws("Row 0 of column 'x' has the code 2", () => new CategoryColumn("x", [2], ["a", "b"]));
        Throws("Category 'a' of column 'x' stands twice", () => new CategoryColumn("x", [0], ["a", "a"]));
        Assert.Contains("there are age, job", Assert.Throws<KeyNotFoundException>(() => FeatureTable.FromColumns([Age, Job], Yes)["Age"]).Message, StringComparison.Ordinal);
    }
}
