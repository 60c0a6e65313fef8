namespace AutoGradLinear.Training;

/// <summary>A round of a search: how many candidates take part, and with how much of the resource. A grid is one round with all of it.</summary>
/// <param name="Count">The number of candidates.</param>
/// <param name="Resource">The resource that each gets in a fold; null for all there is.</param>
internal sealed record SearchRung(int Count, int? Resource)
{
    /// <summary>
    /// The rounds of successive halving: n, ⌈n / η⌉, ⌈n / η²⌉, … candidates until no more than η are left, with R / η^(K−1−k) of the resource
    /// in round k of K, so that every round costs about the same and the last one has all.
    /// </summary>
    /// <param name="count">The number of candidates, n.</param>
    /// <param name="factor">The factor, η.</param>
    /// <param name="least">No round has less of the resource.</param>
    /// <param name="most">The resource of the last round, R.</param>
    public static IReadOnlyList<SearchRung> Halve(int count, int factor, int least, int most)
    {
        var counts = new List<int> { count };
        while (counts[^1] > factor)
            counts.Add((counts[^1] + factor - 1) / factor);
        var rungs = new SearchRung[counts.Count];
        double resource = most;
        for (int k = rungs.Length - 1; k >= 0; k--)
        {
            rungs[k] = new SearchRung(counts[k], Math.Clamp((int)Math.Round(resource), Math.Min(least, most), most));
            resource /= factor;
        }

        return rungs;
    }
}
