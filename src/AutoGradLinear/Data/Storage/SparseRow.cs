namespace AutoGradLinear.Data;

/// <summary>A row of a sparse matrix.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
/// <param name="columns">The columns of the values, ascending.</param>
/// <param name="values">The values.</param>
internal readonly ref struct SparseRow<T>(ReadOnlySpan<int> columns, ReadOnlySpan<T> values)
{
    /// <summary>The columns of the values, ascending.</summary>
    public ReadOnlySpan<int> Columns { get; } = columns;

    /// <summary>The values, one for each column.</summary>
    public ReadOnlySpan<T> Values { get; } = values;
}
