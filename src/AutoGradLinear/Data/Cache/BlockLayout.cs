using System.Runtime.CompilerServices;

namespace AutoGradLinear.Data;

/// <summary>Where the parts of a block of a cache lie, in bytes from its start.</summary>
/// <remarks>
/// First the values, where dense rows can be read as they lie, then, for sparse rows, the columns of the values and the starts of the rows; behind the features, which are mapped, labels and
/// weights, which are read once. Every part begins with a whole cache line.
/// </remarks>
internal readonly struct BlockLayout
{
    private const int CacheLine = 64;

    /// <param name="storage">The type of the values.</param>
    /// <param name="isSparse">Whether the rows are compressed.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="stored">The number of values.</param>
    /// <param name="hasLabels">Whether the rows have labels.</param>
    /// <param name="hasWeights">Whether the rows have weights.</param>
    public BlockLayout(FeatureStorage storage, bool isSparse, int rows, long stored, bool hasLabels, bool hasWeights)
    {
        ValueBytes = stored * SizeOf(storage);
        FeatureBytes = ColumnsStart = RowStartsStart = ValueBytes;
        if (isSparse)
        {
            ColumnsStart = Aligned(ValueBytes);
            RowStartsStart = Aligned(ColumnsStart + (stored * sizeof(int)));
            FeatureBytes = RowStartsStart + ((rows + 1L) * sizeof(int));
        }

        LabelsStart = Aligned(FeatureBytes);
        WeightsStart = Aligned(LabelsStart + (hasLabels ? rows * (long)sizeof(int) : 0));
        Length = WeightsStart + (hasWeights ? rows * (long)sizeof(double) : 0);
    }

    /// <summary>The bytes of the values, which are the first part.</summary>
    public long ValueBytes { get; }

    public long ColumnsStart { get; }

    public long RowStartsStart { get; }

    /// <summary>The bytes of all parts that are features.</summary>
    public long FeatureBytes { get; }

    public long LabelsStart { get; }

    public long WeightsStart { get; }

    /// <summary>The bytes of the block.</summary>
    public long Length { get; }

    public static int SizeOf(FeatureStorage storage) => storage switch
    {
        FeatureStorage.Byte => sizeof(byte),
        FeatureStorage.Half => Unsafe.SizeOf<Half>(),
        FeatureStorage.Single => sizeof(float),
        _ => sizeof(double),
    };

    private static long Aligned(long offset) => (offset + CacheLine - 1) / CacheLine * CacheLine;
}
