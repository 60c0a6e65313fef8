namespace AutoGradLinear;

/// <summary>How <see cref="NearestNeighbors"/> finds neighbours.</summary>
public sealed record NearestNeighborsOptions
{
    /// <summary>One neighbour, Euclidean distance, all processors.</summary>
    public static NearestNeighborsOptions Default { get; } = new();

    /// <summary>The number of neighbours that vote, from 1 to the number of training examples that have a weight above 0.</summary>
    public int K { get; init; } = 1;

    /// <summary>The distance between examples.</summary>
    public NeighborDistance Distance { get; init; } = NeighborDistance.L2;

    /// <summary>The largest number of threads, at least 1. The results do not depend on it.</summary>
    public int MaxThreads { get; init; } = Environment.ProcessorCount;

    /// <summary>Checks the options against the number of training examples that have a weight.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is not allowed.</exception>
    internal void Validate(int rows)
    {
        if (K < 1 || K > rows)
            throw new ArgumentOutOfRangeException(nameof(K), K, $"K lies between 1 and the number of training examples that have a weight above 0, {rows}.");
        if (Distance is not (NeighborDistance.L1 or NeighborDistance.L2))
            throw new ArgumentOutOfRangeException(nameof(Distance), Distance, "The distance is L1 or L2.");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxThreads);
    }
}
