namespace AutoGradLinear.Generators.Tests;

/// <summary>Source text in which places are marked with <c>[|</c> and <c>|]</c>.</summary>
internal sealed record MarkedText(string Source, IReadOnlyList<(int Start, int End)> Marks)
{
    public static MarkedText Parse(string text)
    {
        var marks = new List<(int, int)>();
        for (int start = text.IndexOf("[|", StringComparison.Ordinal); start >= 0; start = text.IndexOf("[|", StringComparison.Ordinal))
        {
            int end = text.IndexOf("|]", StringComparison.Ordinal) - 2;
            text = text.Remove(end + 2, 2).Remove(start, 2);
            marks.Add((start, end));
        }

        return new MarkedText(text, marks);
    }
}
