using System.Text;
using Xunit;

namespace AutoGradLinear.Tests;

public sealed class CsvFileTests : CsvTestFile
{
    [Fact]
    public void KindsOfColumnsAreFoundOut()
    {
        FeatureTable table = Read("age,job,label\n30,cook,yes\n?,NA,no\n-4.5e1,\"baker, or \"\"smith\"\"\",yes\n");
        Assert.Equal([30.0, double.NaN, -45.0], Numbers(table, "age"));
        Assert.Equal(["cook", null, "baker, or \"smith\""], Categories(table, "job"));
        Assert.Equal(["yes", "no", "yes"], Labels(table));
        Assert.Equal(["no", "yes"], table.Classes);
        Assert.Equal("label", table.TargetName);
    }

    [Theory]
    [InlineData("a,b\n1,x\n2,y\n")]
    [InlineData("a,b\r\n1,x\r\n2,y\r\n")]
    [InlineData("a,b\r1,x\r2,y\r")]
    [InlineData("\n\na,b\n\n1,x\n   \n2,y")]
    [InlineData("\uFEFFa,b\n1,x\n2,y\n")]
    [InlineData(" a ,\tb\n 1, x \n\"2\" ,  \"y\" \n")]
    public void LineEndsBlanksAndByteOrderMarksMakeNoDifference(string text)
    {
        FeatureTable table = Read(text);
        Assert.Equal([1.0, 2.0], Numbers(table, "a"));
        Assert.Equal(["x", "y"], Labels(table));
    }

    [Theory]
    [InlineData(";")]
    [InlineData("\t")]
    [InlineData("|")]
    [InlineData(",")]
    public void TheSeparatorIsGivenOrFound(string separator)
    {
        string text = "a;b;c\n\"1,5;|\";2;x\n3;;y\n".Replace(";", separator, StringComparison.Ordinal);
        foreach (char? given in new char?[] { separator[0], null })
        {
            FeatureTable table = Read(text, new() { Separator = given });
            Assert.Equal(2, table.Columns.Count);
            Assert.Equal([2.0, double.NaN], Numbers(table, "b"));
        }
    }

    [Fact]
    public void HeadersAndNamesAreOptional()
    {
        Assert.Equal(["column 1", "column 2"], Read("1,2,x\n3,4,y\n", new() { HasHeader = false }).Columns.Select(column => column.Name));
        var options = new CsvOptions { ColumnNames = ["a", "b", "c"], HasHeader = false };
        Assert.Equal([1.0, 3.0], Numbers(Read("1,2,x\n3,4,y\n", options), "a"));
        Assert.Equal([3.0], Numbers(Read("1,2,x\n3,4,y\n", options with { HasHeader = true }), "a"));
        Assert.Equal(["column 1", "b"], Read(",b,c\n1,2,x\n", new()).Columns.Select(column => column.Name));
    }

    [Fact]
    public void TargetWeightAndIgnoredColumnsAreNamedOrCounted()
    {
        const string text = "id,y,w,x\n7,a,0.5,1\n8,b,2,3\n";
        FeatureTable byName = Read(text, new() { Target = "y", Weight = "w", Ignore = ["id"] });
        FeatureTable byIndex = Read(text, new() { Target = 1, Weight = -2, Ignore = [0] });
        foreach (FeatureTable table in new[] { byName, byIndex })
        {
            Assert.Equal(["x"], table.Columns.Select(column => column.Name));
            Assert.Equal([0.5, 2.0], table.Weights.ToArray());
            Assert.Equal(["a", "b"], Labels(table));
        }
    }

    [Fact]
    public void QuotesCanBeOrdinaryCharacters()
    {
        var options = new CsvOptions { Quotes = false, HasHeader = false, Separator = '\t', Target = 0 };
        Assert.Equal(["\"Hello", "he said \"no\"", "5\""], Categories(Read("ham\t\"Hello\nspam\the said \"no\"\nham\t5\"\n", options), "column 2"));
        Assert.Equal(["a\"b\"", "c\nd"], Categories(Read("t,y\na\"b\",1\n\"c\nd\",2\n"), "t"));
    }

    [Fact]
    public void SkippedLinesAndCommentsArePassedOver()
    {
        var options = new CsvOptions { SkipLines = 2, Comment = '#' };
        FeatureTable table = Read("|\"1x3\n,,,,,\n# a \"comment\n#\na,b\n1,x\n # another\n\"#2\",y\n3,#\n#end", options);
        Assert.Equal(["1", "#2", "3"], Categories(table, "a"));
        Assert.Equal(["x", "y", "#"], Labels(table));
        Refused("line 4, column 1 ('a')", "'q'", "skipped\n#c\na,b\nq,x\n", new() { SkipLines = 1, Comment = '#', ColumnKinds = new Dictionary<string, ColumnKind> { ["a"] = ColumnKind.Numeric } });
    }

