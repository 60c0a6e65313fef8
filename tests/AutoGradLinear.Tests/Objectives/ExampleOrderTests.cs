using AutoGradLinear.Numerics;
using AutoGradLinear.Objectives;
using Xunit;

namespace AutoGradLinear.Tests.Objectives;

/// <summary>The orders in which stochastic solvers visit examples.</summary>
public class ExampleOrderTests
{
    private static readonly int[] Starts = [0, 7, 20, 21, 40, 41, 55, 60, 70, 75, 90, 91, 99];

    [Fact]
    public void InMemoryTheOrderIsThatOfRepeatedShuffles()
    {
        var order = new FullShuffle(50, 3);
        var random = new DeterministicRandom(3);
        int[] expected = [.. Enumerable.Range(0, 50)];
        for (int epoch = 0; epoch < 4; epoch++)
        {
            random.Shuffle<int>(expected);
            Assert.Equal(expected, order.Next().ToArray());
        }
    }

    [Theory]
    [InlineData(100, 0)]
    [InlineData(100, -5)]
    [InlineData(120, 77)]
    public void EveryExampleComesOnceInAnEpoch(int count, int seed)
    {
        var order = new BlockShuffle(count, Starts, seed);
        for (int epoch = 0; epoch < 5; epoch++)
            Assert.Equal(Enumerable.Range(0, count), order.Next().ToArray().Order());
    }

    [Fact]
    public void OnlyAFewBlocksAreVisitedAtATime()
    {
        int[] starts = [.. Enumerable.Range(0, 40).Select(k => 10 * k)];
        var order = new BlockShuffle(400, starts, 1);
        int[] examples = order.Next().ToArray();
        int[][] groups = [.. examples.Chunk(10 * BlockShuffle.BlocksTogether)];
        Assert.All(groups, group => Assert.Equal(BlockShuffle.BlocksTogether, group.Select(example => example / 10).Distinct().Count()));

        // The blocks of a group are not neighbours, and their examples are mixed.
        Assert.All(groups, group => Assert.True(group.Max() - group.Min() > 100));
        Assert.All(groups, group => Assert.True(group.Take(20).Select(example => example / 10).Distinct().Count() > 3));
    }

    [Fact]
    public void BlocksAreAnnouncedAFewAheadOfTheirExamples()
    {
        var announced = new List<int>();
        int[] starts = [.. Enumerable.Range(0, 20).Select(k => 10 * k)];
        var order = new BlockShuffle(200, starts, 1, announced.Add);
        int[] examples = order.Next();
        int[] blocks = [.. examples.Chunk(80).SelectMany(group => group.Select(example => example / 10).Distinct())];
        order.Reach(0);
        Assert.Equal(16, announced.Count);
        order.Reach(79);
        Assert.Equal(16, announced.Count);
        order.Reach(80);
        Assert.Equal(20, announced.Count);
        order.Reach(199);
        Assert.Equal(20, announced.Count);
        Assert.Equal(blocks[..8].Order(), announced[..8].Order());
        Assert.Equal(blocks[8..16].Order(), announced[8..16].Order());
        Assert.Equal(blocks[16..].Order(), announced[16..].Order());
    }

    [Fact]
    public void ARunThatIsResumedAnnouncesNothingThatLiesBehind()
    {
        var announced = new List<int>();
        int[] starts = [.. Enumerable.Range(0, 20).Select(k => 10 * k)];
        var order = new BlockShuffle(200, starts, 1, announced.Add);
        int[] behind = [.. order.Next()[..80].Select(example => example / 10)];
        order.Reach(120);
        Assert.Equal(12, announced.Count);
        Assert.Empty(announced.Intersect(behind));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AnEpochIsAFunctionOfItsNumberAndTheSeed(bool isInMemory)
    {
        ExampleOrder first = Make(4);
        int[][] epochs = [.. Enumerable.Range(0, 5).Select(_ => first.Next().ToArray())];
        Assert.NotEqual(epochs[0], epochs[1]);
        Assert.NotEqual(epochs[0], Make(5).Next().ToArray());
        ExampleOrder resumed = Make(4);
        resumed.MoveTo(3);
        Assert.Equal(epochs[3], resumed.Next().ToArray());
        Assert.Equal(epochs[4], resumed.Next().ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => resumed.MoveTo(2));

        ExampleOrder Make(int seed) => isInMemory ? new FullShuffle(100, seed) : new BlockShuffle(100, Starts, seed);
    }
}
