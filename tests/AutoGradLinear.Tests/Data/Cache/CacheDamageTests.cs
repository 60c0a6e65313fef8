using AutoGradLinear.Data;
using AutoGradLinear.Mutations;
using AutoGradLinear.Tests.Data.Files;
using Xunit;

namespace AutoGradLinear.Tests.Data.Cache;

/// <summary>A damaged or unfinished cache is never taken for a whole one.</summary>
public sealed class CacheDamageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AChangedByteIsFoundOrChangesNothing(bool isSparse)
    {
        (ClassificationDataset data, byte[] whole) = Write(isSparse);
        int found = 0;
        string path = folder.PathOf("damaged");
        for (int place = 0; place < whole.Length; place += place < 300 ? 1 : 7)
        {
            byte[] damaged = [.. whole];
            damaged[place] ^= 0x10;
            FileReplacement.Write(path, damaged);
            try
            {
                // Between blocks there are bytes that nobody reads.
                Datasets.AssertEqual(data, DatasetCache.Open(path));
            }
            catch (DataFormatException exception)
            {
                found++;
                Assert.Contains("damaged", exception.FilePath);
                Assert.StartsWith("byte ", exception.Place);
            }
        }

        Assert.InRange(found, 150, whole.Length);
    }

    [Fact]
    public void AStorageThatSparseRowsCannotHaveIsRefused()
    {
        (_, byte[] whole) = Write(isSparse: true);
        string path = folder.PathOf("forged");
        CacheHeader header = CacheHeader.Read(path, whole.AsSpan(0, CacheHeader.Size), whole.Length) with { Storage = FeatureStorage.Byte };
        File.WriteAllBytes(path, [.. header.ToBytes(), .. whole[CacheHeader.Size..]]);
        Assert.Throws<DataFormatException>(() => DatasetCache.Open(path));
    }

    [Fact]
    public void ACutOrContinuedFileIsRefused()
    {
        (_, byte[] whole) = Write(isSparse: false);
        string path = folder.PathOf("cut");
        for (int length = 0; length < whole.Length; length += length < 200 ? 1 : 101)
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Throws<DataFormatException>(() => DatasetCache.Open(path));
        }

        File.WriteAllBytes(path, [.. whole, 0]);
        Assert.Throws<DataFormatException>(() => DatasetCache.Open(path));
    }

    [Fact]
    public void ADamagedBlockIsNamedWhenItIsRead()
    {
        ClassificationDataset data = CacheFiles.Make(FeatureStorage.Single, isSparse: false, rows: 300);
        string path = folder.PathOf("cache");
        DatasetCache.Write(path, [data], new CacheOptions { BlockBytes = 2000 });
        byte[] bytes = File.ReadAllBytes(path);
        bytes[8192 + 5] ^= 1;
        File.WriteAllBytes(path, bytes);
        ClassificationDataset mapped = DatasetCache.Open(path);
        float[] row = new float[data.FeatureCount];
        mapped.CopyRow<float>(0, row);
        int second = CacheFiles.BlocksOf(mapped).FirstRows[1];
        for (int attempt = 0; attempt < 2; attempt++)
        {
            var exception = Assert.Throws<DataFormatException>(() => mapped.CopyRow<float>(second, row));
            Assert.Equal("byte 8192", exception.Place);
            Assert.Contains("block 1", exception.Message);
        }
    }

    [Fact]
    public void ACancelledOrFailedWritingLeavesTheOldFile()
    {
        (ClassificationDataset data, byte[] whole) = Write(isSparse: false);
        string path = folder.PathOf("cache");
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        Assert.Throws<OperationCanceledException>(() => DatasetCache.Write(path, [data, data], cancellationToken: cancellation.Token));
        Assert.Throws<ArgumentException>(() => DatasetCache.Write(path, [data, data.Subset([1, 2, 3]).ScaledBy(2).ToSparse()]));
        Assert.Throws<ArgumentException>(() => DatasetCache.Write(path, Array.Empty<ClassificationDataset>()));
        Assert.Equal(whole, File.ReadAllBytes(path));
        Assert.Equal(["cache"], Directory.GetFiles(folder.FullName).Select(Path.GetFileName));
    }

    [Fact]
    public void ACacheThatIsOutOfDateIsWrittenAnew()
    {
        string source = folder.Write("train.svm", "1 1:1\n2 2:1\n");
        string path = folder.PathOf("train.cache");
        Assert.Equal(2, Open(source, path, new SvmlightOptions()).Count);
        DateTime first = File.GetLastWriteTimeUtc(path);
        Assert.Equal(2, Open(source, path, new SvmlightOptions()).Count);
        Assert.Equal(first, File.GetLastWriteTimeUtc(path));
        Assert.Equal(5, Open(source, path, new SvmlightOptions { FeatureCount = 5 }).FeatureCount);
        folder.Write("train.svm", "1 1:1\n2 2:1\n1 1:3\n");
        Assert.Equal(3, Open(source, path, new SvmlightOptions()).Count);
    }

    [Fact]
    public void WhatIsNoDatasetIsRefusedWithTheSourcesName()
    {
        string path = folder.PathOf("cache");
        string source = folder.Write("one.svm", "1 1:1\n1 2:1\n");
        using ExampleReader reader = SvmlightFile.Open(source);
        var exception = Assert.Throws<DataFormatException>(() => DatasetCache.Write(path, reader));
        Assert.Equal(source, exception.FilePath);
        Assert.False(File.Exists(path));
        Assert.Throws<ArgumentException>(() => DatasetCache.Write(path, reader));
    }

    [Fact]
    public void OptionsThatCannotBeAreRefused()
    {
        (_, _) = Write(isSparse: false);
        string path = folder.PathOf("cache");
        Assert.Throws<ArgumentOutOfRangeException>(() => DatasetCache.Open(path, new CacheOptions { MemoryBytes = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => DatasetCache.Open(path, new CacheOptions { BlockBytes = -1 }));
        Assert.Contains("MemoryBytes", Assert.Throws<ArgumentException>(() => DatasetCache.Open(path, new CacheOptions { MemoryBytes = 10 })).Message);
        Assert.Throws<FileNotFoundException>(() => DatasetCache.Open(folder.PathOf("none")));
    }

    private static ClassificationDataset Open(string source, string path, SvmlightOptions options) =>
        DatasetCache.Open(path, () => SvmlightFile.Open(source, options));

    private (ClassificationDataset Data, byte[] Bytes) Write(bool isSparse)
    {
        ClassificationDataset data = CacheFiles.Make(FeatureStorage.Single, isSparse, rows: 24, columns: 6);
        DatasetCache.Write(folder.PathOf("cache"), [data], new CacheOptions { BlockBytes = 300 });
        return (data, File.ReadAllBytes(folder.PathOf("cache")));
    }
}
