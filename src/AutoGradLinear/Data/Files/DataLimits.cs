namespace AutoGradLinear;

/// <summary>
/// What a reader accepts at most. A file beyond a limit is refused with a <see cref="DataFormatException"/> that names the limit, before
/// the memory for it is taken.
/// </summary>
public sealed record DataLimits
{
    /// <summary>The limits that readers use where none are given.</summary>
    public static DataLimits Default { get; } = new();

    /// <summary>The largest size of a file after decompression, in bytes; 64 GiB.</summary>
    public long MaxBytes { get; init; } = 64L << 30;

    /// <summary>The largest number of examples.</summary>
    public int MaxRows { get; init; } = 500_000_000;

    /// <summary>The largest number of features (columns).</summary>
    public int MaxFeatures { get; init; } = 50_000_000;

    /// <summary>The largest number of classes.</summary>
    public int MaxClasses { get; init; } = 100_000;

    /// <summary>The longest line of a text file, in characters.</summary>
    public int MaxLineLength { get; init; } = 64 << 20;

    /// <summary>The largest memory that a dataset read as a whole may take, in bytes; three quarters of what the process may use.</summary>
    public long MaxMemory { get; init; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 * 3;

    /// <summary>Throws where a limit makes no sense.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A limit is not positive.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxBytes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxRows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxFeatures);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxClasses);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxLineLength);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxMemory);
    }
}
