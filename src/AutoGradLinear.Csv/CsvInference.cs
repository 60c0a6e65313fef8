using AutoGradLinear.Data;

namespace AutoGradLinear.Csv;

/// <summary>Finds out which columns hold numbers.</summary>
internal static class CsvInference
{
    /// <summary>Looks at rows of a file that is opened once more, unless the options tell the kinds of all columns.</summary>
    /// <param name="records">The file, at its first record.</param>
    /// <param name="layout">What each column is for.</param>
    /// <param name="options">Kinds that are given.</param>
    /// <param name="rows">How many rows are looked at.</param>
    /// <param name="cancellationToken">Looked at before each part of the file is read.</param>
    /// <returns>The kind of each feature, and whether all rows were looked at. A column without values counts as numeric.</returns>
    public static (ColumnKind[] Kinds, bool IsComplete) Kinds(
        CsvRecords records, CsvLayout layout, CsvOptions options, int rows, CancellationToken cancellationToken)
    {
        var kinds = new ColumnKind[layout.Features.Length];
        var open = new List<int>();
        for (int j = 0; j < kinds.Length; j++)
        {
            if (options.ColumnKinds?.TryGetValue(layout.Names[layout.Features[j]], out kinds[j]) != true)
                open.Add(j);
        }

        if (open.Count == 0)
            return (kinds, true);
        if (!records.CanReadAgain)
        {
            throw new DataFormatException(
                records.Path,
                string.Empty,
                "a pipe or device is read only once, so kinds of columns cannot be found out. Give those of all features as CsvOptions.ColumnKinds, or store the file.");
        }

        using CsvRecords again = CsvRecords.Open(records.Path, options);
        again.Cancellation = cancellationToken;
        if (options.HasHeader)
            again.Next();
        for (int row = 0; row < rows; row++)
        {
            if (open.Count == 0 || !again.Next())
                return (kinds, true);
            for (int i = open.Count - 1; i >= 0; i--)
            {
                int column = layout.Features[open[i]];

                // Rows of another length are reported when they are read.
                if (column >= again.FieldCount)
                    continue;
                ReadOnlySpan<char> text = again.Field(column);
                if (again.IsMissing(text) || CsvNumbers.TryParse(text, out _))
                    continue;
                kinds[open[i]] = ColumnKind.Category;
                open.RemoveAt(i);
            }
        }

        return (kinds, false);
    }
}
