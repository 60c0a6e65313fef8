using AutoGradLinear.Numerics;

namespace AutoGradLinear.Objectives;

/// <summary>
/// For examples that lie on disk in blocks: the blocks are brought into a random order, and the examples of a few blocks that follow one another in it are shuffled together. So only a few
/// blocks are in memory at a time, and every block is read once in an epoch.
/// </summary>
/// <param name="count">The number of examples.</param>
/// <param name="blockStarts">The first example of each block.</param>
/// <param name="seed">Fixes the order of every epoch.</param>
internal sealed class BlockShuffle(int count, int[] blockStarts, int seed) : ExampleOrder(count)
{
    /// <summary>So many blocks are shuffled together: the examples of a batch come from that many places of the file.</summary>
    internal const int BlocksTogether = 8;

    private readonly int[] blocks = new int[blockStarts.Length];

    protected override void Shuffle(int epoch)
    {
        var random = new DeterministicRandom(((long)seed << 32) | (uint)epoch);
        for (int k = 0; k < blocks.Length; k++)
            blocks[k] = k;
        random.Shuffle<int>(blocks);
        int start = 0;
        int end = 0;
        for (int k = 0; k < blocks.Length; k++)
        {
            end = AddBlock(blocks[k], end);
            if ((k + 1) % BlocksTogether != 0 && k + 1 < blocks.Length)
                continue;
            random.Shuffle(Order.AsSpan(start, end - start));
            start = end;
        }
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
