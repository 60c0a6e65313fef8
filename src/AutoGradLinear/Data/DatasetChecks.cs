using System.Globalization;

namespace AutoGradLinear.Data;

/// <summary>The checks that a dataset makes when it is built. Each message names the row and says what to do.</summary>
internal static class DatasetChecks
{
    /// <summary>What is said where labels are asked for and there are none.</summary>
    public const string NoLabels =
        "The examples have no labels: they were read or made without. They can be classified (Predict, Scores, PredictProbabilities); "
        + "training, evaluation, stratified splits and most file formats need labels.";

    public static void RequireShape(int length, int featureCount)
    {
        if (featureCount <= 0)
            throw new ArgumentException($"'featureCount' is {featureCount}; a dataset needs one feature or more.", nameof(featureCount));
        if (length == 0)
            throw new ArgumentException("There are no rows; a dataset needs one or more.", "features");
        if (length % featureCount != 0)
        {
            throw new ArgumentException(
                $"'features' has length {length}, not a whole number of rows of {featureCount}; the last row has only "
                + $"{length % featureCount}.",
                "features");
        }
    }

    /// <summary>Checks the shape of a sparse matrix: rows follow one another, and columns ascend within a row.</summary>
    public static void RequireCompressedRows(ReadOnlySpan<int> rowStarts, ReadOnlySpan<int> columns, int valueCount, int featureCount)
    {
        if (featureCount <= 0)
            throw new ArgumentException($"'featureCount' is {featureCount}; a dataset needs one feature or more.", nameof(featureCount));
        if (rowStarts.Length < 2)
            throw new ArgumentException("There are no rows; 'rowStarts' needs one element more than there are rows.", nameof(rowStarts));
        if (columns.Length != valueCount)
            throw new ArgumentException($"There are {columns.Length} columns and {valueCount} values; give one column per value.", nameof(columns));
        if (rowStarts[0] != 0 || rowStarts[^1] != valueCount)
        {
            throw new ArgumentException(
                $"'rowStarts' goes from {rowStarts[0]} to {rowStarts[^1]}; expected from 0 to the number of values, {valueCount}.",
                nameof(rowStarts));
        }

        for (int row = 0; row + 1 < rowStarts.Length; row++)
        {
            if (rowStarts[row + 1] < rowStarts[row] || rowStarts[row + 1] > valueCount)
            {
                throw new ArgumentException(
                    $"Row {row} goes from {rowStarts[row]} to {rowStarts[row + 1]}; rows follow one another within the {valueCount} values.",
                    nameof(rowStarts));
            }

            int last = -1;
            foreach (int column in columns[rowStarts[row]..rowStarts[row + 1]])
            {
                if (column <= last || column >= featureCount)
                {
                    throw new ArgumentException(
                        $"Row {row} has column {column} {(last < 0 ? "first" : $"after column {last}")}; columns ascend and lie in [0, {featureCount}).",
                        nameof(columns));
                }

                last = column;
            }
        }
    }

    public static void RequireCount(string name, int actual, int rows)
    {
        if (actual != rows)
            throw new ArgumentException($"'{name}' has length {actual}, but there are {rows} rows; give one per row.", name);
    }

    public static void RequireFeatureNames(IReadOnlyList<string>? names, int columns)
    {
        if (names is null)
            return;
        if (names.Count != columns)
        {
            throw new ArgumentException(
                $"'featureNames' has length {names.Count}, but there are {columns} columns; give one per column.", "featureNames");
        }

        for (int i = 0; i < names.Count; i++)
        {
            if (names[i] is null)
                throw new ArgumentException($"The name of column {i} is null.", "featureNames");
        }
    }

    public static void RequireFinite(FeatureMatrix features, IReadOnlyList<string>? names)
    {
        if (features.FirstNonFinite() is not { } found)
            return;
        string name = names is null ? string.Empty : $" ('{names[found.Column]}')";
        throw new ArgumentException(
            $"Row {found.Row}, column {found.Column}{name} is {Describe(found.Value)}. Replace the value or leave the row out.", nameof(features));
    }

    public static double[]? CopyWeights(IReadOnlyList<double>? weights, int rows)
    {
        if (weights is null)
            return null;
        RequireCount("weights", weights.Count, rows);
        double[] copy = [.. weights];
        RequireWeights(copy);
        return copy;
    }

    public static void RequireWeights(ReadOnlySpan<double> weights)
    {
        double sum = 0.0;
        for (int row = 0; row < weights.Length; row++)
        {
            if (!(double.IsFinite(weights[row]) && weights[row] >= 0.0))
            {
                throw new ArgumentException(
                    $"The weight of row {row} is {Describe(weights[row])}; weights are finite and at least 0.", nameof(weights));
            }

            sum += weights[row];
        }

        if (!(sum > 0.0 && double.IsFinite(sum)))
            throw new ArgumentException($"The weights sum to {Describe(sum)}; the sum must be positive and finite.", nameof(weights));
    }

    public static int Columns<T>(IReadOnlyList<T[]> rows) => rows[0].Length;

    public static T[] Flatten<T>(IReadOnlyList<T[]> rows)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0)
            throw new ArgumentException("There are no rows; a dataset needs one or more.", nameof(rows));
        for (int row = 0; row < rows.Count; row++)
        {
            if (rows[row] is null)
                throw new ArgumentException($"Row {row} is null.", nameof(rows));
            if (rows[row].Length != rows[0].Length)
            {
                throw new ArgumentException(
                    $"Row {row} has {rows[row].Length} features, but row 0 has {rows[0].Length}; all rows need the same number.",
                    nameof(rows));
            }
        }

        int columns = rows[0].Length;
        T[] flat = LargeArray.Allocate<T>(checked(rows.Count * columns));
        for (int row = 0; row < rows.Count; row++)
            rows[row].CopyTo(flat, row * columns);
        return flat;
    }

    private static string Describe(double value) => double.IsNaN(value) ? "NaN"
        : double.IsPositiveInfinity(value) ? "infinite"
        : double.IsNegativeInfinity(value) ? "minus infinity"
        : value.ToString(CultureInfo.InvariantCulture);
}
