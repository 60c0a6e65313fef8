using Xunit;

namespace AutoGradLinear.Tests.Data.Files;

/// <summary>Reading in blocks.</summary>
public sealed class ExampleReaderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(1, 1 << 20)]
    [InlineData(7, 1 << 20)]
    [InlineData(1000, 1)]
    [InlineData(1000, 300)]
    public void SparseBlocksHoldTheWholeFileInOrder(int rows, int bytes)
    {
        ClassificationDataset whole = Write(out string path);
        using ExampleReader reader = SvmlightFile.Open(path, new SvmlightOptions { Storage = FeatureStorage.Double });
        Assert.Null(reader.FeatureCount);
        Assert.Null(reader.ExpectedRows);
        var block = new RowBlock(rows, bytes);
        int row = 0;
        var codes = new List<int>();
        double[] values = new double[whole.FeatureCount];
        while (reader.Read(block))
        {
            Assert.InRange(block.Count, 1, rows);
            Assert.True(block.IsSparse);
            codes.AddRange(block.Labels);
            for (int i = 0; i < block.Count; i++, row++)
            {
                (int start, int end) = (block.RowStarts[i], block.RowStarts[i + 1]);
                Assert.Equal(whole.StoredColumns(row).ToArray(), block.Columns[start..end].ToArray());
                whole.CopyStoredValues<double>(row, values);
                Assert.Equal(values[..(end - start)], block.Doubles[start..end].ToArray());
                Assert.Equal(whole.Weights[row], block.Weights[i]);
            }

            Assert.Equal(row, reader.Rows);
        }

        Assert.Equal(whole.Count, row);
        Assert.Equal(whole.FeatureCount, reader.FeatureCount);
        (IReadOnlyList<string> classes, int[] classOfCode) = reader.OrderClasses();
        Assert.Equal(whole.Classes, classes);
        Assert.Equal(whole.Labels.ToArray(), codes.Select(code => classOfCode[code]));
        Assert.False(reader.Read(block));
        Assert.Equal(0, block.Count);
    }

    [Fact]
    public void DenseBlocksHoldTheWholeFilesInOrder()
    {
        ClassificationDataset whole = Datasets.RandomBytes(100, 12, 3, 1);
        IdxFile.Write(folder.PathOf("x"), folder.PathOf("y"), whole, [3, 4]);
        using ExampleReader reader = IdxFile.Open(folder.PathOf("x"), folder.PathOf("y"));
        Assert.Equal((12, 100L), (reader.FeatureCount, reader.ExpectedRows));
        var block = new RowBlock(1000, 100);
        int row = 0;
        float[] values = new float[12];
        while (reader.Read(block))
        {
            Assert.Equal(12, block.FeatureCount);
            for (int i = 0; i < block.Count; i++, row++)
            {
                whole.CopyRow<float>(row, values);
                Assert.Equal(values, block.Bytes.Slice(i * 12, 12).ToArray().Select(value => (float)value));
            }
        }

        Assert.Equal(100, row);
    }

    [Fact]
    public void ProgressGoesToTheEndOfTheFile()
    {
        Write(out string path);
        var reports = new List<ReadingProgress>();
        SvmlightFile.Read(path, progress: new Reports(reports));
        Assert.Equal(new FileInfo(path).Length, reports[^1].TotalBytes);
        Assert.Equal(reports[^1].TotalBytes, reports[^1].BytesRead);
        Assert.Equal(200, reports[^1].Rows);
        Assert.Equal(path, reports[^1].FilePath);
    }

    [Fact]
    public void ProgressComesAfterEachBlock()
    {
        ClassificationDataset whole = Datasets.RandomBytes(4000, 1000, 3, 1);
        IdxFile.Write(folder.PathOf("x.gz"), folder.PathOf("y"), whole);
        var reports = new List<ReadingProgress>();
        IdxFile.ReadImages(folder.PathOf("x.gz"), folder.PathOf("y"), progress: new Reports(reports));
        Assert.True(reports.Count >= 4);
        Assert.Equal(reports.OrderBy(report => report.BytesRead), reports);
        Assert.All(reports, report => Assert.InRange(report.BytesRead, 1, report.TotalBytes));
    }

    [Fact]
    public void WritingTellsItsProgressAndCanBeCancelled()
    {
        ClassificationDataset dataset = Datasets.RandomBytes(2500, 4, 3, 1);
        var rows = new List<long>();
        SvmlightFile.Write(folder.PathOf("s"), dataset, progress: new RowReports(rows));
        IdxFile.Write(folder.PathOf("x"), folder.PathOf("y"), dataset, [2, 2], new RowReports(rows));
        Assert.Equal([0, 1000, 2000, 2500, 0, 1000, 2000, 2500], rows);
        var cancelled = new CancellationToken(canceled: true);
        Assert.Throws<OperationCanceledException>(
            () => IdxFile.Write(folder.PathOf("new"), folder.PathOf("y"), dataset, cancellationToken: cancelled));
        Assert.False(File.Exists(folder.PathOf("new")));
    }

    [Fact]
    public void CancellationEndsReading()
    {
        Write(out string path);
        Assert.Throws<OperationCanceledException>(() => SvmlightFile.Read(path, cancellationToken: new CancellationToken(canceled: true)));
        ClassificationDataset whole = Datasets.RandomBytes(4000, 1000, 3, 1);
        IdxFile.Write(folder.PathOf("x"), folder.PathOf("y"), whole);
        using var source = new CancellationTokenSource();
        int blocks = 0;
        var progress = new Reports([], () =>
        {
            blocks++;
            source.Cancel();
        });
        Assert.Throws<OperationCanceledException>(
            () => IdxFile.ReadImages(folder.PathOf("x"), folder.PathOf("y"), progress: progress, cancellationToken: source.Token));
        Assert.Equal(1, blocks);
    }

    [Fact]
    public void AClosedReaderAndWrongCapacitiesAreRefused()
    {
        Write(out string path);
        ExampleReader reader = SvmlightFile.Open(path);
        reader.Dispose();
        reader.Dispose();
        Assert.Throws<ObjectDisposedException>(() => reader.Read(new RowBlock()));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RowBlock(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RowBlock(1, 0));
        File.Delete(path);
    }

    private ClassificationDataset Write(out string path)
    {
        path = folder.PathOf("data.svm");
        ClassificationDataset whole = Datasets.RandomDoubles(200, 30, 4, isWeighted: true).ToSparse();
        SvmlightFile.Write(path, whole);
        return whole;
    }

    private sealed class RowReports(List<long> list) : IProgress<long>
    {
        public void Report(long value) => list.Add(value);
    }

    private sealed class Reports(List<ReadingProgress> list, Action? then = null) : IProgress<ReadingProgress>
    {
        public void Report(ReadingProgress value)
        {
            list.Add(value);
            then?.Invoke();
        }
    }
}
