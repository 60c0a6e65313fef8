namespace AutoGradLinear.Plots;

/// <summary>Writes a page as HTML.</summary>
internal static class ReportPageWriter
{
    /// <summary>Forbids the browser whatever is not in the file.</summary>
    private const string Policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";

    /// <summary>Texts beyond this length get a column that is wide enough for them.</summary>
    private const int LongText = 32;

    /// <summary>Wider pictures scroll on a phone rather than shrink.</summary>
    private const int WideWidth = 620;

    public static string Write(string title, IReadOnlyList<ReportPart> parts)
    {
        var html = new HtmlWriter();
        html.Open("html", ("lang", "en")).Open("head");
        html.Open("meta", ("charset", "utf-8"));
        html.Open("meta", ("http-equiv", "Content-Security-Policy"), ("content", Policy));
        html.Open("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        html.Open("meta", ("name", "color-scheme"), ("content", "light dark"));
        html.Element("title", title).Style().Close();
        html.Open("body").Open("main").Element("h1", title);
        bool hasContents = parts.OfType<ReportPart.Heading>().Count(heading => heading.Level == 2) > 1;
        foreach (ReportPart part in parts)
        {
            // What stands before the first section comes before the list of contents.
            if (hasContents && part is ReportPart.Heading)
            {
                WriteContents(html, parts);
                hasContents = false;
            }

            WritePart(html, part);
        }

        return html.Close().Close().Close().ToDocument();
    }

    private static void WriteContents(HtmlWriter html, IReadOnlyList<ReportPart> parts)
    {
        html.Open("nav", ("aria-label", "Contents")).Open("ul");
        foreach (ReportPart.Heading section in parts.OfType<ReportPart.Heading>().Where(heading => heading.Level == 2))
            html.Open("li").Element("a", section.Text, ("href", $"#{section.Id}")).Close();
        html.Close().Close();
    }

    private static void WritePart(HtmlWriter html, ReportPart part)
    {
        switch (part)
        {
            case ReportPart.Heading heading:
                html.Element(heading.Level == 2 ? "h2" : "h3", heading.Text, ("id", heading.Id));
                break;
            case ReportPart.Paragraph paragraph:
                html.Element("p", paragraph.Text, ("class", paragraph.IsLead ? "lead" : "text"));
                break;
            case ReportPart.Lines lines:
                html.Element("div", lines.Text, ("class", lines.IsFormula ? "formula" : "code"), ("tabindex", "0"));
                break;
            case ReportPart.Facts facts:
                WriteFacts(html, facts);
                break;
            case ReportPart.Table table:
                WriteTable(html, table.Content, table.Caption);
                break;
            case ReportPart.Figure figure:
                WriteFigure(html, figure);
                break;
            case ReportPart.Tiles tiles:
                WriteTiles(html, tiles);
                break;
        }
    }

    private static void WriteFacts(HtmlWriter html, ReportPart.Facts facts)
    {
        html.Open("div", ("class", "scroll")).Open("table", ("class", "facts")).Open("tbody");
        foreach ((string name, string value) in facts.Pairs)
            html.Open("tr").Element("th", name, ("scope", "row")).Element("td", value).Close();
        html.Close().Close().Close();
    }

    private static void WriteTable(HtmlWriter html, ReportTable table, string caption)
    {
        string[] classes = [.. Enumerable.Range(0, table.Columns.Count).Select(column => ClassOf(table, column))];

        // The caption stands outside of the box, so that it does not scroll with a wide table.
        html.Element("p", caption, ("class", "caption"));
        html.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", caption)).Open("table", ("aria-label", caption));
        html.Open("thead").Open("tr");
        for (int column = 0; column < classes.Length; column++)
            html.Element("th", table.Columns[column], ("scope", "col"), ("class", classes[column]));
        html.Close().Close().Open("tbody");
        foreach (IReadOnlyList<string> row in table.Rows)
        {
            html.Open("tr").Element("th", row[0], ("scope", "row"), ("class", classes[0]));
            for (int column = 1; column < classes.Length; column++)
                html.Element("td", row[column], ("class", classes[column]));
            html.Close();
        }

        html.Close().Close().Close();
    }

    private static string ClassOf(ReportTable table, int column) =>
        table.IsNumeric(column) ? "number" : table.Rows.Any(row => row[column].Length > LongText) ? "long" : "name";

    private static void WriteFigure(HtmlWriter html, ReportPart.Figure figure)
    {
        Picture picture = figure.Picture;
        html.Element("h3", picture.Title).Open("figure", ("class", picture.Width > WideWidth ? "picture wide" : "picture"));
        html.Open("div", ("class", "frame")).Open("picture");
        html.Open("source", ("media", "(prefers-color-scheme: dark)"), ("srcset", Drawn(picture, PictureTheme.Dark)));
        html.Open(
            "img",
            ("src", Drawn(picture, PictureTheme.Light)),
            ("alt", picture.AlternativeText),
            ("width", $"{picture.Width}"),
            ("height", $"{picture.Height}"));
        html.Close().Close().Element("figcaption", figure.Caption).Close();
        html.Open("details").Element("summary", "The table behind the picture");
        WriteTable(html, picture.Table, picture.Title);
        html.Close();
    }

    private static void WriteTiles(HtmlWriter html, ReportPart.Tiles tiles)
    {
        html.Open("div", ("class", "tiles"));
        foreach (ImageTile tile in tiles.Images)
        {
            html.Open("figure").Open("img", ("src", DataUri(tile.Png.Span)), ("alt", tile.AlternativeText));
            html.Element("figcaption", tile.Caption).Close();
        }

        html.Close();
    }

    private static string Drawn(Picture picture, PictureTheme theme) =>
        DataUri(picture.ToPng(new PictureOptions { Theme = theme, ShowsTitle = false }));

    private static string DataUri(ReadOnlySpan<byte> png) => $"data:image/png;base64,{Convert.ToBase64String(png)}";
}
