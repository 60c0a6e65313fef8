using System.Runtime.InteropServices;

namespace AutoGradLinear.Data;

/// <summary>A block of a cache that stays mapped until the lease is disposed of.</summary>
internal readonly ref struct BlockLease : IDisposable
{
    private readonly MappedBlocks owner;
    private readonly CacheBlock block;
    private readonly ReadOnlySpan<byte> bytes;

    public BlockLease(MappedBlocks owner, CacheBlock block)
    {
        this.owner = owner;
        this.block = block;
        bytes = block.Window!.Bytes;
    }

    /// <summary>Where each sparse row starts, and the end of the last one.</summary>
    public ReadOnlySpan<int> RowStarts => MemoryMarshal.Cast<byte, int>(bytes[(int)block.Layout.RowStartsStart..]);

    /// <summary>The columns of sparse values.</summary>
    public ReadOnlySpan<int> Columns => MemoryMarshal.Cast<byte, int>(bytes[(int)block.Layout.ColumnsStart..])[..block.Entry.Stored];

    /// <summary>The values, in the type in which they are stored.</summary>
    public ReadOnlySpan<T> Values<T>()
        where T : unmanaged
        => MemoryMarshal.Cast<byte, T>(bytes[..(int)block.Layout.ValueBytes]);

    public void Dispose() => owner.Release(block);
}
