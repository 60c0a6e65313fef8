namespace AutoGradLinear.Plots;

/// <summary>
/// Reads the text that a record has of itself, <c>Name { First = 1, Second = Inner { … } }</c>: its members without reflection, so that an option that is
/// added to a record is in reports without anybody's doing.
/// </summary>
internal static class RecordText
{
    /// <summary>The members with their values; nested records stay as they are.</summary>
    public static List<(string Name, string Value)> Members(string text)
    {
        List<(string, string)> members = [];
        int start = text.IndexOf('{'), end = text.LastIndexOf('}');
        if (start < 0 || end < start)
            return members;
        int depth = 0, begin = start + 1;
        for (int i = begin; i <= end; i++)
        {
            if (text[i] == '{')
                depth++;
            else if (text[i] == '}' && i < end)
                depth--;
            if (i == end || (depth == 0 && text.AsSpan(i).StartsWith(", ") && StartsMember(text.AsSpan(i + 2))))
            {
                Add(members, text[begin..i]);
                begin = i + 2;
            }
        }

        return members;
    }

    /// <summary>Whether a name and an equals sign come next; values may hold commas, too.</summary>
    private static bool StartsMember(ReadOnlySpan<char> text)
    {
        int end = text.IndexOf(" = ");
        return end > 0 && !text[..end].ContainsAny(" ,{}");
    }

    private static void Add(List<(string, string)> members, string member)
    {
        int equals = member.IndexOf(" = ", StringComparison.Ordinal);
        if (equals <= 0)
            return;
        string value = member[(equals + 3)..].Trim();
        members.Add((member[..equals].Trim(), value.Length == 0 ? Numbers.Missing : value));
    }
}
