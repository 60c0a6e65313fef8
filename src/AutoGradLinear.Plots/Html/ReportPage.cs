using System.Text;
using AutoGradLinear.Data;

namespace AutoGradLinear.Plots;

/// <summary>
/// A page that is built part by part and saved as one HTML file: no script, nothing that is loaded from elsewhere, readable on a phone, light and
/// dark. All texts may hold anything; they are encoded.
/// </summary>
/// <remarks>Not thread-safe. Each method returns the page, so that calls can be chained.</remarks>
public sealed class ReportPage
{
    private readonly List<ReportPart> parts = [];
    private int level = 1;

    /// <summary>Begins a page.</summary>
    /// <param name="title">The title, which is the first heading, too.</param>
    /// <exception cref="ArgumentException">The title is empty.</exception>
    public ReportPage(string title)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        Title = title;
    }

    /// <summary>The title.</summary>
    public string Title { get; }

    /// <summary>Begins a section, which gets a line in the list of contents.</summary>
    /// <param name="heading">The heading.</param>
    /// <returns>The page.</returns>
    public ReportPage AddSection(string heading) => AddHeading(heading, 2);

    /// <summary>Begins a part of a section.</summary>
    /// <param name="heading">The heading.</param>
    /// <returns>The page.</returns>
    /// <exception cref="InvalidOperationException">No section has begun.</exception>
    public ReportPage AddSubsection(string heading) => level >= 2
        ? AddHeading(heading, 3)
        : throw new InvalidOperationException("A part of a section comes after AddSection.");

    /// <summary>Adds a paragraph.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The page.</returns>
    public ReportPage AddText(string text) => Add(new ReportPart.Paragraph(Required(text), IsLead: false));

    /// <summary>Adds a paragraph that stands out: what the reader should take along.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The page.</returns>
    public ReportPage AddLead(string text) => Add(new ReportPart.Paragraph(Required(text), IsLead: true));

    /// <summary>Adds a formula, in plain Unicode such as <c>f(x) = W x + b</c>; lines are kept.</summary>
    /// <param name="formula">The formula.</param>
    /// <returns>The page.</returns>
    public ReportPage AddFormula(string formula) => Add(new ReportPart.Lines(Required(formula), IsFormula: true));

    /// <summary>Adds code or a command; lines are kept, long ones wrapped.</summary>
    /// <param name="code">The text.</param>
    /// <returns>The page.</returns>
    public ReportPage AddCode(string code) => Add(new ReportPart.Lines(Required(code), IsFormula: false));

    /// <summary>Adds names with their values, one below the other.</summary>
    /// <param name="facts">The pairs.</param>
    /// <returns>The page.</returns>
    public ReportPage AddFacts(params IReadOnlyList<(string Name, string Value)> facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return Add(new ReportPart.Facts([.. facts]));
    }

    /// <summary>Adds a table; a wide one scrolls within its own box.</summary>
    /// <param name="table">The table.</param>
    /// <param name="caption">What the table shows.</param>
    /// <returns>The page.</returns>
    public ReportPage AddTable(ReportTable table, string caption)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Add(new ReportPart.Table(table, Required(caption)));
    }

    /// <summary>Adds a picture with its title, a caption, and the table behind it, folded up.</summary>
    /// <param name="picture">The picture; it is drawn for light and dark pages.</param>
    /// <param name="caption">How to read it.</param>
    /// <returns>The page.</returns>
    public ReportPage AddFigure(Picture picture, string caption)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return Add(new ReportPart.Figure(picture, Required(caption)));
    }

    /// <summary>Adds small images side by side.</summary>
    /// <param name="images">The images.</param>
    /// <returns>The page.</returns>
    public ReportPage AddTiles(IReadOnlyList<ImageTile> images)
    {
        ArgumentNullException.ThrowIfNull(images);
        return Add(new ReportPart.Tiles([.. images]));
    }

    /// <summary>Makes the HTML.</summary>
    /// <returns>The document.</returns>
    public string ToHtml() => ReportPageWriter.Write(Title, parts);

    /// <summary>Saves the HTML. The file is replaced as a whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] content = Encoding.UTF8.GetBytes(ToHtml());
        ReplacedFile.Write(path, stream => stream.Write(content));
    }

    private ReportPage AddHeading(string heading, int headingLevel)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(heading);
        level = headingLevel;
        return Add(new ReportPart.Heading(heading, headingLevel, $"part-{parts.Count}"));
    }

    private ReportPage Add(ReportPart part)
    {
        parts.Add(part);
        return this;
    }

    private static string Required(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text;
    }
}
