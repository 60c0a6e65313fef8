using AutoGradLinear.Numerics;

namespace AutoGradLinear.Data;

/// <summary>
/// An order of rows of which every beginning holds the classes in the proportions of the whole: nested, stratified shares.
/// </summary>
internal static class StratifiedOrder
{
    /// <summary>
    /// The rows of each class are shuffled; the k-th of n_c rows, counted from 0, stands at (k + ½) / n_c of the way, and rows are taken by
    /// where they stand (of equals, the lower class first). A share of the rows has its share of every class, to within one row.
    /// </summary>
    /// <param name="rows">The rows to be ordered.</param>
    /// <param name="labels">The class of every row of the data.</param>
    /// <param name="classCount">The number of classes.</param>
    /// <param name="seed">Fixes the random choice.</param>
    /// <returns>The rows in order.</returns>
    public static int[] Make(ReadOnlySpan<int> rows, ReadOnlySpan<int> labels, int classCount, int seed)
    {
        List<int>[] byClass = [.. Enumerable.Range(0, classCount).Select(_ => new List<int>())];
        foreach (int row in rows)
            byClass[labels[row]].Add(row);
        var random = new DeterministicRandom(seed);
        var placed = new List<(double Place, int Class, int Row)>(rows.Length);
        for (int c = 0; c < classCount; c++)
        {
            int[] shuffled = [.. byClass[c]];
            random.Shuffle<int>(shuffled);
            for (int k = 0; k < shuffled.Length; k++)
                placed.Add(((k + 0.5) / shuffled.Length, c, shuffled[k]));
        }

        placed.Sort();
        return [.. placed.Select(place => place.Row)];
    }
}
