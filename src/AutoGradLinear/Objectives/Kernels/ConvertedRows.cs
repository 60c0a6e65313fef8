using System.Numerics;
using System.Numerics.Tensors;
using AutoGradLinear.Data;

namespace AutoGradLinear.Objectives;

/// <summary>Rows that are converted to the type of the loss, block by block; of a map, what is exact is done.</summary>
internal sealed unsafe class ConvertedRows<T> : RowPlaces<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly DenseMatrix features;
    private readonly bool isMappedByWeights;
    private readonly T[] wholeOffsets;
    private readonly AlignedBuffer<T> converted;
    private readonly int stride;
    private int count;

    /// <param name="features">The rows.</param>
    /// <param name="map">The map of which the weights do the rest; null where rows are read as the data says.</param>
    /// <param name="blockRows">The number of rows that a block has at most.</param>
    public ConvertedRows(DenseMatrix features, FoldedMap? map, int blockRows)
        : base(blockRows)
    {
        this.features = features;
        isMappedByWeights = map is not null;
        wholeOffsets = map is { HasWhole: true } ? [.. map.Whole.Select(T.CreateTruncating)] : [];
        stride = AlignedBuffer<T>.RowStride(features.Columns);
        converted = new AlignedBuffer<T>(blockRows * stride);
    }

    public override ReadOnlySpan<T> Memory => converted.Span;

    /// <remarks>All at once, where there are no gaps between the converted rows.</remarks>
    public override void Load(int first, int count)
    {
        this.count = count;
        bool atOnce = stride == features.Columns && wholeOffsets.Length == 0;
        if (atOnce && isMappedByWeights)
            features.CopyStored(first, count, converted.Span);
        else if (atOnce)
            features.CopyRows(first, count, converted.Span);
        for (int i = 0; !atOnce && i < count; i++)
            Convert(first + i, i);
    }

    public override void Load(ReadOnlySpan<int> rows, ReadOnlySpan<int> next)
    {
        count = rows.Length;
        for (int i = 0; i < count; i++)
            Convert(rows[i], i);
    }

    public override BlockRows<T> At(T* memory, T** addresses)
    {
        for (int i = 0; i < count; i++)
            addresses[i] = memory + ((nint)i * stride);
        return new BlockRows<T>(addresses, count, addresses, 0);
    }

    private void Convert(int row, int place)
    {
        Span<T> target = converted.Span.Slice(place * stride, features.Columns);
        if (!isMappedByWeights)
        {
            features.CopyRows(row, 1, target);
            return;
        }

        features.CopyStored(row, 1, target);
        if (wholeOffsets.Length > 0)
            TensorPrimitives.Subtract(target, wholeOffsets, target);
    }
}
