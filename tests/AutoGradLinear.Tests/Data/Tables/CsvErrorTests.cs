using System.Text;
using Xunit;

namespace AutoGradLinear.Tests;

public sealed class CsvErrorTests : CsvTestFile
{
    private static readonly Dictionary<string, ColumnKind> NumericA = new() { ["a"] = ColumnKind.Numeric };

    [Fact]
    public void RowsOfAnotherLengthAreNamed()
    {
        Refused("line 3", "expected 3 fields, found 2; 'y' is the first that is missing", "a,b,y\n1,2,x\n3,4\n");
        Refused("line 2", "expected 3 fields, found 4", "a,b,y\n1,2,3,x\n");
        Refused("line 6", "expected 2 fields, found 1", "a,y\n\n\"1\n2\",x\n\nz\n");
    }

    [Fact]
    public void TextInANumericColumnIsShownShortened()
    {
        Refused("line 3, column 1 ('a')", "'abc' is no number", "a,y\n1,x\nabc,y\n", new() { ColumnKinds = NumericA });
        Refused("line 2, column 1 ('a')", new string('q', 40) + "…'", $"a,y\n{new string('q', 5000)},y\n", new() { ColumnKinds = NumericA });
        Refused("line 2, column 1 ('a')", "is infinite", "a,y\n1e999,x\n");
        Refused("line 2, column 1 ('a')", "is infinite", "a,y\n-Infinity,x\n");
    }

    [Fact]
    public void LabelsThatAreMissingOrUnknownAreNamed()
    {
        Refused("line 3, column 2 ('y')", "the label is missing", "a,y\n1,x\n2,\n");
        Refused("line 3, column 2 ('y')", "the label is missing", "a,y\n1,x\n2,.\n", new() { TrimLabel = "." });
        Refused("line 2, column 2 ('y')", "holds a control character", "a,y\n1,\"x\n2\"\n");
        Refused("line 2, column 2 ('y')", "the label 'z' is none of CsvOptions.Classes: x, w", "a,y\n1,z\n", new() { Classes = ["x", "w"] });
    }

    [Fact]
    public void ColumnsThatAreNotThereAreNamedWithThoseThatAre()
    {
        Refused("line 1", "there is no column 'z', which CsvOptions.Target names; there are 2: a, y.", "a,y\n1,x\n", new() { Target = "z" });
        Refused("line 1", "there is no column 2, which CsvOptions.Target names", "a,y\n1,x\n", new() { Target = 2 });
        Refused("line 1", "there is no column -3, which CsvOptions.Ignore names", "a,y\n1,x\n", new() { Ignore = [-3] });
        Refused("line 1", "CsvOptions.ColumnKinds names", "b,y\n1,x\n", new() { ColumnKinds = NumericA });
        Refused("line 1", "cannot be both", "a,y\n1,x\n", new() { Weight = "y" });
        Refused("line 1", "no column left for features", "a\n1\n");
        Refused("line 1", "columns 1 and 3 are both named 'a'", "a,b,a,y\n1,2,3,x\n");
        Refused("line 1", "CsvOptions.ColumnNames has 1 names", "a,y\n1,x\n", new() { ColumnNames = ["a"] });
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("NaN")]
    [InlineData("")]
    [InlineData("x")]
    public void WeightsAreChecked(string weight) =>
        Refused("line 3, column 1 ('w')", "expected a weight", $"w,a,y\n1,1,x\n{weight},2,z\n", new() { Weight = "w" });

    [Fact]
    public void WeightsNeedAPositiveSum() => Refused("column 'w'", "The weights sum to 0", "w,a,y\n0,1,x\n0,2,z\n", new() { Weight = "w" });

    [Fact]
    public void EmptyFilesAreRefused()
    {
        Refused(string.Empty, "the file is empty", string.Empty);
        Refused(string.Empty, "the file is empty", "\n\n");
        Refused(string.Empty, "the file is empty", "#a,b", new() { Comment = '#' });
        Refused(string.Empty, "the file is empty", "one\ntwo", new() { SkipLines = 3 });
        Refused(string.Empty, "no rows", "a,y\n");
        Refused(string.Empty, "no rows", "a,y\n1,\n", new() { DropUnlabelled = true });
    }

    [Fact]
    public void QuotesAreChecked()
    {
        Refused("line 3, field 2", "never closed", "a,b,y\n1,2,x\n1,\"2,x\n3,4,y\n");
        Refused("line 2", "after the closing quote of field 1, found 'b'", "a,y\n\"a\"b,x\n");
        Refused("line 3", "after the closing quote of field 2, found 'c'", "a,y\n1,\"x\ny\"c\n");
    }

