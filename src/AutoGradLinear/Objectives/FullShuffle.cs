using AutoGradLinear.Numerics;

namespace AutoGradLinear.Objectives;

/// <summary>Every order of all examples is equally likely: for examples in memory.</summary>
internal sealed class FullShuffle(int count, int seed) : ExampleOrder(count)
{
    private readonly DeterministicRandom random = new(seed);
    private int shuffled;

    /// <remarks>Each epoch shuffles the order of the one before, so that those that are left out are made up for.</remarks>
    protected override void Shuffle(int epoch)
    {
        for (; shuffled <= epoch; shuffled++)
            random.Shuffle<int>(Order);
    }
}
