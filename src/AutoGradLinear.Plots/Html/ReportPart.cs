namespace AutoGradLinear.Plots;

/// <summary>A part of a page, written when the page is.</summary>
internal abstract record ReportPart
{
    /// <summary>A heading; level 2 is a section and stands in the list of contents.</summary>
    public sealed record Heading(string Text, int Level, string Id) : ReportPart;

    public sealed record Paragraph(string Text, bool IsLead) : ReportPart;

    /// <summary>Text that keeps its lines.</summary>
    public sealed record Lines(string Text, bool IsFormula) : ReportPart;

    public sealed record Facts(IReadOnlyList<(string Name, string Value)> Pairs) : ReportPart;

    public sealed record Table(ReportTable Content, string Caption) : ReportPart;

    public sealed record Figure(Picture Picture, string Caption) : ReportPart;

    public sealed record Tiles(IReadOnlyList<ImageTile> Images) : ReportPart;
}
