using System.Numerics.Tensors;
using AutoGradLinear.Data;

namespace AutoGradLinear.Objectives;

/// <summary>Rows that are read where they lie in memory.</summary>
internal sealed unsafe class RowsInPlace<TStored> : RowPlaces<TStored>
    where TStored : unmanaged
{
    private readonly DenseMatrix features;

    /// <summary>The distances in bytes of neighbouring rows from the first one.</summary>
    private readonly nint[] neighbours;

    /// <summary>The distances in bytes of any rows from the first one of all, then those of rows that come next.</summary>
    private readonly nint[] chosen;

    private bool areNeighbours;
    private int first;
    private int count;
    private int aheadCount;

    public RowsInPlace(DenseMatrix features, int blockRows)
        : base(blockRows)
    {
        this.features = features;
        neighbours = new nint[blockRows];
        for (int i = 0; i < blockRows; i++)
            neighbours[i] = Distance(i);
        chosen = new nint[2 * blockRows];
    }

    public override ReadOnlySpan<TStored> Memory
        => features.TryGetRows(0, features.Rows, out ReadOnlySpan<TStored> rows) ? rows : throw new InvalidOperationException("These rows lie elsewhere.");

    public override void Load(int first, int count)
        => (areNeighbours, this.first, this.count, aheadCount) = (true, first, count, Math.Min(count, features.Rows - first - count));

    public override void Load(ReadOnlySpan<int> rows, ReadOnlySpan<int> next)
    {
        (areNeighbours, count, aheadCount) = (false, rows.Length, Math.Min(rows.Length, next.Length));
        for (int i = 0; i < count; i++)
            chosen[i] = Distance(rows[i]);
        for (int i = 0; i < aheadCount; i++)
            chosen[count + i] = Distance(next[i]);
    }

    public override BlockRows<TStored> At(TStored* memory, TStored** addresses)
    {
        TStored** ahead = addresses + count;
        var places = new Span<nint>(addresses, count + aheadCount);
        if (!areNeighbours)
        {
            TensorPrimitives.Add(chosen.AsSpan(0, places.Length), (nint)memory, places);
        }
        else
        {
            TensorPrimitives.Add(neighbours.AsSpan(0, count), (nint)memory + Distance(first), places);
            TensorPrimitives.Add(neighbours.AsSpan(0, aheadCount), (nint)memory + Distance(first + count), places[count..]);
        }

        return new BlockRows<TStored>(addresses, count, ahead, aheadCount);
    }

    private nint Distance(int row) => (nint)row * features.Columns * sizeof(TStored);
}
