using AutoGradLinear.Data;

namespace AutoGradLinear.Objectives;

/// <summary>Rows that are read where they lie in memory.</summary>
internal sealed class RowsInPlace<TStored>(DenseMatrix features, int blockRows) : RowPlaces<TStored>(blockRows)
    where TStored : unmanaged
{
    public override ReadOnlySpan<TStored> Memory
        => features.TryGetRows(0, features.Rows, out ReadOnlySpan<TStored> rows) ? rows : throw new InvalidOperationException("These rows lie elsewhere.");

    public override void Load(int first, int count)
    {
        for (int i = 0; i < count; i++)
            (Offsets[i], OffsetsAhead[i]) = (Offset(first + i), Offset(Math.Min(first + count + i, features.Rows - 1)));
    }

    public override void Load(ReadOnlySpan<int> rows, ReadOnlySpan<int> next)
    {
        for (int i = 0; i < rows.Length; i++)
            (Offsets[i], OffsetsAhead[i]) = (Offset(rows[i]), Offset(i < next.Length ? next[i] : rows[i]));
    }

    private nint Offset(int row) => (nint)row * features.Columns;
}
