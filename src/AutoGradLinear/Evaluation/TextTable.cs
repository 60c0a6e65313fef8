using System.Text;

namespace AutoGradLinear.Evaluation;

/// <summary>Rows of cells as text; the first row is the head.</summary>
internal static class TextTable
{
    /// <summary>Names in the first column, numbers in the others, aligned.</summary>
    public static string Of(IReadOnlyList<string[]> rows) => Aligned(rows, [.. rows[0].Select((_, column) => column > 0)]);

    /// <summary>Columns stand under one another, two spaces apart; those of numbers end at one place.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="isNumber">Whether each column is of numbers.</param>
    public static string Aligned(IReadOnlyList<string[]> rows, IReadOnlyList<bool> isNumber)
    {
        int[] widths = [.. Enumerable.Range(0, isNumber.Count).Select(column => rows.Max(row => row[column].Length))];
        return Lines(rows, row => string.Join("  ", row.Select((cell, column) => isNumber[column]
            ? cell.PadLeft(widths[column])
            : cell.PadRight(widths[column]))).TrimEnd());
    }

    /// <summary>A table of Markdown.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="isNumber">Whether each column is of numbers, which are aligned right.</param>
    public static string Markdown(IReadOnlyList<string[]> rows, IReadOnlyList<bool> isNumber)
    {
        string[] rule = [.. isNumber.Select(number => number ? "---:" : "---")];
        IEnumerable<string[]> escaped = rows.Select(row => row.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)).ToArray());
        string[][] all = [.. escaped.Take(1), rule, .. escaped.Skip(1)];
        return Lines(all, row => $"| {string.Join(" | ", row)} |");
    }

    /// <summary>Values separated by commas; those with commas, quotes or line breaks are quoted (RFC 4180).</summary>
    public static string Csv(IReadOnlyList<string[]> rows) => Lines(rows, row => string.Join(",", row.Select(Quoted)));

    private static string Quoted(string cell) => cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Lines(IEnumerable<string[]> rows, Func<string[], string> line)
    {
        var text = new StringBuilder();
        foreach (string[] row in rows)
            text.Append(line(row)).Append('\n');
        return text.ToString();
    }
}
