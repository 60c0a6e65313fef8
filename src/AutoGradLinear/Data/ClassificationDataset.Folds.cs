using AutoGradLinear.Data;

namespace AutoGradLinear;

public sealed partial class ClassificationDataset
{
    /// <summary>
    /// Splits at random into two parts that hold the classes in the same proportions (stratified). The same seed gives the same split
    /// on every machine and in every version.
    /// </summary>
    /// <param name="testFraction">The part that goes into the second dataset, in (0, 1).</param>
    /// <param name="seed">Fixes the random choice.</param>
    /// <returns>Both parts, in the order of the rows, with all <see cref="Classes"/> of this dataset.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="testFraction"/> is not in (0, 1).</exception>
    /// <exception cref="ArgumentException">A part would be empty.</exception>
    /// <exception cref="InvalidOperationException">The examples have no labels.</exception>
    public (ClassificationDataset Train, ClassificationDataset Test) Split(double testFraction, int seed) =>
        Split(StratifiedSplit.Make(RequiredLabels, ClassCount, testFraction, seed));

    /// <summary>Splits at random into two parts such that no group has rows in both; see <see cref="Folds.GroupedSplit"/>.</summary>
    /// <typeparam name="TGroup">A name or number.</typeparam>
    /// <param name="testFraction">The part of the rows that goes into the second dataset, in (0, 1), as far as the groups allow.</param>
    /// <param name="seed">Fixes the random choice.</param>
    /// <param name="groups">The group of each row, such as the patient whom an image shows.</param>
    /// <returns>Both parts, in the order of the rows, with all <see cref="Classes"/> of this dataset.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="testFraction"/> is not in (0, 1).</exception>
    /// <exception cref="ArgumentException">
    /// The number of groups is not that of the rows, there are fewer than two different ones, or a part would be empty.
    /// </exception>
    public (ClassificationDataset Train, ClassificationDataset Test) Split<TGroup>(double testFraction, int seed, IReadOnlyList<TGroup> groups)
        where TGroup : notnull
    {
        ArgumentNullException.ThrowIfNull(groups);
        if (groups.Count != Count)
            throw new ArgumentException($"There are {groups.Count} groups for {Count} examples; give one per example.", nameof(groups));
        return Split(Folds.GroupedSplit(groups, testFraction, seed));
    }

    /// <summary>Takes the two parts of a fold.</summary>
    /// <param name="fold">Rows of this dataset.</param>
    /// <returns>Both parts, which keep all <see cref="Classes"/> of this dataset.</returns>
    /// <exception cref="ArgumentException">A part is empty, or all of its rows have weight 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A row is not in [0, Count).</exception>
    public (ClassificationDataset Train, ClassificationDataset Test) Split(Fold fold)
    {
        ArgumentNullException.ThrowIfNull(fold);
        return (Subset([.. fold.Train]), Subset([.. fold.Test]));
    }
}
