using AutoGradLinear.Numerics;

namespace AutoGradLinear;

/// <summary>One round of a cross-validation: rows to train on and rows to measure on, both ascending.</summary>
/// <param name="Train">The rows to train on.</param>
/// <param name="Test">The rows to measure on.</param>
public sealed record Fold(IReadOnlyList<int> Train, IReadOnlyList<int> Test);

/// <summary>Divides rows into parts of which each is held out once.</summary>
public static class Folds
{
    /// <summary>
    /// Makes folds that hold the classes in the same proportions. The same seed gives the same folds on every machine and in every version.
    /// </summary>
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
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classCount);
        if (count < 2 || count > labels.Length)
        {
            throw new ArgumentOutOfRangeException(
                nameof(count), count, $"There are {count} folds for {labels.Length} rows; from 2 to {labels.Length} are possible.");
        }

        var byClass = new List<int>[classCount];
        for (int c = 0; c < classCount; c++)
            byClass[c] = [];
        for (int row = 0; row < labels.Length; row++)
        {
            if ((uint)labels[row] >= (uint)classCount)
                throw new ArgumentOutOfRangeException(nameof(labels), labels[row], $"Row {row} has the label {labels[row]}; there are {classCount} classes.");
            byClass[labels[row]].Add(row);
        }

        int[] foldOf = new int[labels.Length];
        var random = new DeterministicRandom(seed);
        int next = 0;
        foreach (List<int> rows in byClass)
        {
            int[] shuffled = [.. rows];
            random.Shuffle<int>(shuffled);
            foreach (int row in shuffled)
                foldOf[row] = next++ % count;
        }

        return [.. Enumerable.Range(0, count).Select(fold => new Fold(Rows(foldOf, f => f != fold), Rows(foldOf, f => f == fold)))];
    }

    private static int[] Rows(int[] foldOf, Predicate<int> isWanted)
    {
        var rows = new List<int>();
        for (int row = 0; row < foldOf.Length; row++)
        {
            if (isWanted(foldOf[row]))
                rows.Add(row);
        }

        return [.. rows];
    }
}
