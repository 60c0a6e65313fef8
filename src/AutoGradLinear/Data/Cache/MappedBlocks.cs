using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace AutoGradLinear.Data;

/// <summary>
/// The blocks of a cache, mapped when they are asked for and unmapped, the one used longest ago first, when others need the room: no more bytes than a bound are mapped at a time.
/// </summary>
/// <remarks>
/// <para>A thread has one lease at a time, and gives it back before it asks for another one; so a thread that waits for room always gets it.</para>
/// <para>Where blocks are read one after another, the next one is mapped, and read from disk, on another thread. A block is checked when it is mapped for the first time.</para>
/// </remarks>
internal sealed class MappedBlocks
{
    /// <summary>A pass over all rows is made by so many threads at most.</summary>
    private const int MostReaders = 16;

    private readonly object gate = new();
    private readonly CacheBlock[] blocks;
    private readonly int[] firstRows;
    private readonly List<CacheBlock> mapped = [];
    private readonly MemoryMappedFile file;
    private readonly SafeFileHandle handle;
    private readonly long memoryBytes;
    private readonly bool readsAhead;
    private long mappedBytes;
    private long clock;

    /// <param name="path">The file.</param>
    /// <param name="stream">The file, open; it is closed together with this.</param>
    /// <param name="header">Its header.</param>
    /// <param name="entries">Its blocks.</param>
    /// <param name="memoryBytes">The bound.</param>
    public MappedBlocks(string path, FileStream stream, CacheHeader header, BlockEntry[] entries, long memoryBytes)
    {
        Path = path;
        Header = header;
        this.memoryBytes = memoryBytes;
        handle = stream.SafeFileHandle;
        file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        blocks = new CacheBlock[entries.Length];
        firstRows = new int[entries.Length];
        int row = 0;
        for (int k = 0; k < entries.Length; k++)
        {
            blocks[k] = new CacheBlock(k, entries[k], header.LayoutOf(entries[k]));
            firstRows[k] = row;
            row += entries[k].Rows;
        }

        long largest = blocks.Max(block => block.Length);
        if (largest > memoryBytes)
        {
            throw new ArgumentException(
                $"A block of '{path}' has {largest} bytes, more than CacheOptions.MemoryBytes, {memoryBytes}. Raise it, or write the cache with smaller blocks (CacheOptions.BlockBytes).");
        }

        // Every thread reads one block and has one ahead; with less room they would take blocks from one another.
        readsAhead = memoryBytes / largest >= 2 * Math.Clamp(Environment.ProcessorCount, 2, MostReaders);
    }

    public string Path { get; }

    public CacheHeader Header { get; }

    /// <summary>The first row of each block.</summary>
    public ReadOnlySpan<int> FirstRows => firstRows;

    /// <summary>The number of values that are stored.</summary>
    public long StoredCount => blocks.Sum(block => (long)block.Entry.Stored);

    /// <summary>Adds the checksums of all features.</summary>
    public void AddTo(ref Checksum32 checksum)
    {
        foreach (CacheBlock block in blocks)
            checksum.Add<uint>([(uint)block.Entry.Rows, block.Entry.FeatureChecksum]);
    }

    /// <summary>The most bytes that were mapped at a time.</summary>
    public long PeakMappedBytes { get; private set; }

    /// <summary>How often a block was mapped.</summary>
    public long Mappings { get; private set; }

    /// <summary>Finds the block of a row.</summary>
    /// <returns>The block, the row's place in it, and the number of its rows from there on.</returns>
    public (int Block, int Place, int Left) Find(int row)
    {
        int index = firstRows.AsSpan().BinarySearch(row);
        index = index < 0 ? ~index - 1 : index;
        int place = row - firstRows[index];
        return (index, place, blocks[index].Entry.Rows - place);
    }

    /// <summary>Maps a block, if it is not; waits for room where other threads have it.</summary>
    /// <exception cref="DataFormatException">The block is damaged.</exception>
    /// <exception cref="IOException">The file cannot be mapped.</exception>
    public BlockLease Lease(int index)
    {
        CacheBlock block = blocks[index];
        lock (gate)
        {
            while (block.Window is null && (block.IsBusy || !TryReserve(block)))
                Monitor.Wait(gate);
            if (block.Window is not null)
            {
                Take(block);
                if (block.IsAhead)
                    ReadAhead(index + 1);
                block.IsAhead = false;
                return new BlockLease(this, block);
            }
        }

        Map(block);
        if (index > 0 && blocks[index - 1].Window is not null)
            ReadAhead(index + 1);
        return new BlockLease(this, block);
    }

    /// <summary>Announces that a block is going to be read: the system may bring it from disk meanwhile. It is not mapped, so that the bound holds.</summary>
    public void Announce(int index)
    {
        CacheBlock block = blocks[index];
        FileAdvice.WillRead(handle, block.Entry.Offset, block.Length);
    }

    /// <summary>Gives a lease back.</summary>
    public void Release(CacheBlock block)
    {
        lock (gate)
        {
            block.Leases--;
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Maps and checks a block for which there is room, and takes a lease of it.</summary>
    private void Map(CacheBlock block)
    {
        MappedWindow? window = null;
        bool isChecked = false;
        try
        {
            window = new MappedWindow(file, block.Entry.Offset, block.Length);
            if (!block.IsChecked)
                BlockCheck.Require(this, block, window.Bytes);
            isChecked = true;
        }
        finally
        {
            lock (gate)
            {
                block.IsBusy = false;
                if (isChecked)
                {
                    block.IsChecked = true;
                    block.Window = window;
                    mapped.Add(block);
                    Mappings++;
                    Take(block);
                }
                else
                {
                    mappedBytes -= block.Length;
                    window?.Dispose();
                }

                Monitor.PulseAll(gate);
            }
        }
    }

    private void Take(CacheBlock block)
    {
        block.Leases++;
        block.LastUse = ++clock;
    }

    /// <summary>Makes room for a block, which is then about to be mapped.</summary>
    /// <returns>Whether there is room.</returns>
    private bool TryReserve(CacheBlock block)
    {
        while (mappedBytes + block.Length > memoryBytes)
        {
            CacheBlock? oldest = null;
            foreach (CacheBlock candidate in mapped)
            {
                if (candidate.Leases == 0 && (oldest is null || candidate.LastUse < oldest.LastUse))
                    oldest = candidate;
            }

            if (oldest is null)
                return false;
            Unmap(oldest);
        }

        mappedBytes += block.Length;
        PeakMappedBytes = Math.Max(PeakMappedBytes, mappedBytes);
        block.IsBusy = true;
        return true;
    }

    private void Unmap(CacheBlock block)
    {
        block.Window!.Dispose();
        block.Window = null;
        block.IsAhead = false;
        mapped.Remove(block);
        mappedBytes -= block.Length;
    }

    /// <summary>Has a block read on another thread, where there is room for it.</summary>
    private void ReadAhead(int index)
    {
        if (readsAhead && index < blocks.Length && blocks[index].Window is null)
            ThreadPool.UnsafeQueueUserWorkItem(static work => work.Owner.Fetch(work.Block), (Owner: this, Block: blocks[index]), preferLocal: false);
    }

    private void Fetch(CacheBlock block)
    {
        lock (gate)
        {
            if (block.Window is not null || block.IsBusy || !TryReserve(block))
                return;
        }

        try
        {
            Map(block);
        }
        catch (Exception)
        {
            // Whoever needs the block will map it, and be told what is wrong with it; here nobody listens.
            return;
        }

        block.Window!.Touch();
        lock (gate)
            block.IsAhead = true;
        Release(block);
    }
}
