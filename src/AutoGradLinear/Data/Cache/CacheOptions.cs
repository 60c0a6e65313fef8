namespace AutoGradLinear;

/// <summary>How a <see cref="DatasetCache"/> is written and read.</summary>
public sealed record CacheOptions
{
    /// <summary>What is used where no options are given.</summary>
    public static CacheOptions Default { get; } = new();

    /// <summary>
    /// The bytes of features that are mapped into memory at a time, at most; 256 MiB. Beside them, memory holds 4 bytes for each example's label, 8 for its weight where there are
    /// weights, and what a solver keeps for each example. Stochastic solvers
    /// go through eight blocks at a time, for which there should be room.
    /// </summary>
    public long MemoryBytes { get; init; } = 256L << 20;

    /// <summary>
    /// The bytes of features in a block of the file, about; 4 MiB. A block is mapped, checked and shuffled as a whole. Only writing looks at it.
    /// </summary>
    public int BlockBytes { get; init; } = 4 << 20;

    /// <summary>Throws where an option makes no sense.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive, or a block would not fit into memory.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MemoryBytes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(BlockBytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(BlockBytes, 1 << 30);
    }
}
