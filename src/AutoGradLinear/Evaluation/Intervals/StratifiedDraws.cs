using AutoGradLinear.Numerics;

namespace AutoGradLinear.Evaluation;

/// <summary>Draws rows with replacement, each group of rows as often as it has rows.</summary>
internal sealed class StratifiedDraws
{
    private readonly int[][] groups;

    public StratifiedDraws(IReadOnlyList<int> strata)
    {
        Count = strata.Count;
        IEnumerable<IGrouping<int, int>> byStratum = Enumerable.Range(0, strata.Count).GroupBy(row => strata[row]);
        groups = [.. byStratum.OrderBy(group => group.Key).Select(group => group.ToArray())];
    }

    /// <summary>The number of rows.</summary>
    public int Count { get; }

    /// <summary>Sets how often each row was drawn.</summary>
    public void Draw(DeterministicRandom random, double[] counts)
    {
        counts.AsSpan().Clear();
        foreach (int[] rows in groups)
        {
            for (int draw = 0; draw < rows.Length; draw++)
                counts[rows[random.NextInt32(rows.Length)]]++;
        }
    }
}
