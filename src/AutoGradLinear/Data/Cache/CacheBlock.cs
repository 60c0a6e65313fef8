namespace AutoGradLinear.Data;

/// <summary>A block of a cache, and its window where it is mapped. What changes is changed under the lock of <see cref="MappedBlocks"/>.</summary>
/// <param name="index">Which block it is.</param>
/// <param name="entry">What the index of the file says of it.</param>
/// <param name="layout">Where its parts are.</param>
internal sealed class CacheBlock(int index, BlockEntry entry, BlockLayout layout)
{
    public int Index { get; } = index;

    public BlockEntry Entry { get; } = entry;

    public BlockLayout Layout { get; } = layout;

    public int Length { get; } = (int)layout.FeatureBytes;

    public MappedWindow? Window { get; set; }

    /// <summary>The number of leases; with none, the window may be taken away.</summary>
    public int Leases { get; set; }

    public long LastUse { get; set; }

    /// <summary>Whether a thread is mapping it.</summary>
    public bool IsBusy { get; set; }

    /// <summary>Whether it was found to be whole.</summary>
    public bool IsChecked { get; set; }

    /// <summary>Whether it was mapped before it was needed, and nobody has needed it yet.</summary>
    public bool IsAhead { get; set; }
}
