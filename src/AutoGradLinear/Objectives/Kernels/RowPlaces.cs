namespace AutoGradLinear.Objectives;

/// <summary>Where the rows of a block lie, as they are read: in the dataset, or converted in a buffer.</summary>
/// <typeparam name="TStored">The type in which a feature is read.</typeparam>
internal abstract unsafe class RowPlaces<TStored>(int blockRows)
    where TStored : unmanaged
{
    /// <summary>The number of rows that a block has at most.</summary>
    public int BlockRows { get; } = blockRows;

    /// <summary>The memory that holds the rows.</summary>
    public abstract ReadOnlySpan<TStored> Memory { get; }

    /// <summary>Takes up neighbouring rows.</summary>
    public abstract void Load(int first, int count);

    /// <summary>Takes up any rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="next">Rows that will come next, as far as that is known.</param>
    public abstract void Load(ReadOnlySpan<int> rows, ReadOnlySpan<int> next);

    /// <summary>Gives the addresses of the rows that were taken up.</summary>
    /// <param name="memory">The address of <see cref="Memory"/>.</param>
    /// <param name="addresses">Receives the addresses; twice as long as the block has rows, for those of rows that come next.</param>
    public abstract BlockRows<TStored> At(TStored* memory, TStored** addresses);
}
