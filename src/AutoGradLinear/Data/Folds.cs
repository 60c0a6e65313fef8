using AutoGradLinear.Data;
using AutoGradLinear.Numerics;

namespace AutoGradLinear;

/// <summary>
/// Divides rows into parts of which each is held out once. The same seed gives the same folds on every machine and in every version.
/// </summary>
public static partial class Folds
{
    /// <summary>Makes folds at random, whatever the classes are. Their sizes differ by one at most.</summary>
    /// <param name="rowCount">The number of rows.</param>
    /// <param name="count">The number of folds, at least 2 and at most the number of rows.</param>
    /// <param name="seed">Fixes the random choice.</param>
    /// <returns>The folds; each row is held out in exactly one.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two folds or fewer rows than folds.</exception>
    public static IReadOnlyList<Fold> KFold(int rowCount, int count, int seed)
    {
        RequireCount(count, rowCount, "rows");
        int[] rows = [.. Enumerable.Range(0, rowCount)];
        new DeterministicRandom(seed).Shuffle<int>(rows);
        int[] foldOf = new int[rowCount];
        for (int i = 0; i < rowCount; i++)
            foldOf[rows[i]] = i % count;
        return Fold.HoldEachOut(foldOf, count);
    }

    /// <summary>Makes folds that hold the classes in the same proportions.</summary>
    /// <param name="labels">The class index of each row, in [0, <paramref name="classCount"/>).</param>
    /// <param name="classCount">The number of classes.</param>
    /// <param name="count">The number of folds, at least 2 and at most the number of rows.</param>
    /// <param name="seed">Fixes the random choice.</param>
    /// <returns>The folds; each row is held out in exactly one.</returns>
    /// <remarks>
    /// The rows of a class are shuffled and dealt out in turn, each class beginning where the last one ended: sizes of folds, and of a class
    /// within them, differ by one at most.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two folds or fewer rows than folds, or a label is no class.</exception>
    public static IReadOnlyList<Fold> Stratified(ReadOnlySpan<int> labels, int classCount, int count, int seed)
    {
        RequireCount(count, labels.Length, "rows");
        int[] foldOf = new int[labels.Length];
        var random = new DeterministicRandom(seed);
        int next = 0;
        foreach (int[] rows in RowsByClass.Of(labels, classCount))
        {
            random.Shuffle<int>(rows);
            foreach (int row in rows)
                foldOf[row] = next++ % count;
        }

        return Fold.HoldEachOut(foldOf, count);
    }

    /// <summary>
    /// Makes folds several times, each time by another seed, so that chance in the choice of folds averages out.
    /// </summary>
    /// <param name="repeats">How many times, at least 1.</param>
    /// <param name="seed">Fixes the seeds that are handed over.</param>
    /// <param name="make">Makes folds by a seed, such as <c>seed => Folds.KFold(rows, 5, seed)</c>.</param>
    /// <returns>All folds; each row is held out <paramref name="repeats"/> times.</returns>
    /// <remarks>
    /// The folds of one repeat measure the same rows as those of another: a standard error over all of them counts rows several times, and is
    /// smaller than the truth by up to √<paramref name="repeats"/>.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">There are no repeats.</exception>
    public static IReadOnlyList<Fold> Repeated(int repeats, int seed, Func<int, IReadOnlyList<Fold>> make)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(repeats);
        ArgumentNullException.ThrowIfNull(make);
        var seeds = new DeterministicRandom(seed);
        return [.. Enumerable.Range(0, repeats).Select(_ => seeds.NextInt32(int.MaxValue)).SelectMany(make)];
    }

    private static void RequireCount(int count, int available, string what)
    {
        if (count < 2 || count > available)
        {
            throw new ArgumentOutOfRangeException(
                nameof(count), count, $"There are {count} folds for {available} {what}; from 2 to {available} are possible.");
        }
    }
}