    [Fact]
    public void LabelsCanBeTrimmedGivenAndMissing()
    {
        const string text = "a,b\n1,>50K.\n2,<=50K.\n3,?\n";
        FeatureTable table = Read(text, new() { TrimLabel = ".", DropUnlabelled = true });
        Assert.Equal(["<=50K", ">50K"], table.Classes);
        Assert.Equal([1.0, 2.0], Numbers(table, "a"));
        FeatureTable given = Read(text, new() { TrimLabel = ".", DropUnlabelled = true, Classes = [">50K", "<=50K", "other"] });
        Assert.Equal([0, 1], given.Labels.ToArray());
        Assert.Equal(3, given.Classes.Count);
        Assert.Equal(["9", "10"], Read("a,b\n1,10\n2,9\n").Classes);
    }

    [Fact]
    public void KindsOfColumnsCanBeGiven()
    {
        FeatureTable table = Read("zip,y\n01234,a\n1234,b\n", new() { ColumnKinds = new Dictionary<string, ColumnKind> { ["zip"] = ColumnKind.Category } });
        Assert.Equal(["01234", "1234"], Categories(table, "zip"));
    }

    [Fact]
    public void TextFarDownMakesAColumnCategorical()
    {
        var text = new StringBuilder("a,b,y\n");
        for (int row = 0; row < 20_000; row++)
            text.Append(row == 15_000 ? "x7" : $"0{row}").Append(",1,").Append(row % 2).Append('\n');
        FeatureTable table = Read(text.ToString());
        Assert.Equal("x7", Categories(table, "a")[15_000]);
        Assert.Equal("00", Categories(table, "a")[0]);
        Assert.Equal(ColumnKind.Numeric, table["b"].Kind);
        using CsvTableReader reader = CsvFile.Open(FilePath);
        Assert.NotNull(reader.Read(15_000));
        Assert.Contains("CsvOptions.ColumnKinds", Assert.Throws<DataFormatException>(() => reader.Read(1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GzipIsKnownByItsFirstBytes()
    {
        WriteGzip("a,b\n1,x\n2,y\n");
        Assert.Equal([1.0, 2.0], Numbers(CsvFile.Read(FilePath), "a"));
        byte[] all = File.ReadAllBytes(FilePath);
        File.WriteAllBytes(FilePath, all[..^3]);
        Assert.Throws<DataFormatException>(() => CsvFile.Read(FilePath));
    }

    [Fact]
    public void BlocksOfRowsTogetherAreTheWholeTable()
    {
        var text = new StringBuilder("a,b,y\n");
        for (int row = 0; row < 1000; row++)
            text.Append(row).Append(",c").Append(row % 37).Append(",l").Append(9 - (row % 10)).Append('\n');
        FeatureTable whole = Read(text.ToString());
        using CsvTableReader reader = CsvFile.Open(FilePath);
        Assert.Equal(["a", "b"], reader.Columns);
        int next = 0;
        while (reader.Read(64) is FeatureTable block)
        {
            for (int row = 0; row < block.Count; row++, next++)
            {
                Assert.Equal(next, ((NumericColumn)block["a"]).Values[row]);
                Assert.Equal($"c{next % 37}", ((CategoryColumn)block["b"]).CategoryOf(row));
                Assert.Equal(whole.Classes[whole.Labels[next]], block.Classes[block.Labels[row]]);
            }
        }

        Assert.Equal((1000, 1000L), (next, reader.Rows));
        Assert.Null(reader.Read(1));
        Assert.Equal(new ReadingProgress(FilePath, new FileInfo(FilePath).Length, new FileInfo(FilePath).Length, 1000), reader.Progress);
        reader.Dispose();
        Assert.Throws<ObjectDisposedException>(() => reader.Read(1));
    }

    [Fact]
    public void ReadingIsCancelled()
    {
        Read("a,b\n1,x\n2,y\n");
        Assert.Throws<OperationCanceledException>(() => CsvFile.Read(FilePath, cancellationToken: new CancellationToken(canceled: true)));
    }

    [Theory]
    [InlineData(',', "data.csv")]
    [InlineData('\t', "data.tsv.gz")]
    public void ATableReadsBackTheSame(char separator, string name)
    {
        FeatureTable table = FeatureTable.FromColumns(
            [
                new NumericColumn("a,1", [0.1, double.NaN, -1e-300, 1.0 / 3.0]),
                new CategoryColumn("text", ["x\ty,z", "\"q\"", null, "two\r\nlines\rthree"]),
                new CategoryColumn("größe", ["#1", "東京", "#1", null]),
            ],
            ["b", "10", "b", "9"],
            weights: [1, 0, 0.1, 2],
            targetName: "the \"label\"");
        var options = new CsvOptions { Separator = separator, Weight = "weight", Comment = '#' };
        string path = Path.Combine(Path.GetDirectoryName(FilePath)!, name);
        CsvFile.Write(path, table, options);
        FeatureTable back = CsvFile.Read(path, options);
        Assert.Equal(Numbers(table, "a,1"), Numbers(back, "a,1"));
        Assert.Equal(Categories(table, "text"), Categories(back, "text"));
        Assert.Equal(Categories(table, "größe"), Categories(back, "größe"));
        Assert.Equal(Labels(table), Labels(back));
        Assert.Equal(table.Weights.ToArray(), back.Weights.ToArray());
        Assert.Equal(table.TargetName, back.TargetName);
    }

    [Fact]
    public void ADatasetReadsBackTheSame()
    {
        ClassificationDataset iris = SampleData.Iris();
        CsvFile.Write(FilePath, iris);
        ClassificationDataset back = TableEncoder.Fit(CsvFile.Read(FilePath)).Apply(CsvFile.Read(FilePath));
        Assert.Equal(iris.FeatureNames, back.FeatureNames);
        Assert.Equal(iris.Labels.ToArray(), back.Labels.ToArray());
        for (int row = 0; row < iris.Count; row++)
            Assert.Equal(TableEncoderTests.Row(iris, row), TableEncoderTests.Row(back, row));
        CsvFile.Write(FilePath, ClassificationDataset.FromRows<int>(new float[] { 0.1f, 2f }, 1, [0, 1], weights: [1, 2]));
        Assert.Equal("weight,feature 1,label\n1,0.1,0\n2,2,1\n", File.ReadAllText(FilePath));
    }

    [Fact]
    public void WhatWouldNotReadBackIsRefusedAndTheOldFileStays()
    {
        void Refuses(string part, string category, string label = "b", CsvOptions? options = null)
        {
            File.WriteAllText(FilePath, "old");
            FeatureTable table = FeatureTable.FromColumns([new CategoryColumn("c", ["x", category])], ["a", label]);
            Assert.Contains(part, Assert.Throws<ArgumentException>(() => CsvFile.Write(FilePath, table, options)).Message, StringComparison.Ordinal);
            Assert.Equal("old", File.ReadAllText(FilePath));
            Assert.Single(Directory.GetFiles(Path.GetDirectoryName(FilePath)!));
        }

        Refuses("Category 'NA' of column 'c' would read back as a missing value", "NA");
        Refuses("outer blanks", " y");
        Refuses("NUL", "y\0");
        Refuses("CsvOptions.Quotes is false", "y,z", options: new() { Quotes = false });
        Refuses("The class '?' would read back as a missing label", "y", "?");
        Refuses("The class 'b.' would lose characters", "y", "b.", new() { TrimLabel = "." });
    }

    [Fact]
    public void ADatasetNeedsNamesThatAreNotThoseOfTheLabel()
    {
        ClassificationDataset dataset = ClassificationDataset.FromRows<int>(new float[] { 1f, 2f }, 1, [0, 1], featureNames: ["label"]);
        Assert.Contains("Two columns would be named 'label'", Assert.Throws<ArgumentException>(() => CsvFile.Write(FilePath, dataset)).Message, StringComparison.Ordinal);
        CsvFile.Write(FilePath, dataset, new() { Target = "y" });
        Assert.Equal("label,y\n1,0\n2,1\n", File.ReadAllText(FilePath));
    }

    [Fact]
    public void OptionsAreChecked()
    {
        void Throws(CsvOptions options) => Assert.ThrowsAny<ArgumentException>(() => Read("a,b\n1,x\n", options));
        Throws(new() { Separator = 'x' });
        Throws(new() { Separator = '"' });
        Throws(new() { Comment = ',' });
        Throws(new() { SkipLines = -1 });
        Throws(new() { MaxColumns = 0 });
        Throws(new() { Classes = [] });
        Throws(new() { ColumnNames = ["a", ""] });
        Assert.ThrowsAny<ArgumentException>(() => CsvFile.Read(string.Empty));
        Assert.Throws<FileNotFoundException>(() => CsvFile.Read(FilePath + ".none"));
    }
}