    [Fact]
    public void LimitsAreKept()
    {
        Refused("line 4", "DataLimits.MaxRows, 2", "a,y\n1,x\n2,z\n3,x\n", new() { Limits = new() { MaxRows = 2 } });
        Refused("line 1", "CsvOptions.MaxColumns, 2", "a,b,y\n1,2,x\n", new() { MaxColumns = 2 });
        Refused("line 1", "DataLimits.MaxFeatures, 2", "a,b,y\n1,2,x\n", new() { Limits = new() { MaxFeatures = 2 } });
        Refused("line 2", "DataLimits.MaxLineLength, 100 characters", $"a,y\n{new string('1', 101)},x\n", new() { Limits = new() { MaxLineLength = 100 } });
        Refused("line 2", "the quote that opens field 1 in line 2 is not closed", $"a,y\n\"{new string('\n', 101)}\",x\n", new() { Limits = new() { MaxLineLength = 100 } });
        Refused("line 1", "DataLimits.MaxLineLength, 100", new string('#', 200) + "\na,y\n1,x\n", new() { Comment = '#', Limits = new() { MaxLineLength = 100 } });
        Refused("line 4, column 1 ('a')", "'r' is one more category than CsvOptions.MaxCategories, 2", "a,y\np,x\nq,z\nr,x\n", new() { MaxCategories = 2 });
        Refused("line 4, column 2 ('y')", "DataLimits.MaxClasses, 2", "a,y\n1,p\n2,q\n3,r\n", new() { Limits = new() { MaxClasses = 2 } });
        Refused(string.Empty, "DataLimits.MaxBytes, 8", "a,y\n1,x\n2,z\n", new() { Limits = new() { MaxBytes = 8 } });
        Refused(string.Empty, "DataLimits.MaxMemory, 1000", "a,y\n" + string.Concat(Enumerable.Repeat("1,x\n2,y\n", 500)), new() { Limits = new() { MaxMemory = 1000 } });
    }

    [Fact]
    public void ManyQuotedFieldsAreRefusedBeforeTheyTakeLong() =>
        Refused("line 2", "CsvOptions.MaxColumns", "a,y\n" + string.Concat(Enumerable.Repeat("\"\",", 200_000)) + "x\n");

    [Fact]
    public void ABombIsRefused()
    {
        WriteGzip("a,y\n" + new string('1', 5_000_000));
        var options = new CsvOptions { Limits = new() { MaxBytes = 1_000_000 } };
        Assert.Contains("DataLimits.MaxBytes", Assert.Throws<DataFormatException>(() => CsvFile.Read(FilePath, options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BytesThatAreNoTextAreNamed()
    {
        void RefusedBytes(string place, string part, byte[] bytes)
        {
            File.WriteAllBytes(FilePath, bytes);
            DataFormatException exception = Assert.Throws<DataFormatException>(() => CsvFile.Read(FilePath));
            Assert.Equal(place, exception.Place);
            Assert.Contains(part, exception.Message, StringComparison.Ordinal);
        }

        RefusedBytes("line 2, byte 5 of the file", "found the byte E4", [.. "a,y\n1"u8, 0xE4, .. ",x\n"u8]);
        RefusedBytes("line 2, byte 5 of the file", "found the byte E4", [.. "a,y\n1"u8, 0xE4]);
        RefusedBytes("line 1, byte 0 of the file", "of UTF-16", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("a,y\n1,x\n")]);
        RefusedBytes("line 2", "NUL", [.. "a,y\n1\0,x\n"u8]);
    }

    [Fact]
    public void LongFilesAreReadAcrossTheEdgesOfBuffers()
    {
        // Characters of two to four bytes and quoted line ends fall on every kind of edge.
        var text = new StringBuilder("\"größe\",y\r\n");
        string[] samples = ["ä\r\nö", "東京", "𝔘", "\"\"", " ", "x,y"];
        for (int row = 0; row < 30_000; row++)
            text.Append('"').Append(samples[row % samples.Length]).Append(row % 1000).Append("\",").Append(row % 2).Append("\r\n");
        FeatureTable table = Read(text.ToString());
        Assert.Equal(30_000, table.Count);
        for (int row = 0; row < table.Count; row++)
        {
            string expected = samples[row % samples.Length].Replace("\"\"", "\"", StringComparison.Ordinal) + (row % 1000);
            Assert.Equal(expected.Trim(), ((CategoryColumn)table["größe"]).CategoryOf(row));
        }

        // 30 000 rows, of which every sixth takes two lines.
        Refused("line 35002", "expected 2 fields, found 1", text.Append("x\n").ToString());
    }

    [Fact]
    public void DamagedFilesGiveCleanErrorsOrTables()
    {
        byte[] valid = Encoding.UTF8.GetBytes("\uFEFFage,job,w,y\r\n30,\"a, b\",1,yes\n?,\"q\"\"\n\",2,no\r\n-1e3,ö,0.5,yes\n# c\n7,,1,no");
        var random = new Random(20);
        var options = new CsvOptions { Weight = "w", Comment = '#' };
        for (int i = 0; i < 5000; i++)
        {
            byte[] bytes = [.. valid[..random.Next(valid.Length / 2, valid.Length + 1)]];
            for (int change = random.Next(4); change > 0; change--)
                bytes[random.Next(bytes.Length)] = random.Next(3) == 0 ? (byte)random.Next(256) : (byte)"\",\n\r#;\t 0"[random.Next(9)];
            File.WriteAllBytes(FilePath, bytes);
            try
            {
                Assert.InRange(CsvFile.Read(FilePath, options with { Quotes = i % 5 != 0, Trim = i % 3 != 0, Separator = i % 7 == 0 ? null : ',' }).Count, 1, 20);
            }
            catch (DataFormatException)
            {
                // As it should be.
            }
        }
    }
}
