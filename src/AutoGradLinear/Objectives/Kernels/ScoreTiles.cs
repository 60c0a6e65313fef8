namespace AutoGradLinear.Objectives;

/// <summary>How scores are dealt out to tiles: evenly, the first tiles with one more where they do not come out even.</summary>
/// <remarks>All divisions are here: one takes as long as some rows of a tile.</remarks>
internal readonly struct ScoreTiles
{
    private readonly int least;
    private readonly int larger;

    /// <param name="scores">The number of scores.</param>
    /// <param name="most">The number that a tile takes at most.</param>
    public ScoreTiles(int scores, int most)
    {
        Count = (scores + most - 1) / most;
        (least, larger) = Math.DivRem(scores, Count);
    }

    /// <summary>The number of tiles.</summary>
    public int Count { get; }

    /// <summary>The number of scores of a tile.</summary>
    public int Scores(int tile) => tile < larger ? least + 1 : least;

    /// <summary>What every tile does of some work that all of them share.</summary>
    public int Share(int work) => (work + Count - 1) / Count;
}
