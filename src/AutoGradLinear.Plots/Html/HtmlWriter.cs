using System.Net;
using System.Text;

namespace AutoGradLinear.Plots;

/// <summary>
/// Writes HTML. Names of elements and attributes are those of this assembly; whatever else comes in is encoded here, and nowhere else, so that
/// no caller can forget it.
/// </summary>
internal sealed class HtmlWriter
{
    /// <summary>Elements that have no content.</summary>
    private static readonly HashSet<string> Void = ["meta", "img", "source", "br"];

    private readonly StringBuilder text = new("<!doctype html>\n");
    private readonly Stack<string> open = new();

    /// <summary>Opens an element, closed by <see cref="Close"/>; elements without content are closed already.</summary>
    public HtmlWriter Open(string element, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        text.Append('<').Append(element);
        foreach ((string name, string value) in attributes)
            text.Append(' ').Append(name).Append("=\"").Append(Encoded(value)).Append('"');
        text.Append('>');
        if (!Void.Contains(element))
            open.Push(element);
        return this;
    }

    /// <summary>Closes the element that was opened last.</summary>
    public HtmlWriter Close()
    {
        string element = open.Pop();
        text.Append("</").Append(element).Append('>');
        if (element is not ("td" or "th" or "code" or "a" or "span" or "sub"))
            text.Append('\n');
        return this;
    }

    /// <summary>Writes a text.</summary>
    public HtmlWriter Text(string content)
    {
        text.Append(Encoded(content));
        return this;
    }

    /// <summary>Writes an element that holds nothing but a text.</summary>
    public HtmlWriter Element(string element, string content, params ReadOnlySpan<(string Name, string Value)> attributes) =>
        Open(element, attributes).Text(content).Close();

    /// <summary>Writes the style sheet, the only text that is not encoded: a constant of this assembly.</summary>
    public HtmlWriter Style()
    {
        text.Append("<style>").Append(StyleSheet.Text).Append("</style>\n");
        return this;
    }

    /// <summary>The document.</summary>
    /// <exception cref="InvalidOperationException">An element is open.</exception>
    public string ToDocument() => open.Count == 0
        ? text.ToString()
        : throw new InvalidOperationException($"The element '{open.Peek()}' is not closed.");

    /// <summary>Control characters and halves of surrogate pairs may not stand in a document, not even encoded.</summary>
    private static string Encoded(string content)
    {
        var clean = new StringBuilder(content.Length);
        foreach (Rune rune in content.EnumerateRunes())
            clean.Append((Rune.IsControl(rune) && rune.Value is not ('\n' or '\t') ? Rune.ReplacementChar : rune).ToString());
        return WebUtility.HtmlEncode(clean.ToString());
    }
}
