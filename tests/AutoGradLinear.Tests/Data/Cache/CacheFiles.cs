using AutoGradLinear.Data;
using AutoGradLinear.Tests.Data.Files;

namespace AutoGradLinear.Tests.Data.Cache;

/// <summary>Caches of small datasets, in many blocks.</summary>
internal static class CacheFiles
{
    /// <summary>Writes a dataset, and opens it from disk.</summary>
    public static ClassificationDataset Map(TemporaryFolder folder, ClassificationDataset data, int blockBytes = 2000, long memoryBytes = 20_000)
    {
        string path = folder.PathOf($"{Guid.NewGuid():N}.cache");
        var options = new CacheOptions { BlockBytes = blockBytes, MemoryBytes = memoryBytes };
        DatasetCache.Write(path, [data], options);
        return DatasetCache.Open(path, options);
    }

    /// <summary>The same numbers in another storage.</summary>
    public static ClassificationDataset Make(FeatureStorage storage, bool isSparse, int rows = 900, int columns = 21, int classes = 3)
    {
        int[] labels = [.. Enumerable.Range(0, rows).Select(i => (i * 7) % classes)];
        double[] weights = [.. RandomData.Vector(rows, 5).Select((x, i) => i % 3 == 0 ? 1.0 : x + 1.25)];
        string[] names = [.. Enumerable.Range(0, columns).Select(j => $"feature {j}")];

        // Every third value is other than 0.
        double[] values = [.. RandomData.Vector(rows * columns, 6).Select((x, k) => k * 5 % 3 == 0 ? x : 0.0)];
        ClassificationDataset data = storage switch
        {
            FeatureStorage.Byte => ClassificationDataset.FromRows<int>((byte[])[.. values.Select(x => (byte)(127 * (x + 1)))], columns, labels, null, weights, names),
            FeatureStorage.Half => ClassificationDataset.FromRows<int>((Half[])[.. values.Select(x => (Half)x)], columns, labels, null, weights, names),
            FeatureStorage.Single => ClassificationDataset.FromRows<int>((float[])[.. values.Select(x => (float)x)], columns, labels, null, weights, names),
            _ => ClassificationDataset.FromRows<int>(values, columns, labels, null, weights, names),
        };
        return isSparse ? data.ToSparse() : data;
    }

    /// <summary>The file behind a dataset.</summary>
    public static MappedBlocks BlocksOf(ClassificationDataset data) => data.Features.Mapped!.Blocks;
}
