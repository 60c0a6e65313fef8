using System.Collections.ObjectModel;
using AutoGradLinear.Data;

namespace AutoGradLinear;

/// <summary>
/// Examples as they come from a file or a database: named columns of numbers and categories, in which values may be missing, a label per row,
/// and optional weights. A <see cref="TableEncoder"/> turns them into features. Rows that are yet to be classified have no labels. Immutable.
/// </summary>
public sealed partial class FeatureTable
{
    private readonly ReadOnlyCollection<FeatureColumn> columns;
    private readonly Dictionary<string, FeatureColumn> columnOf;
    private readonly int[]? labels;
    private readonly ReadOnlyCollection<string> classes;
    private readonly double[]? weights;

    /// <summary>Wraps what was checked; without labels there is no name of their column, and there are no classes.</summary>
    internal FeatureTable(
        ReadOnlyCollection<FeatureColumn> columns, string? targetName, int[]? labels, ReadOnlyCollection<string> classes, double[]? weights)
    {
        this.columns = columns;
        this.labels = labels;
        this.classes = classes;
        this.weights = weights;
        TargetName = targetName;
        columnOf = columns.ToDictionary(column => column.Name, StringComparer.Ordinal);
    }

    /// <summary>The number of rows, at least 1.</summary>
    public int Count => columns[0].Count;

    /// <summary>The columns of features, without labels and weights.</summary>
    public IReadOnlyList<FeatureColumn> Columns => columns;

    /// <summary>The name of the column of labels; null where there is none.</summary>
    public string? TargetName { get; }

    /// <summary>Whether rows have labels; without, they can only be classified.</summary>
    public bool HasLabels => labels is not null;

    /// <summary>The class index of each row.</summary>
    /// <exception cref="InvalidOperationException">The rows have no labels.</exception>
    public ReadOnlySpan<int> Labels => RequiredLabels;

    /// <summary>
    /// The names of the classes; a label is an index into them. Numbers stand in numeric order, texts in ordinal order, unless given. Empty where
    /// there are no labels.
    /// </summary>
    public IReadOnlyList<string> Classes => classes;

    /// <summary>Whether rows carry weights; without, every row weighs 1.</summary>
    public bool HasWeights => weights is not null;

    /// <summary>The weight of each row (finite, at least 0, with a positive sum); empty where there are none.</summary>
    public ReadOnlySpan<double> Weights => weights;

    /// <summary>Gives a column.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="KeyNotFoundException">There is no such column; the message lists those that there are.</exception>
    public FeatureColumn this[string name] => columnOf.TryGetValue(name, out FeatureColumn? column)
        ? column
        : throw new KeyNotFoundException($"There is no column '{name}'; there are {TableChecks.List(columns.Select(c => c.Name))}.");

    /// <summary>Finds a column.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="column">The column, or null.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGetColumn(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out FeatureColumn? column) => columnOf.TryGetValue(name, out column);

    /// <summary>
    /// Splits at random into two parts that hold the classes in the same proportions (stratified). The same seed gives the same split on every
    /// machine and in every version, and the same rows as <see cref="ClassificationDataset.Split(double, int)"/>.
    /// </summary>
    /// <param name="testFraction">The part that goes into the second table, in (0, 1).</param>
    /// <param name="seed">Fixes the random choice.</param>
    /// <returns>Both parts, in the order of the rows, with all <see cref="Classes"/> of this table.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="testFraction"/> is not in (0, 1).</exception>
    /// <exception cref="ArgumentException">A part would be empty.</exception>
    /// <exception cref="InvalidOperationException">The rows have no labels.</exception>
    public (FeatureTable Train, FeatureTable Test) Split(double testFraction, int seed)
    {
        Fold split = StratifiedSplit.Make(RequiredLabels, classes.Count, testFraction, seed);
        return (Subset([.. split.Train]), Subset([.. split.Test]));
    }

    /// <summary>Makes a table of some rows, which are copied. It keeps all <see cref="Classes"/> and all categories.</summary>
    /// <param name="rows">The indices of the rows, in the order wanted; a row may come more than once.</param>
    /// <returns>The table.</returns>
    /// <exception cref="ArgumentException">There are no indices, or all rows that are taken have weight 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is not in [0, Count).</exception>
    public FeatureTable Subset(ReadOnlySpan<int> rows)
    {
        RowSelection.Require(rows, Count);
        var chosen = new FeatureColumn[columns.Count];
        for (int j = 0; j < chosen.Length; j++)
            chosen[j] = columns[j].Gather(rows);
        return new FeatureTable(
            Array.AsReadOnly(chosen), TargetName, RowSelection.Pick(labels, rows), classes, RowSelection.PickWeights(weights, rows));
    }

    /// <summary>Describes the table in one line.</summary>
    /// <returns>Counts of rows, columns and classes.</returns>
    public override string ToString()
    {
        int numeric = columns.Count(column => column.Kind == ColumnKind.Numeric);
        return $"{Count} rows, {numeric} numeric and {columns.Count - numeric} categorical columns, "
            + (HasLabels ? $"target '{TargetName}' with {classes.Count} classes" : "without labels");
    }

    private int[] RequiredLabels => labels ?? throw new InvalidOperationException(DatasetChecks.NoLabels);
}
