namespace AutoGradLinear.Data;

/// <summary>Room for one row of a sparse matrix, which grows to the longest.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
internal sealed class SparseRowBuffer<T>
{
    private int[] columns = [];
    private T[] values = [];
    private readonly int[] starts = new int[2];

    /// <summary>Room for columns.</summary>
    public Span<int> Columns(int count)
    {
        if (columns.Length < count)
            columns = new int[Math.Max(count, 2 * columns.Length)];
        return columns.AsSpan(0, count);
    }

    /// <summary>Room for values.</summary>
    public Span<T> Values(int count)
    {
        if (values.Length < count)
            values = new T[Math.Max(count, 2 * values.Length)];
        return values.AsSpan(0, count);
    }

    /// <summary>A row alone, as rows.</summary>
    public SparseRows<T> Alone(SparseRow<T> row)
    {
        starts[1] = row.Columns.Length;
        return new SparseRows<T>(starts, row.Columns, row.Values);
    }
}
