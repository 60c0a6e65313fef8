namespace AutoGradLinear.Data;

/// <summary>Neighbouring rows of a sparse matrix, one or more; what lies on disk stays mapped until this is disposed of.</summary>
/// <param name="rows">The rows.</param>
/// <param name="lease">What keeps them mapped; none for rows in memory.</param>
internal readonly ref struct SparseRun<T>(SparseRows<T> rows, BlockLease lease = default) : IDisposable
{
    private readonly BlockLease lease = lease;

    /// <summary>The rows.</summary>
    public SparseRows<T> Rows { get; } = rows;

    public void Dispose() => lease.Dispose();
}
