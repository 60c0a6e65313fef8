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

    /// <summary>Where each row of the block begins, counted in features.</summary>
    protected nint[] Offsets { get; } = new nint[blockRows];

    /// <summary>Where rows begin that will be read later.</summary>
    protected nint[] OffsetsAhead { get; } = new nint[blockRows];

    /// <summary>Takes up neighbouring rows.</summary>
    public abstract void Load(int first, int count);

    /// <summary>Takes up any rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="next">Rows that will come next, as far as that is known.</param>
    public abstract void Load(ReadOnlySpan<int> rows, ReadOnlySpan<int> next);

    /// <summary>Gives the addresses of the first rows of the block.</summary>
    /// <param name="memory">The address of <see cref="Memory"/>.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="addresses">Receives their addresses, then those of the rows that come next: twice their number.</param>
    public BlockRows<TStored> At(TStored* memory, int count, TStored** addresses)
    {
        TStored** ahead = addresses + count;
        for (int i = 0; i < count; i++)
        {
            addresses[i] = memory + Offsets[i];
            ahead[i] = memory + OffsetsAhead[i];
        }

        return new BlockRows<TStored>(addresses, count, ahead, count);
    }
}
