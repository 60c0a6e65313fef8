namespace AutoGradLinear.Evaluation;

/// <summary>
/// Isotonic regression: the rising means with the least squared error Σ w (mean − target)² (M. Ayer and others, An Empirical Distribution
/// Function for Sampling with Incomplete Information, 1955).
/// </summary>
internal static class PoolAdjacentViolators
{
    /// <summary>Joins each block whose mean is not above that of the one before with it, until means rise. O(n) for n blocks.</summary>
    /// <param name="ascending">Blocks in the order of their scores.</param>
    public static List<ScoreBlock> Pool(IEnumerable<ScoreBlock> ascending)
    {
        var pooled = new List<ScoreBlock>();
        foreach (ScoreBlock next in ascending)
        {
            ScoreBlock block = next;
            while (pooled.Count > 0 && pooled[^1].Mean >= block.Mean)
            {
                block = pooled[^1].With(block);
                pooled.RemoveAt(pooled.Count - 1);
            }

            pooled.Add(block);
        }

        return pooled;
    }
}
