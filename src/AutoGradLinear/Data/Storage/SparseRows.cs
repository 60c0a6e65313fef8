namespace AutoGradLinear.Data;

/// <summary>Neighbouring rows of a sparse matrix, as they lie in memory.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
/// <param name="starts">Where each row starts in columns and values, and, at the end, where the last one ends.</param>
/// <param name="columns">The columns of all stored values.</param>
/// <param name="values">All stored values.</param>
internal readonly ref struct SparseRows<T>(ReadOnlySpan<int> starts, ReadOnlySpan<int> columns, ReadOnlySpan<T> values)
{
    private readonly ReadOnlySpan<int> starts = starts;
    private readonly ReadOnlySpan<int> columns = columns;
    private readonly ReadOnlySpan<T> values = values;

    /// <summary>The number of rows.</summary>
    public int Count => starts.Length - 1;

    /// <summary>The columns of a row, ascending.</summary>
    public ReadOnlySpan<int> Columns(int row) => columns[starts[row]..starts[row + 1]];

    /// <summary>The values of a row, one for each of its columns.</summary>
    public ReadOnlySpan<T> Values(int row) => values[starts[row]..starts[row + 1]];
}
