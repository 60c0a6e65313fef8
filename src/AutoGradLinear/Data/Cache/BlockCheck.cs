using System.Runtime.InteropServices;

namespace AutoGradLinear.Data;

/// <summary>What a block of a cache is asked when it is mapped for the first time, so that nobody has to ask again.</summary>
internal static class BlockCheck
{
    /// <exception cref="DataFormatException">The block is damaged.</exception>
    public static void Require(MappedBlocks file, CacheBlock block, ReadOnlySpan<byte> bytes)
    {
        string? problem = Checksum32.Of(bytes) != block.Entry.FeatureChecksum ? "its checksum is wrong"
            : !IsFinite(file.Header.Storage, bytes[..(int)block.Layout.ValueBytes]) ? "a value is NaN or infinite"
            : file.Header.IsSparse ? SparseProblem(file.Header, block, bytes)
            : null;
        if (problem is not null)
            throw CacheHeader.Error(file.Path, block.Entry.Offset, $"block {block.Index} of the cache is damaged: {problem}. Write the cache anew.");
    }

    private static bool IsFinite(FeatureStorage storage, ReadOnlySpan<byte> values) => storage switch
    {
        FeatureStorage.Half => FeatureMatrix.IndexOfNonFinite(MemoryMarshal.Cast<byte, Half>(values)) < 0,
        FeatureStorage.Single => FeatureMatrix.IndexOfNonFinite(MemoryMarshal.Cast<byte, float>(values)) < 0,
        FeatureStorage.Double => FeatureMatrix.IndexOfNonFinite(MemoryMarshal.Cast<byte, double>(values)) < 0,
        _ => true,
    };

    private static string? SparseProblem(CacheHeader header, CacheBlock block, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<int> columns = MemoryMarshal.Cast<byte, int>(bytes[(int)block.Layout.ColumnsStart..])[..block.Entry.Stored];
        ReadOnlySpan<int> starts = MemoryMarshal.Cast<byte, int>(bytes[(int)block.Layout.RowStartsStart..]);
        try
        {
            DatasetChecks.RequireCompressedRows(starts, columns, block.Entry.Stored, header.Columns);
            return null;
        }
        catch (ArgumentException exception)
        {
            return exception.Message;
        }
    }
}
