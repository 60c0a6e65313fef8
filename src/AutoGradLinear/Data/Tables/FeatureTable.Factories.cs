using AutoGradLinear.Data;

namespace AutoGradLinear;

public sealed partial class FeatureTable
{
    /// <summary>Makes a table of columns and labels.</summary>
    /// <typeparam name="TLabel">Any type of label: integers, texts, booleans, an enum.</typeparam>
    /// <param name="columns">The columns of features, one or more, with different names.</param>
    /// <param name="labels">One label per row; none may be missing.</param>
    /// <param name="classes">
    /// All classes in order; without, the distinct labels: numbers (texts of numbers too) in numeric order, other texts in ordinal order.
    /// </param>
    /// <param name="weights">One weight per row: finite, at least 0, with a positive sum; without, every row weighs 1.</param>
    /// <param name="targetName">The name of the column of labels.</param>
    /// <returns>The table. Labels that are texts may all be of one class; training needs two.</returns>
    /// <exception cref="ArgumentException">
    /// There are no rows or columns, counts do not match, two columns have one name, a label is missing or not among the classes, or a weight is
    /// not allowed; the message names the column or the row.
    /// </exception>
    public static FeatureTable FromColumns<TLabel>(
        IReadOnlyList<FeatureColumn> columns,
        IReadOnlyList<TLabel> labels,
        IReadOnlyList<TLabel>? classes = null,
        IReadOnlyList<double>? weights = null,
        string targetName = "label")
        where TLabel : notnull
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentException.ThrowIfNullOrEmpty(targetName);
        TableChecks.RequireColumns(columns, targetName, labels.Count);
        double[]? checkedWeights = DatasetChecks.CopyWeights(weights, labels.Count);
        (int[] indices, string[] names) = labels is IReadOnlyList<string> texts
            ? EncodeTexts(texts, classes as IReadOnlyList<string>)
            : LabelEncoding.Encode(labels, classes);
        return new FeatureTable(Array.AsReadOnly([.. columns]), targetName, indices, Array.AsReadOnly(names), checkedWeights);
    }

    /// <summary>Makes a table without labels, whose rows are yet to be classified.</summary>
    /// <param name="columns">The columns of features, one or more, with different names.</param>
    /// <returns>The table.</returns>
    /// <exception cref="ArgumentException">There are no rows or columns, counts do not match, or two columns have one name.</exception>
    public static FeatureTable FromColumns(IReadOnlyList<FeatureColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        TableChecks.RequireColumns(columns, targetName: null, columns.Count == 0 ? 0 : columns[0]?.Count ?? 0);
        return new FeatureTable(Array.AsReadOnly([.. columns]), null, null, Array.AsReadOnly(Array.Empty<string>()), null);
    }

    /// <summary>Makes a table of any records, with functions that say what their columns and labels are.</summary>
    /// <typeparam name="TRecord">The type of the records.</typeparam>
    /// <typeparam name="TLabel">Any type of label: integers, texts, booleans, an enum.</typeparam>
    /// <param name="records">The records, one per row; enumerated once.</param>
    /// <param name="label">Gives a record's label.</param>
    /// <param name="columns">The columns of features, one or more, with different names.</param>
    /// <returns>The table.</returns>
    /// <exception cref="ArgumentException">As for <c>FromColumns</c>.</exception>
    public static FeatureTable FromRecords<TRecord, TLabel>(
        IEnumerable<TRecord> records, Func<TRecord, TLabel> label, params IReadOnlyList<RecordColumn<TRecord>> columns)
        where TLabel : notnull
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(label);
        ArgumentNullException.ThrowIfNull(columns);
        TRecord[] all = [.. records];
        return FromColumns([.. columns.Select(column => column.Take(all))], (TLabel[])[.. all.Select(label)]);
    }

    /// <summary>Makes a table without labels of records that are yet to be classified, with functions that say what their columns are.</summary>
    /// <typeparam name="TRecord">The type of the records.</typeparam>
    /// <param name="records">The records, one per row; enumerated once.</param>
    /// <param name="columns">The columns of features, one or more, with different names.</param>
    /// <returns>The table.</returns>
    /// <exception cref="ArgumentException">As for <c>FromColumns</c>.</exception>
    public static FeatureTable FromRecords<TRecord>(IEnumerable<TRecord> records, params IReadOnlyList<RecordColumn<TRecord>> columns)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(columns);
        TRecord[] all = [.. records];
        return FromColumns([.. columns.Select(column => column.Take(all))]);
    }

    private static (int[] Indices, string[] Classes) EncodeTexts(IReadOnlyList<string> labels, IReadOnlyList<string>? classes)
    {
        LabelCodes codes = classes is null ? new LabelCodes() : new LabelCodes(classes);
        int[] indices = new int[labels.Count];
        for (int row = 0; row < indices.Length; row++)
        {
            if (labels[row] is null)
                throw new ArgumentException($"The label of row {row} is null; every row needs a label.", nameof(labels));
            indices[row] = codes.CodeOf(labels[row]);
            if (indices[row] < 0)
            {
                throw new ArgumentException(
                    $"Row {row} has the label '{labels[row]}', which is not in the list of classes ({TableChecks.List(classes!)}). "
                    + "Add it to 'classes' or remove the row.",
                    nameof(labels));
            }
        }

        string[] names = codes.Order(indices);
        return (indices, names);
    }
}
