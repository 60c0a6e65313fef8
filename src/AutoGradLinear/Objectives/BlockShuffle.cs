using AutoGradLinear.Numerics;

namespace AutoGradLinear.Objectives;

/// <summary>
/// For examples that lie on disk in blocks: the blocks are brought into a random order, and the examples of a few blocks that follow one another in it are shuffled together. So only a few
/// blocks are in memory at a time, and every block is read once in an epoch.
/// </summary>
/// <param name="count">The number of examples.</param>
/// <param name="blockStarts">The first example of each block.</param>
/// <param name="seed">Fixes the order of every epoch.</param>
/// <param name="announce">Is told which blocks are going to be read, as their numbers: those of a few while the examples of the few before are visited.</param>
internal sealed class BlockShuffle(int count, int[] blockStarts, int seed, Action<int>? announce = null) : ExampleOrder(count)
{
    /// <summary>So many blocks are shuffled together: the examples of a batch come from that many places of the file.</summary>
    internal const int BlocksTogether = 8;

    private readonly int[] blocks = new int[blockStarts.Length];
    private readonly int[] groupStarts = new int[(blockStarts.Length + BlocksTogether - 1) / BlocksTogether];
    private int announced;

    public override void Reach(int place)
    {
        // The group after the one that was reached; when an epoch begins, both. Groups that lie behind were left by a run that is resumed.
        while (announced < groupStarts.Length && (announced == 0 || groupStarts[announced - 1] <= place))
        {
            if (announced + 1 == groupStarts.Length || groupStarts[announced + 1] > place)
                Announce(announced);
            announced++;
        }
    }

    protected override void Shuffle(int epoch)
    {
        var random = new DeterministicRandom(((long)seed << 32) | (uint)epoch);
        for (int k = 0; k < blocks.Length; k++)
            blocks[k] = k;
        random.Shuffle<int>(blocks);
        int start = 0;
        int end = 0;
        announced = 0;
        for (int k = 0; k < blocks.Length; k++)
        {
            if (k % BlocksTogether == 0)
                groupStarts[k / BlocksTogether] = end;
            end = AddBlock(blocks[k], end);
            if ((k + 1) % BlocksTogether != 0 && k + 1 < blocks.Length)
                continue;
            random.Shuffle(Order.AsSpan(start, end - start));
            start = end;
        }
    }

    private void Announce(int group)
    {
        foreach (int block in blocks.AsSpan()[(group * BlocksTogether)..Math.Min(blocks.Length, (group + 1) * BlocksTogether)])
            announce?.Invoke(block);
    }

    /// <summary>Writes the examples of a block into the order.</summary>
    /// <returns>The place behind them.</returns>
    private int AddBlock(int block, int place)
    {
        int end = block + 1 < blockStarts.Length ? blockStarts[block + 1] : Order.Length;
        for (int example = blockStarts[block]; example < end; example++)
            Order[place++] = example;
        return place;
    }
}
