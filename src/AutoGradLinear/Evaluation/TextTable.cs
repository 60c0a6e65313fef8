using System.Text;

namespace AutoGradLinear.Evaluation;

/// <summary>Cells as lines of text: the first column to the left, the others to the right, two spaces between them.</summary>
internal static class TextTable
{
    public static string Of(IReadOnlyList<string[]> rows)
    {
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        var text = new StringBuilder();
        foreach (string[] row in rows)
        {
            text.Append(row[0].PadRight(widths[0]));
            for (int column = 1; column < row.Length; column++)
                text.Append("  ").Append(row[column].PadLeft(widths[column]));
            text.Append('\n');
        }

        return text.ToString();
    }
}
