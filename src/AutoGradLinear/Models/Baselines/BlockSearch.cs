namespace AutoGradLinear.Models;

/// <summary>Finds the neighbours of a block of queries in one pass over the training rows; holds the buffers of one thread.</summary>
internal abstract class BlockSearch
{
    /// <summary>How many training rows are passed between two looks at the cancellation token.</summary>
    protected const int RowsPerCheck = 4096;

    /// <summary>The largest number of queries in a block.</summary>
    public abstract int MaxQueries { get; }

    /// <summary>Finds the neighbours of the queries <paramref name="first"/>, <paramref name="first"/> + 1, …, one list for each.</summary>
    public abstract void Search(int first, ReadOnlySpan<NeighborList> lists, CancellationToken cancellationToken);
}
