namespace AutoGradLinear.Plots;

/// <summary>A table of texts: what stands behind a picture, or a part of a report. Immutable.</summary>
public sealed class ReportTable
{
    /// <summary>Makes a table; the lists are copied.</summary>
    /// <param name="columns">The heads of the columns, one or more.</param>
    /// <param name="rows">The rows, each with a cell for every column.</param>
    /// <exception cref="ArgumentException">There is no column, or a row has another number of cells; the message names it.</exception>
    public ReportTable(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        if (columns.Count == 0)
            throw new ArgumentException("A table needs one column or more.", nameof(columns));
        Columns = Array.AsReadOnly([.. columns]);
        Rows = Array.AsReadOnly([.. rows.Select(row => (IReadOnlyList<string>)Array.AsReadOnly([.. row]))]);
        for (int i = 0; i < Rows.Count; i++)
        {
            if (Rows[i].Count != Columns.Count)
                throw new ArgumentException($"Row {i} has {Rows[i].Count} cells; there are {Columns.Count} columns.", nameof(rows));
        }
    }

    /// <summary>The heads of the columns.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The rows, with a cell for every column.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows { get; }

    /// <summary>Whether a column holds numbers alone, so that they stand one below the other.</summary>
    internal bool IsNumeric(int column) =>
        Rows.All(row => row[column] is "" or Numbers.Missing || IsNumber(row[column])) && Rows.Any(row => IsNumber(row[column]));

    /// <summary>Whether a text is short, has a digit, and nothing but what numbers are written with.</summary>
    private static bool IsNumber(string cell) =>
        cell.Length <= 24 && cell.Any(char.IsAsciiDigit) && cell.All(c => char.IsAsciiDigit(c) || "+-−.,%±∞[]e ".Contains(c));
}
