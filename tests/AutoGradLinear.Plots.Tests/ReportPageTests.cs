using Xunit;

namespace AutoGradLinear.Plots.Tests;

public class ReportPageTests
{
    /// <summary>Whatever could end a text, an attribute or the document, or is no character at all.</summary>
    internal const string Hostile = "</td></style><script>document.title='taken'</script>\"'><img src=x onerror=alert(1)>&amp;\0\u202E\uD800";

    [Fact]
    public void AllTextsAreEncoded()
    {
        var table = new ReportTable([Hostile, "b"], [[Hostile, "1"]]);
        string html = new ReportPage(Hostile).AddLead(Hostile).AddSection(Hostile).AddSubsection(Hostile).AddText(Hostile).AddFormula(Hostile).AddCode(Hostile)
            .AddFacts((Hostile, Hostile)).AddTable(table, Hostile).AddTiles([new ImageTile(new byte[] { 1 }, Hostile, Hostile)]).AddSection("end").ToHtml();

        Assert.DoesNotContain("<script", html);
        Assert.DoesNotContain("<img src=x", html);
        Assert.DoesNotContain('\0', html);
        Assert.Equal(1, Occurrences(html, "</style>"));
        Assert.Contains("&lt;script&gt;", html);
    }

    [Fact]
    public void AQuotationMarkEndsNoAttribute()
    {
        string html = new ReportPage("page").AddTiles([new ImageTile(new byte[] { 1 }, "\" onload=\"x", "tile")]).ToHtml();
        Assert.Contains("alt=\"&quot; onload=&quot;x\"", html);
    }

    [Fact]
    public void ColumnsOfNumbersStandOneBelowTheOther()
    {
        string html = new ReportPage("page").AddTable(new ReportTable(["name", "value"], [["a1", "1.5"], ["b", "–"]]), "values").ToHtml();
        Assert.Contains("<td class=\"number\">1.5</td>", html);
        Assert.Contains("<th scope=\"row\" class=\"name\">a1</th>", html);
    }

    [Fact]
    public void ARowWithAnotherNumberOfCellsIsRefused()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new ReportTable(["a", "b"], [["1", "2"], ["3"]]));
        Assert.Contains("Row 1 has 1 cells; there are 2 columns.", error.Message);
    }

    [Fact]
    public void APartOfASectionNeedsASection() => Assert.Throws<InvalidOperationException>(() => new ReportPage("page").AddSubsection("part"));

    private static int Occurrences(string text, string part) => text.Split(part).Length - 1;
}
