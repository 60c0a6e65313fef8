namespace AutoGradLinear.Data;

/// <summary>The checks that a table makes when it is built. Each message names the column or the row and says what to do.</summary>
internal static class TableChecks
{
    public static void RequireColumns(IReadOnlyList<FeatureColumn> columns, string? targetName, int rows)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Count == 0)
            throw new ArgumentException("There are no columns; a table needs one feature or more.", nameof(columns));
        if (rows == 0)
            throw new ArgumentException("There are no rows; a table needs one or more.", targetName is null ? nameof(columns) : "labels");
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (targetName is not null)
            names.Add(targetName);
        for (int i = 0; i < columns.Count; i++)
        {
            if (columns[i] is null)
                throw new ArgumentException($"Column {i} is null.", nameof(columns));
            if (!names.Add(columns[i].Name))
            {
                throw new ArgumentException(
                    columns[i].Name == targetName
                        ? $"Column '{targetName}' has the name of the target column. A label is no feature: leave the column out, or give another 'targetName'."
                        : $"Two columns are named '{columns[i].Name}'; give each column its own name.",
                    nameof(columns));
            }

            if (columns[i].Count != rows)
            {
                throw new ArgumentException(
                    $"Column '{columns[i].Name}' has {columns[i].Count} rows, but {(targetName is null ? $"the first column has {rows}" : $"there are {rows} labels")}; "
                    + "give one value per row.",
                    nameof(columns));
            }
        }
    }

    /// <summary>A list of names for a message; long ones are cut.</summary>
    public static string List(IEnumerable<string> names)
    {
        const int most = 30;
        string[] some = [.. names.Take(most + 1)];
        return some.Length > most ? string.Join(", ", some.Take(most)) + ", …" : string.Join(", ", some);
    }
}
