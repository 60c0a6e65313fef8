using System.Text;

namespace AutoGradLinear.Data;

/// <summary>Keeps texts of several lines in one: \n, \r, \t and \\ stand for line feed, carriage return, tab and backslash.</summary>
internal static class TextEscapes
{
    /// <summary>Replaces characters by their escapes.</summary>
    public static string Escape(string text)
    {
        if (text.AsSpan().IndexOfAny("\n\r\t\\") < 0)
            return text;
        var escaped = new StringBuilder(text.Length + 16);
        foreach (char character in text)
        {
            _ = character switch
            {
                '\n' => escaped.Append("\\n"),
                '\r' => escaped.Append("\\r"),
                '\t' => escaped.Append("\\t"),
                '\\' => escaped.Append("\\\\"),
                _ => escaped.Append(character),
            };
        }

        return escaped.ToString();
    }

    /// <summary>Replaces escapes by their characters, in place.</summary>
    /// <param name="text">The text.</param>
    /// <param name="problem">Where it holds another escape, or −1.</param>
    /// <returns>The text without escapes.</returns>
    public static Span<char> Unescape(Span<char> text, out int problem)
    {
        problem = -1;
        int next = text.IndexOf('\\');
        if (next < 0)
            return text;
        for (int i = next; i < text.Length; i++)
        {
            char character = text[i];
            if (character == '\\')
            {
                char code = i + 1 < text.Length ? text[i + 1] : ' ';
                character = code switch
                {
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    '\\' => '\\',
                    _ => '\0',
                };
                if (character == '\0')
                {
                    problem = i;
                    return text;
                }

                i++;
            }

            text[next++] = character;
        }

        return text[..next];
    }
}
