using System.Numerics;
using AutoGradLinear.Data;

namespace AutoGradLinear;

public sealed partial class TableEncoder
{
    /// <summary>Makes a dataset of a table.</summary>
    /// <param name="table">
    /// A table with the columns of the training data, in any order, by name; dropped ones may be there or not. Its labels, where it has any, are
    /// among the training data's classes.
    /// </param>
    /// <param name="progress">Receives the part that is done, from 0 to 1.</param>
    /// <param name="cancellationToken">Looked at before each row.</param>
    /// <returns>
    /// The dataset, with the classes of the training data, the table's weights, and <see cref="FeatureNames"/>; without labels where the table has none.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// A column is missing, too many, or of another kind; a label is not among the classes; a value is refused; a feature is too large for the
    /// precision; or the training data have only one class. The message names the column and the row.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ClassificationDataset Apply(FeatureTable table, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(table);
        EncodedColumn[] encoded = Match(table);
        int[]? labels = table.HasLabels ? TranslateLabels(table) : null;
        var work = new WorkProgress(table.Count, progress, cancellationToken);
        FeatureMatrix features = (IsSparse, precision) switch
        {
            (true, FeatureStorage.Single) => Sparse<float>(encoded, table.Count, work, (rows, places, values) => new SparseFeatures(rows, places, values, FeatureCount)),
            (true, _) => Sparse<double>(encoded, table.Count, work, (rows, places, values) => new SparseFeatures(rows, places, values, FeatureCount)),
            (false, FeatureStorage.Single) => new DenseFeatures(Dense<float>(encoded, table.Count, work), FeatureCount),
            _ => new DenseFeatures(Dense<double>(encoded, table.Count, work), FeatureCount),
        };
        work.End();
        return ClassificationDataset.FromEncoded(features, labels, classes, table.HasWeights ? table.Weights.ToArray() : null, FeatureNames);
    }

    private EncodedColumn[] Match(FeatureTable table)
    {
        string[] lacking = [.. Columns.Where(name => !table.TryGetColumn(name, out _))];
        string[] unknown = [.. table.Columns.Select(column => column.Name).Where(name => !indexOf.ContainsKey(name) && !dropped.Contains(name))];
        if (lacking.Length > 0)
        {
            string advice = lacking.Contains(table.TargetName)
                ? $" '{table.TargetName}' was taken for the labels; read rows without labels as such (for CSV: CsvOptions.Target = null)."
                : string.Empty;
            throw new ArgumentException(
                $"The table lacks {Listed(lacking)}, which the training data have"
                + (unknown.Length > 0 ? $"; it has {Listed(unknown)}, which they do not. Rename what is the same." : ". Add what is missing, or fit an encoder without it.")
                + advice,
                nameof(table));
        }

        if (unknown.Length > 0)
        {
            string advice = unknown.Contains(TargetName)
                ? $" '{TargetName}' holds the labels of the training data; read it as such, or leave it out (for CSV: CsvOptions.Target, CsvOptions.Ignore)."
                : " Leave it out, or fit an encoder that knows or drops it.";
            throw new ArgumentException($"The table has {Listed(unknown)}, which the training data do not have.{advice}", nameof(table));
        }

        var encoded = new EncodedColumn[columns.Length];
        for (int j = 0; j < columns.Length; j++)
        {
            FeatureColumn column = table[columns[j].Name];

            // A column that is missing throughout has no kind of its own.
            if (column.Kind != columns[j].Kind && column.MissingCount == column.Count)
                column = Absent(columns[j], column.Count);
            if (column.Kind != columns[j].Kind)
            {
                throw new ArgumentException(
                    $"Column '{column.Name}' holds {FittedColumn.Describe(column.Kind)} here and {FittedColumn.Describe(columns[j].Kind)} in the training data. "
                    + "Read it as the training data were read (for CSV: CsvOptions.ColumnKinds = encoder.ColumnKinds).",
                    nameof(table));
            }

            encoded[j] = new EncodedColumn(columns[j], column);
        }

        return encoded;
    }

    private int[] TranslateLabels(FeatureTable table)
    {
        int[] translated = [.. table.Classes.Select(name => classOf.GetValueOrDefault(name, -1))];
        int[] labels = new int[table.Count];
        for (int row = 0; row < labels.Length; row++)
        {
            labels[row] = translated[table.Labels[row]];
            if (labels[row] < 0)
            {
                throw new ArgumentException(
                    $"Row {row} has the label '{table.Classes[table.Labels[row]]}', which is none of the training data's classes ({TableChecks.List(classes)}). "
                    + "Correct the label or leave the row out.",
                    nameof(table));
            }
        }

        return labels;
    }

    private T[] Dense<T>(EncodedColumn[] encoded, int rows, WorkProgress work)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if ((long)rows * FeatureCount > Array.MaxLength)
        {
            throw new ArgumentException(
                $"{rows} rows of {FeatureCount} features are more values than one array holds ({Array.MaxLength}). Use TableStorage.Sparse, or smaller tables.",
                "table");
        }

        var values = new T[(long)rows * FeatureCount];
        for (int row = 0; row < rows; row++)
        {
            work.Next();
            Span<T> features = values.AsSpan(row * FeatureCount, FeatureCount);
            for (int j = 0; j < encoded.Length; j++)
                Write(Checked(encoded[j], row), features[starts[j]..]);
        }

        return values;
    }

    private SparseFeatures Sparse<T>(
        EncodedColumn[] encoded, int rows, WorkProgress work, Func<int[], ReadOnlyMemory<int>, ReadOnlyMemory<T>, SparseFeatures> make)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int[] rowStarts = new int[rows + 1];
        var places = new GrowingArray<int>();
        var values = new GrowingArray<T>();
        for (int row = 0; row < rows; row++)
        {
            work.Next();
            for (int j = 0; j < encoded.Length; j++)
            {
                EncodedValue value = Checked(encoded[j], row);
                if (value.Feature >= 0 && value.Value != 0.0)
                {
                    places.Add(starts[j] + value.Feature);
                    values.Add(T.CreateTruncating(value.Value));
                }

                if (value.Second >= 0)
                {
                    places.Add(starts[j] + value.Second);
                    values.Add(T.One);
                }
            }

            rowStarts[row + 1] = places.Count;
        }

        return make(rowStarts, places.Memory, values.Memory);
    }

    private static EncodedValue Checked(EncodedColumn column, int row)
    {
        EncodedValue value = column[row];
        return value.IsRefused ? throw column.Refused(row) : value;
    }

    private static void Write<T>(EncodedValue value, Span<T> features)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (value.Feature >= 0)
            features[value.Feature] = T.CreateTruncating(value.Value);
        if (value.Second >= 0)
            features[value.Second] = T.One;
    }

    private static FeatureColumn Absent(FittedColumn fitted, int rows)
    {
        if (fitted.Kind == ColumnKind.Numeric)
        {
            double[] values = new double[rows];
            values.AsSpan().Fill(double.NaN);
            return NumericColumn.Wrap(fitted.Name, values);
        }

        int[] codes = new int[rows];
        codes.AsSpan().Fill(CategoryColumn.Missing);
        return CategoryColumn.Wrap(fitted.Name, codes, Array.AsReadOnly(Array.Empty<string>()));
    }

    private static string Listed(string[] names) =>
        names.Length == 1 ? $"the column '{names[0]}'" : $"the columns {TableChecks.List(names.Select(name => $"'{name}'"))}";
}
