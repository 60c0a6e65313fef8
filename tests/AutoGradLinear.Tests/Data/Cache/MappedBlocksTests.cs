using AutoGradLinear.Data;
using AutoGradLinear.Tests.Data.Files;
using Xunit;

namespace AutoGradLinear.Tests.Data.Cache;

/// <summary>What is mapped at a time stays below the bound.</summary>
public sealed class MappedBlocksTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(2_000)]
    [InlineData(10_000)]
    [InlineData(50_000)]
    public void PassesInAnyOrderKeepTheBound(long memoryBytes)
    {
        // 900 rows of 21 floats are 75 600 bytes.
        ClassificationDataset data = CacheFiles.Make(FeatureStorage.Single, isSparse: false);
        ClassificationDataset mapped = CacheFiles.Map(folder, data, blockBytes: 1900, memoryBytes);
        int[] order = [.. Enumerable.Range(0, data.Count)];
        new Random(1).Shuffle(order);
        RequireRows(data, mapped, [.. Enumerable.Range(0, data.Count)]);
        RequireRows(data, mapped, order);
        MappedBlocks blocks = CacheFiles.BlocksOf(mapped);
        Assert.InRange(blocks.PeakMappedBytes, 1, memoryBytes);
        Assert.InRange(blocks.Mappings, blocks.FirstRows.Length + 1, int.MaxValue);
    }

    [Fact]
    public void WhatFitsIsMappedOnce()
    {
        ClassificationDataset data = CacheFiles.Make(FeatureStorage.Single, isSparse: false);
        ClassificationDataset mapped = CacheFiles.Map(folder, data, memoryBytes: 1 << 20);
        for (int pass = 0; pass < 3; pass++)
            RequireRows(data, mapped, [.. Enumerable.Range(0, data.Count)]);
        Assert.Equal(CacheFiles.BlocksOf(mapped).FirstRows.Length, CacheFiles.BlocksOf(mapped).Mappings);
    }

    [Theory]
    [InlineData(2_000)]
    [InlineData(6_000)]
    [InlineData(40_000)]
    public void ManyThreadsShareFewBlocks(long memoryBytes)
    {
        // More threads than blocks have room: they wait for one another and all get their rows.
        ClassificationDataset data = CacheFiles.Make(FeatureStorage.Single, isSparse: false);
        ClassificationDataset mapped = CacheFiles.Map(folder, data, blockBytes: 1900, memoryBytes);
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, thread =>
        {
            int[] order = [.. Enumerable.Range(0, data.Count)];
            if (thread % 2 == 1)
                new Random(thread).Shuffle(order);
            RequireRows(data, mapped, order);
        });
        Assert.InRange(CacheFiles.BlocksOf(mapped).PeakMappedBytes, 1, memoryBytes);
    }

    [Fact]
    public void ThereMayBeMoreValuesThanAnArrayHolds()
    {
        // 2 100 blocks of 1 024 rows of 1 024 bytes are more than 2³¹ values. All but the last block are zeros that were never written: a hole in the file.
        const int Blocks = 2100;
        const int Side = 1024;
        if (!OperatingSystem.IsLinux())
            return;
        byte[] zeros = new byte[Side * Side];
        byte[] last = [.. zeros];
        last[^1] = 7;
        var entries = new BlockEntry[Blocks];
        for (int k = 0; k < Blocks; k++)
        {
            uint checksum = Checksum32.Of(k < Blocks - 1 ? zeros : last);
            entries[k] = new BlockEntry(CacheIndex.Alignment + ((long)k * Side * Side), Side, Side * Side, HasWeights: false, checksum, LabelChecksum: 0);
        }

        byte[] index = new CacheIndex(entries, ["a", "b"], [], null).ToBytes();
        long indexOffset = entries[^1].Offset + last.Length;
        var header = new CacheHeader(FeatureStorage.Byte, false, false, Blocks * Side, Side, Blocks, indexOffset, index.Length, Checksum32.Of(index), default);
        string path = folder.PathOf("huge");
        using (FileStream stream = File.Create(path))
        {
            stream.Write(header.ToBytes());
            stream.Position = entries[^1].Offset;
            stream.Write(last);
            stream.Write(index);
        }

        ClassificationDataset data = DatasetCache.Open(path, new CacheOptions { MemoryBytes = 2 * Side * Side });
        Assert.Equal((long)Blocks * Side * Side, data.StoredCount);
        float[] row = new float[Side];
        data.CopyRow<float>(0, row);
        Assert.All(row, value => Assert.Equal(0f, value));
        data.CopyRow<float>(data.Count - 1, row);
        Assert.Equal(7f, row[^1]);
    }

    private static void RequireRows(ClassificationDataset data, ClassificationDataset mapped, int[] rows)
    {
        double[] expected = new double[data.FeatureCount];
        double[] actual = new double[data.FeatureCount];
        foreach (int row in rows)
        {
            data.CopyRow<double>(row, expected);
            mapped.CopyRow<double>(row, actual);
            Assert.Equal(expected, actual);
        }
    }
}
