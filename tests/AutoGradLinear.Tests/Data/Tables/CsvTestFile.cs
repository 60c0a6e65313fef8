using System.IO.Compression;
using System.Text;
using Xunit;

namespace AutoGradLinear.Tests;

/// <summary>Tests that write a small CSV file and read it.</summary>
public abstract class CsvTestFile : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("agl-csv").FullName;

    protected string FilePath => Path.Combine(folder, "data.csv");

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected static double[] Numbers(FeatureTable table, string name) => ((NumericColumn)table[name]).Values.ToArray();

    protected static IReadOnlyList<string?> Categories(FeatureTable table, string name) =>
        [.. Enumerable.Range(0, table.Count).Select(((CategoryColumn)table[name]).CategoryOf)];

    protected static string[] Labels(FeatureTable table) => [.. table.Labels.ToArray().Select(label => table.Classes[label])];

    protected FeatureTable Read(string text, CsvOptions? options = null)
    {
        File.WriteAllText(FilePath, text, new UTF8Encoding(false));
        return CsvFile.Read(FilePath, options);
    }

    protected void WriteGzip(string text)
    {
        using var gzip = new GZipStream(File.Create(FilePath), CompressionLevel.Fastest);
        gzip.Write(Encoding.UTF8.GetBytes(text));
    }

    protected void Refused(string place, string part, string text, CsvOptions? options = null)
    {
        DataFormatException exception = Assert.Throws<DataFormatException>(() => Read(text, options));
        Assert.Equal(place, exception.Place);
        Assert.Contains(part, exception.Message, StringComparison.Ordinal);
        Assert.Contains(FilePath, exception.Message, StringComparison.Ordinal);
    }
}
