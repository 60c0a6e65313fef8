namespace AutoGradLinear.Data;

/// <summary>Rows of a cache: all of them, or a choice of them that stays on disk.</summary>
/// <param name="blocks">The file.</param>
/// <param name="selection">The rows of the file, or null for all of them.</param>
internal sealed class MappedRows(MappedBlocks blocks, int[]? selection = null)
{
    private readonly Lazy<int[]> blockStarts = new(() => FindBlockStarts(blocks, selection));

    public MappedBlocks Blocks { get; } = blocks;

    /// <summary>The number of rows.</summary>
    public int Count => selection?.Length ?? Blocks.Header.Rows;

    /// <summary>Whether these are all rows of the file.</summary>
    public bool IsWhole => selection is null;

    /// <summary>Where rows begin that lie in another block than the one before.</summary>
    public int[] BlockStarts => blockStarts.Value;

    /// <summary>Announces that the rows from one of <see cref="BlockStarts"/> on are going to be read.</summary>
    public void Announce(int start) => Blocks.Announce(Run(BlockStarts[start], 1).Block);

    /// <summary>Chooses rows of these.</summary>
    public MappedRows Select(ReadOnlySpan<int> rows)
    {
        int[] chosen = rows.ToArray();
        for (int i = 0; selection is not null && i < chosen.Length; i++)
            chosen[i] = selection[chosen[i]];
        return new MappedRows(Blocks, chosen);
    }

    /// <summary>Finds rows that follow one another in one block.</summary>
    /// <param name="first">The first of these rows.</param>
    /// <param name="most">The largest number of rows that are wanted.</param>
    /// <returns>The block, the place of the first row in it, and the number of rows.</returns>
    public (int Block, int Place, int Count) Run(int first, int most)
    {
        int row = selection is null ? first : selection[first];
        (int block, int place, int left) = Blocks.Find(row);
        int count = Math.Min(most, left);
        if (selection is null)
            return (block, place, count);
        int run = 1;
        while (run < count && selection[first + run] == row + run)
            run++;
        return (block, place, run);
    }

    /// <summary>Adds what the file says of its blocks, which are checked against it when they are mapped, and which rows these are.</summary>
    public void AddTo(ref Checksum32 checksum)
    {
        Blocks.AddTo(ref checksum);
        checksum.Add<int>(selection);
    }

    private static int[] FindBlockStarts(MappedBlocks blocks, int[]? selection)
    {
        if (selection is null)
            return blocks.FirstRows.ToArray();
        var starts = new List<int>();
        int last = -1;
        for (int i = 0; i < selection.Length; i++)
        {
            int block = blocks.Find(selection[i]).Block;
            if (block != last)
                starts.Add(i);
            last = block;
        }

        return [.. starts];
    }
}
