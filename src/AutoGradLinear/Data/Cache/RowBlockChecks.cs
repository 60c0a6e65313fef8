using System.Globalization;
using System.Runtime.InteropServices;

namespace AutoGradLinear.Data;

/// <summary>What a cache asks of a block of rows, whatever their type.</summary>
internal static class RowBlockChecks
{
    /// <summary>The number of values that are stored.</summary>
    public static int StoredCount(RowBlock block) => ValueBytes(block).Length / BlockLayout.SizeOf(block.Storage);

    /// <summary>The values as they lie in memory.</summary>
    public static ReadOnlySpan<byte> ValueBytes(RowBlock block) => block.Storage switch
    {
        FeatureStorage.Byte => block.Bytes,
        FeatureStorage.Half => MemoryMarshal.AsBytes(block.Halves),
        FeatureStorage.Single => MemoryMarshal.AsBytes(block.Singles),
        _ => MemoryMarshal.AsBytes(block.Doubles),
    };

    /// <summary>Checks that no value is NaN or infinite.</summary>
    /// <param name="path">The file, for the message.</param>
    /// <param name="block">The rows.</param>
    /// <param name="rowsBefore">The number of rows before them.</param>
    /// <exception cref="DataFormatException">A value is NaN or infinite.</exception>
    public static void RequireFinite(string path, RowBlock block, long rowsBefore)
    {
        int index = block.Storage switch
        {
            FeatureStorage.Half => FeatureMatrix.IndexOfNonFinite(block.Halves),
            FeatureStorage.Single => FeatureMatrix.IndexOfNonFinite(block.Singles),
            FeatureStorage.Double => FeatureMatrix.IndexOfNonFinite(block.Doubles),
            _ => -1,
        };
        if (index < 0)
            return;
        (int row, int column) = block.IsSparse ? SparsePlace(block, index) : (index / block.FeatureCount, index % block.FeatureCount);
        throw new DataFormatException(
            path,
            string.Create(CultureInfo.InvariantCulture, $"row {rowsBefore + row + 1}, column {column + 1}"),
            "the value is NaN or infinite. Replace the value or leave the row out.");
    }

    private static (int Row, int Column) SparsePlace(RowBlock block, int index)
    {
        int row = 0;
        while (block.RowStarts[row + 1] <= index)
            row++;
        return (row, block.Columns[index]);
    }
}
