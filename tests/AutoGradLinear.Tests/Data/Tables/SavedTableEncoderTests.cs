using System.Text;
using Xunit;

namespace AutoGradLinear.Tests;

public sealed class SavedTableEncoderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("agl-encoder").FullName;

    private static FeatureTable Train { get; } = FeatureTable.FromColumns(
        [
            new NumericColumn("age", [30.1, double.NaN, 50.0, 1.0 / 3.0]),
            new NumericColumn("größe", [1.0, 2.0, 3.0, 4.0]),
            new CategoryColumn("job", ["cook", null, "baker", "cook"]),
            new CategoryColumn("city", ["Köln", "\"quoted\"", "東京", null]),
            new CategoryColumn("id", ["a", "b", "c", "d"]),
        ],
        ["no", "yes", "yes", "no"],
        targetName: "voted");

    private static TableEncoder Encoder => TableEncoder.Fit(Train, new()
    {
        Numeric = new() { MissingIndicator = true },
        Columns = new Dictionary<string, ColumnEncoding>
        {
            ["city"] = new HashEncoding { Bits = 2 },
            ["job"] = new OneHotEncoding { MinFrequency = 2, Missing = MissingCategory.MostFrequent, Unknown = UnknownCategory.Zeros },
            ["größe"] = new NumericEncoding { Imputation = Imputation.Refuse },
        },
        Drop = ["id"],
        Precision = FeatureStorage.Single,
    });

    private string FilePath => Path.Combine(folder, "encoder.json");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void ALoadedEncoderDoesExactlyTheSame()
    {
        TableEncoder encoder = Encoder;
        encoder.Save(FilePath);
        TableEncoder loaded = TableEncoder.Load(FilePath);
        Assert.Equal(encoder.FeatureNames, loaded.FeatureNames);
        Assert.Equal(encoder.Classes, loaded.Classes);
        Assert.Equal(encoder.Columns, loaded.Columns);
        Assert.Equal(encoder.ColumnKinds, loaded.ColumnKinds);
        Assert.Equal(("voted", encoder.IsSparse), (loaded.TargetName, loaded.IsSparse));
        ClassificationDataset expected = encoder.Apply(Train);
        ClassificationDataset actual = loaded.Apply(Train);
        Assert.Equal(FeatureStorage.Single, actual.Storage);
        for (int row = 0; row < Train.Count; row++)
            Assert.Equal(TableEncoderTests.Row(expected, row), TableEncoderTests.Row(actual, row));
        string first = File.ReadAllText(FilePath);
        loaded.Save(FilePath);
        Assert.Equal(first, File.ReadAllText(FilePath));
        Assert.StartsWith("{\"format\":\"autogradlinear.table-encoder\",\"version\":1,", first, StringComparison.Ordinal);
        Assert.EndsWith("\n", first, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"version\":1", "\"version\":2", "version")]
    [InlineData("table-encoder", "preparation", "format")]
    [InlineData("\"sparse\":false", "\"sparse\":0", "sparse")]
    [InlineData("\"precision\":\"single\"", "\"precision\":\"half\"", "precision")]
    [InlineData("\"classes\":[\"no\",\"yes\"]", "\"classes\":[\"no\",\"no\"]", "classes")]
    [InlineData("\"classes\":[\"no\",\"yes\"]", "\"classes\":[]", "classes")]
    [InlineData("\"classes\":[\"no\",\"yes\"]", "\"classes\":[\"no\",3]", "classes[1]")]
    [InlineData("\"encoding\":\"hash\"", "\"encoding\":\"System.Object\"", "columns[3].encoding")]
    [InlineData("\"bits\":2", "\"bits\":31", "columns[3].bits")]
    [InlineData("\"bits\":2", "\"bits\":-1", "columns[3].bits")]
    [InlineData("\"mostFrequent\":0", "\"mostFrequent\":2", "columns[2].mostFrequent")]
    [InlineData("\"categories\":[\"cook\"]", "\"categories\":[\"cook\",\"cook\"]", "columns[2].categories")]
    [InlineData("\"rare\":[\"baker\"]", "\"rare\":[\"cook\"]", "columns[2].rare")]
    [InlineData("\"missing\":\"mostFrequent\"", "\"missing\":\"mostfrequent\"", "columns[2].missing")]
    [InlineData("\"indicator\":true", "\"indicator\":true,\"extra\":1", "columns[0]")]
    [InlineData("\"name\":\"city\"", "\"name\":\"job\"", "columns")]
    [InlineData("\"name\":\"city\"", "\"name\":\"\"", "columns[3].name")]
    [InlineData("\"name\":\"city\"", "\"name\":\"\\uD800\"", "columns[3].name")]
    [InlineData("\"fill\":", "\"fill\":1e999,\"file\":", "columns[0]")]
    public void ADamagedFileIsRefusedWithThePathOfTheProperty(string found, string replacement, string place)
    {
        Encoder.Save(FilePath);
        string text = File.ReadAllText(FilePath);
        Assert.Contains(found, text, StringComparison.Ordinal);
        int index = text.IndexOf(found, StringComparison.Ordinal);
        File.WriteAllText(FilePath, string.Concat(text.AsSpan(0, index), replacement, text.AsSpan(index + found.Length)));
        DataFormatException exception = Assert.Throws<DataFormatException>(() => TableEncoder.Load(FilePath));
        Assert.Equal(place, exception.Place);
        Assert.Contains(FilePath, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EveryTruncatedFileIsRefused()
    {
        Encoder.Save(FilePath);
        byte[] all = File.ReadAllBytes(FilePath);
        for (int length = 0; length < all.Length - 1; length++)
        {
            File.WriteAllBytes(FilePath, all[..length]);
            Assert.Throws<DataFormatException>(() => TableEncoder.Load(FilePath));
        }
    }

    [Fact]
    public void EveryFlippedByteIsRefusedOrGivesAnEncoderThatIsValid()
    {
        Encoder.Save(FilePath);
        byte[] all = File.ReadAllBytes(FilePath);
        for (int i = 0; i < all.Length; i++)
        {
            byte[] changed = [.. all];
            changed[i] ^= (byte)(1 << (i % 8));
            File.WriteAllBytes(FilePath, changed);
            try
            {
                Assert.InRange(TableEncoder.Load(FilePath).FeatureCount, 1, 1 << 21);
            }
            catch (DataFormatException)
            {
                // As it should be.
            }
        }
    }

    [Fact]
    public void HostileFilesAreRefusedWithoutTakingMuch()
    {
        File.WriteAllText(FilePath, new string('[', 1_000_000));
        Assert.Throws<DataFormatException>(() => TableEncoder.Load(FilePath));

        // 60 hashed columns of 2^20 features each are more than are allowed; no name of a feature is made.
        var text = new StringBuilder("{\"format\":\"autogradlinear.table-encoder\",\"version\":1,\"target\":\"y\",\"classes\":[\"a\",\"b\"],\"sparse\":true,\"precision\":\"double\",\"dropped\":[],\"columns\":[");
        text.AppendJoin(',', Enumerable.Range(0, 60).Select(j => $"{{\"name\":\"c{j}\",\"encoding\":\"hash\",\"bits\":20,\"missing\":\"own\",\"missingFeature\":false}}"));
        File.WriteAllText(FilePath, text.Append("]}").ToString());
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal("columns", Assert.Throws<DataFormatException>(() => TableEncoder.Load(FilePath)).Place);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void AFileThatIsNotThereIsNotFound() => Assert.Throws<FileNotFoundException>(() => TableEncoder.Load(FilePath));
}
