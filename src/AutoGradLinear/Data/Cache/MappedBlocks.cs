using System.IO.MemoryMappedFiles;

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
    private readonly object gate = new();
    private readonly Slot[] slots;
    private readonly int[] firstRows;
    private readonly List<Slot> mapped = [];
    private readonly MemoryMappedFile file;
    private readonly long memoryBytes;
    private readonly bool readsAhead;
    private long mappedBytes;
    private long clock;

    /// <param name="path">The file.</param>
    /// <param name="stream">The file, open; it is closed together with this.</param>
    /// <param name="header">Its header.</param>
    /// <param name="blocks">Its blocks.</param>
    /// <param name="memoryBytes">The bound.</param>
    public MappedBlocks(string path, FileStream stream, CacheHeader header, BlockEntry[] blocks, long memoryBytes)
    {
        Path = path;
        Header = header;
        this.memoryBytes = memoryBytes;
        file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        slots = new Slot[blocks.Length];
        firstRows = new int[blocks.Length];
        int row = 0;
        for (int k = 0; k < blocks.Length; k++)
        {
            slots[k] = new Slot(k, blocks[k], header.LayoutOf(blocks[k]));
            firstRows[k] = row;
            row += blocks[k].Rows;
        }

        long largest = slots.Max(slot => slot.Length);
        if (largest > memoryBytes)
        {
            throw new ArgumentException(
                $"A block of '{path}' has {largest} bytes, more than CacheOptions.MemoryBytes, {memoryBytes}. Raise it, or write the cache with smaller blocks (CacheOptions.BlockBytes).");
        }

        // Every thread reads one block and has one ahead; with less room they would take blocks from one another.
        readsAhead = memoryBytes / largest >= 2 * Math.Clamp(Environment.ProcessorCount, 2, MostReaders);
    }

    /// <summary>A pass over all rows is made by so many threads at most.</summary>
    private const int MostReaders = 16;

    public string Path { get; }

    public CacheHeader Header { get; }

    /// <summary>The first row of each block.</summary>
    public ReadOnlySpan<int> FirstRows => firstRows;

    /// <summary>The number of values that are stored.</summary>
    public long StoredCount => slots.Sum(slot => (long)slot.Entry.Stored);

    /// <summary>The most bytes that were mapped at a time.</summary>
    public long PeakMappedBytes { get; private set; }

    /// <summary>How often a block was mapped.</summary>
    public long Mappings { get; private set; }

    /// <summary>Finds the block of a row.</summary>
    /// <returns>The block, the row's place in it, and the number of its rows from there on.</returns>
    public (int Block, int Place, int Left) Find(int row)
    {
        int block = firstRows.AsSpan().BinarySearch(row);
        block = block < 0 ? ~block - 1 : block;
        int place = row - firstRows[block];
        return (block, place, slots[block].Entry.Rows - place);
    }

    /// <summary>Maps a block, if it is not; waits for room where other threads have it.</summary>
    /// <exception cref="DataFormatException">The block is damaged.</exception>
    /// <exception cref="IOException">The file cannot be mapped.</exception>
    public BlockLease Lease(int block)
    {
        Slot slot = slots[block];
        lock (gate)
        {
            while (slot.Window is null && (slot.IsBusy || !TryReserve(slot)))
                Monitor.Wait(gate);
            if (slot.Window is not null)
            {
                Take(slot);
                if (slot.IsAhead)
                    ReadAhead(block + 1);
                slot.IsAhead = false;
                return new BlockLease(this, slot);
            }
        }

        Map(slot);
        if (block > 0 && slots[block - 1].Window is not null)
            ReadAhead(block + 1);
        return new BlockLease(this, slot);
    }

    /// <summary>Gives a lease back.</summary>
    public void Release(Slot slot)
    {
        lock (gate)
        {
            slot.Leases--;
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Maps and checks a block for which there is room, and takes a lease of it.</summary>
    private void Map(Slot slot)
    {
        MappedWindow? window = null;
        bool isChecked = false;
        try
        {
            window = new MappedWindow(file, slot.Entry.Offset, slot.Length);
            if (!slot.IsChecked)
                BlockCheck.Require(this, slot, window.Bytes);
            isChecked = true;
        }
        finally
        {
            lock (gate)
            {
                slot.IsBusy = false;
                if (isChecked)
                {
                    slot.IsChecked = true;
                    slot.Window = window;
                    mapped.Add(slot);
                    Mappings++;
                    Take(slot);
                }
                else
                {
                    mappedBytes -= slot.Length;
                    window?.Dispose();
                }

                Monitor.PulseAll(gate);
            }
        }
    }

    private void Take(Slot slot)
    {
        slot.Leases++;
        slot.LastUse = ++clock;
    }

    /// <summary>Makes room for a block, which is then about to be mapped.</summary>
    /// <returns>Whether there is room.</returns>
    private bool TryReserve(Slot slot)
    {
        while (mappedBytes + slot.Length > memoryBytes)
        {
            Slot? oldest = null;
            foreach (Slot candidate in mapped)
            {
                if (candidate.Leases == 0 && (oldest is null || candidate.LastUse < oldest.LastUse))
                    oldest = candidate;
            }

            if (oldest is null)
                return false;
            Unmap(oldest);
        }

        mappedBytes += slot.Length;
        PeakMappedBytes = Math.Max(PeakMappedBytes, mappedBytes);
        slot.IsBusy = true;
        return true;
    }

    private void Unmap(Slot slot)
    {
        slot.Window!.Dispose();
        slot.Window = null;
        slot.IsAhead = false;
        mapped.Remove(slot);
        mappedBytes -= slot.Length;
    }

    /// <summary>Has a block read on another thread, where there is room for it.</summary>
    private void ReadAhead(int block)
    {
        if (readsAhead && block < slots.Length && slots[block].Window is null)
            ThreadPool.UnsafeQueueUserWorkItem(static work => work.Owner.Fetch(work.Slot), (Owner: this, Slot: slots[block]), preferLocal: false);
    }

    private void Fetch(Slot slot)
    {
        lock (gate)
        {
            if (slot.Window is not null || slot.IsBusy || !TryReserve(slot))
                return;
        }

        try
        {
            Map(slot);
        }
        catch (Exception)
        {
            // Whoever needs the block will map it, and be told what is wrong with it; here nobody listens.
            return;
        }

        slot.Window!.Touch();
        lock (gate)
            slot.IsAhead = true;
        Release(slot);
    }

    /// <summary>A block, and its window where it is mapped.</summary>
    internal sealed class Slot(int index, BlockEntry entry, BlockLayout layout)
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
}
