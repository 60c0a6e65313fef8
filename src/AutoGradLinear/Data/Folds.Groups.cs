using System.Globalization;
using AutoGradLinear.Data;

namespace AutoGradLinear;

/// <content>
/// Folds for rows that are not independent: several images of one patient, several sentences of one author. A model that has seen one
/// row of a group knows more of the others than of a new group, so a group is never in both parts of a fold.
/// </content>
public static partial class Folds
{
    /// <summary>Makes folds of whole groups, with about as many rows in each.</summary>
    /// <typeparam name="TGroup">A name or number.</typeparam>
    /// <param name="groups">The group of each row.</param>
    /// <param name="count">The number of folds, at least 2 and at most the number of groups.</param>
    /// <param name="seed">Fixes the random choice.</param>
    /// <returns>The folds; each row is held out in exactly one, together with its whole group.</returns>
    /// <remarks>
    /// The largest group first, each goes into the fold that has the fewest rows, so that sizes differ by no more than the largest group
    /// has; groups of one size come in random order. R. L. Graham, "Bounds on Multiprocessing Timing Anomalies", SIAM J. Appl. Math. 17 (1969).
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than two folds or fewer groups than folds.</exception>
    /// <exception cref="ArgumentException">A row has no group.</exception>
    public static IReadOnlyList<Fold> Grouped<TGroup>(IReadOnlyList<TGroup> groups, int count, int seed)
        where TGroup : notnull
    {
        RowGroups rows = RowGroups.Of(groups);
        RequireCount(count, rows.Count, "groups");
        int[] foldOf = new int[rows.Count];
        int[] filled = new int[count];
        foreach (int group in rows.Shuffled(seed).OrderByDescending(group => rows.Sizes[group]))
        {
            int fold = Array.IndexOf(filled, filled.Min());
            foldOf[group] = fold;
            filled[fold] += rows.Sizes[group];
        }

        return Fold.HoldEachOut(rows.ToRows(foldOf), count);
    }

    /// <summary>Makes folds of whole groups that hold the classes in about the same proportions, as far as the groups allow.</summary>
    /// <typeparam name="TGroup">A name or number.</typeparam>
    /// <param name="labels">The class index of each row, in [0, <paramref name="classCount"/>).</param>
    /// <param name="classCount">The number of classes.</param>
    /// <param name="groups">The group of each row.</param>
    /// <param name="count">The number of folds, at least 2 and at most the number of groups.</param>
    /// <param name="seed">Fixes the random choice.</param>
    /// <returns>The folds; each row is held out in exactly one, together with its whole group.</returns>
    /// <remarks>
    /// The largest group first, each goes where Σ_f Σ_c (n_fc / n_c)² stays smallest, where n_fc of the n_c rows of class c are in fold f: at its
    /// minimum every fold has the same part of every class.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">
    /// There are fewer than two folds or fewer groups than folds, or a label is no class.
    /// </exception>
    /// <exception cref="ArgumentException">A row has no group, or labels and groups are not of one length.</exception>
    public static IReadOnlyList<Fold> StratifiedGrouped<TGroup>(
        ReadOnlySpan<int> labels, int classCount, IReadOnlyList<TGroup> groups, int count, int seed)
        where TGroup : notnull
    {
        RowGroups rows = RowGroups.Of(groups);
        if (labels.Length != rows.GroupOf.Length)
            throw new ArgumentException($"There are {labels.Length} labels and {rows.GroupOf.Length} groups; give one of each per row.", nameof(groups));
        RequireCount(count, rows.Count, "groups");
        var balance = new FoldBalance(RowsByClass.Of(labels, classCount), rows, count);
        int[] foldOf = new int[rows.Count];
        foreach (int group in rows.Shuffled(seed).OrderByDescending(group => rows.Sizes[group]))
            foldOf[group] = balance.Place(group);
        return Fold.HoldEachOut(rows.ToRows(foldOf), count);
    }

    /// <summary>Makes a fold of each group, in the order in which the groups come first.</summary>
    /// <typeparam name="TGroup">A name or number.</typeparam>
    /// <param name="groups">The group of each row.</param>
    /// <returns>The folds; each group is held out in exactly one.</returns>
    /// <exception cref="ArgumentException">A row has no group, or there are fewer than two groups.</exception>
    public static IReadOnlyList<Fold> LeaveOneGroupOut<TGroup>(IReadOnlyList<TGroup> groups)
        where TGroup : notnull
    {
        RowGroups rows = RowGroups.Of(groups);
        RequireTwo(rows);
        return Fold.HoldEachOut(rows.GroupOf, rows.Count);
    }

    /// <summary>Splits rows once, into whole groups to train on and whole groups to test on.</summary>
    /// <typeparam name="TGroup">A name or number.</typeparam>
    /// <param name="groups">The group of each row.</param>
    /// <param name="testFraction">The part of the rows to test on, in (0, 1), as far as the groups allow.</param>
    /// <param name="seed">Fixes the random choice.</param>
    /// <returns>The rows of both parts; neither is empty.</returns>
    /// <remarks>In random order, a group goes to the test part where that brings its size closer to what is wanted.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="testFraction"/> is not in (0, 1).</exception>
    /// <exception cref="ArgumentException">
    /// A row has no group, there are fewer than two groups, or a part would be empty because the groups are too large.
    /// </exception>
    public static Fold GroupedSplit<TGroup>(IReadOnlyList<TGroup> groups, double testFraction, int seed)
        where TGroup : notnull
    {
        StratifiedSplit.RequireFraction(testFraction);
        RowGroups rows = RowGroups.Of(groups);
        RequireTwo(rows);
        double missing = rows.GroupOf.Length * testFraction;
        bool[] isTest = new bool[rows.Count];
        foreach (int group in rows.Shuffled(seed))
        {
            isTest[group] = rows.Sizes[group] < 2.0 * missing; // |missing − size| < missing
            missing -= isTest[group] ? rows.Sizes[group] : 0;
        }

        Fold split = Fold.Of(rows.ToRows(isTest));
        return split.Test.Count > 0 && split.Train.Count > 0
            ? split
            : throw new ArgumentException(
                $"With a test fraction of {testFraction.ToString(CultureInfo.InvariantCulture)} one of the two parts would be empty, because the "
                + $"{rows.Count} groups have up to {rows.Sizes.Max()} of {groups.Count} rows; try another fraction.",
                nameof(testFraction));
    }

    private static void RequireTwo(RowGroups groups)
    {
        if (groups.Count < 2)
            throw new ArgumentException($"There are {groups.Count} groups; two or more are needed, to train on some and to test on others.", nameof(groups));
    }
}
