using System.Runtime.InteropServices;

namespace AutoGradLinear.Data;

/// <summary>A block of a cache that stays mapped until the lease is disposed of, once. The default is a lease of nothing.</summary>
internal readonly ref struct BlockLease(MappedBlocks owner, CacheBlock block) : IDisposable
{
    /// <summary>Where each sparse row starts, and the end of the last one.</summary>
    public ReadOnlySpan<int> RowStarts => MemoryMarshal.Cast<byte, int>(Bytes[(int)block.Layout.RowStartsStart..]);

    /// <summary>The columns of sparse values.</summary>
    public ReadOnlySpan<int> Columns => MemoryMarshal.Cast<byte, int>(Bytes[(int)block.Layout.ColumnsStart..])[..block.Entry.Stored];

    private ReadOnlySpan<byte> Bytes => block.Window!.Bytes;

    /// <summary>The values, in the type in which they are stored.</summary>
    public ReadOnlySpan<T> Values<T>()
        where T : unmanaged
        => MemoryMarshal.Cast<byte, T>(Bytes[..(int)block.Layout.ValueBytes]);

    public void Dispose() => owner?.Release(block);
}
