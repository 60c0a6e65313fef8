using AutoGradLinear.Data;

namespace AutoGradLinear.Solvers;

/// <summary>The last row that was converted or compressed, since a row that is read is often added right away.</summary>
internal sealed class RowBuffer<T>(DenseMatrix features)
    where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
{
    private readonly T[] values = new T[features.Columns];
    private T[] stored = [];
    private int[] storedColumns = [];
    private int loaded = -1;
    private int compressed = -1;
    private int count;

    /// <summary>The values of a row, from memory where they are of type <typeparamref name="T"/>.</summary>
    public ReadOnlySpan<T> Values(int row)
    {
        if (features.TryGetRows(row, 1, out ReadOnlySpan<T> inPlace))
            return inPlace;
        if (row != loaded)
        {
            features.CopyRows(row, 1, values);
            loaded = row;
        }

        return values;
    }

    /// <summary>What is not 0 in a row.</summary>
    public ReadOnlySpan<T> Stored(int row, out ReadOnlySpan<int> columns)
    {
        if (row != compressed)
        {
            if (stored.Length == 0)
            {
                stored = new T[features.Columns];
                storedColumns = new int[features.Columns];
            }

            count = DenseRowKernel.Compress(Values(row), stored, storedColumns);
            compressed = row;
        }

        columns = storedColumns.AsSpan(0, count);
        return stored.AsSpan(0, count);
    }
}
