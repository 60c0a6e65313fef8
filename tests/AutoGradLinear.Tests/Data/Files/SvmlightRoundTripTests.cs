using Xunit;

namespace AutoGradLinear.Tests.Data.Files;

public sealed class SvmlightRoundTripTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("data.svm", 1)]
    [InlineData("data.svm.gz", 0)]
    public void DoublesReadBackTheSame(string name, int firstIndex)
    {
        var options = new SvmlightOptions { Storage = FeatureStorage.Double, FirstIndex = firstIndex };
        foreach (ClassificationDataset dataset in new[] { Datasets.RandomDoubles(300, 40, 1, isWeighted: true), Datasets.RandomDoubles(300, 40, 2).ToSparse() })
        {
            SvmlightFile.Write(folder.PathOf(name), dataset, options);
            Datasets.AssertEqual(dataset, SvmlightFile.Read(folder.PathOf(name), options));
        }
    }

    [Fact]
    public void FloatsAndBytesReadBackTheSame()
    {
        float[] values = [1f / 3f, 0f, -1e-40f, float.MaxValue, 16777217f, 0.1f];
        ClassificationDataset floats = ClassificationDataset.FromRows((ReadOnlyMemory<float>)values, 3, new[] { "b", "a" });
        SvmlightFile.Write(folder.PathOf("floats"), floats);
        Datasets.AssertEqual(floats, SvmlightFile.Read(folder.PathOf("floats")));
        ClassificationDataset bytes = Datasets.RandomBytes(50, 20, 3, 3).ScaledBy(1 / 255.0);
        SvmlightFile.Write(folder.PathOf("bytes"), bytes);
        Datasets.AssertEqual(bytes.ToSparse(), SvmlightFile.Read(folder.PathOf("bytes")));
    }

    [Fact]
    public void ALastColumnOfZerosIsKept()
    {
        ClassificationDataset dataset = ClassificationDataset.FromRows((ReadOnlyMemory<float>)new float[] { 1, 0, 0, 2, 0, 0 }, 3, new[] { 0, 1 });
        SvmlightFile.Write(folder.PathOf("zeros"), dataset);
        Assert.Equal("0 1:1 3:0\n1 1:2\n", File.ReadAllText(folder.PathOf("zeros")));
        Assert.Equal(3, SvmlightFile.Read(folder.PathOf("zeros")).FeatureCount);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("")]
    [InlineData("1:2")]
    [InlineData("C#")]
    [InlineData("1,2")]
    [InlineData("NaN")]
    [InlineData("a\nb")]
    public void NamesThatAreNoLabelsAreNotWritten(string name)
    {
        ClassificationDataset dataset = ClassificationDataset.FromRows((ReadOnlyMemory<float>)new float[] { 1, 2 }, 1, new[] { name, "z" });
        Assert.Throws<ArgumentException>(() => SvmlightFile.Write(folder.PathOf("names"), dataset));
        Assert.Empty(Directory.GetFiles(folder.FullName));
    }

    [Fact]
    public void NamesThatAreOneNumberAreNotWritten()
    {
        ClassificationDataset dataset = ClassificationDataset.FromRows((ReadOnlyMemory<float>)new float[] { 1, 2 }, 1, new[] { "1", "+1" });
        Assert.Contains("'1'", Assert.Throws<ArgumentException>(() => SvmlightFile.Write(folder.PathOf("names"), dataset)).Message);
    }

    [DataFact("20newsgroups/20news-bydate.test.svm.gz")]
    public void ARealFileReadsBackTheSame()
    {
        ClassificationDataset dataset = SvmlightFile.Read(SharedData.Find("20newsgroups/20news-bydate.test.svm.gz")!, new SvmlightOptions { FeatureCount = 32203 });
        SvmlightFile.Write(folder.PathOf("news"), dataset);
        ClassificationDataset again = SvmlightFile.Read(folder.PathOf("news"));
        Assert.Equal((dataset.Count, dataset.FeatureCount, dataset.StoredCount), (again.Count, again.FeatureCount, again.StoredCount));
        Assert.Equal(dataset.Labels.ToArray(), again.Labels.ToArray());
    }

    [Fact]
    public void CancelledWritingKeepsTheOldFile()
    {
        string path = folder.Write("old", "old");
        Assert.Throws<OperationCanceledException>(
            () => SvmlightFile.Write(path, Datasets.RandomDoubles(5, 3, 1), cancellationToken: new CancellationToken(canceled: true)));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Single(Directory.GetFiles(folder.FullName));
    }
}
