using ScottPlot;
using SkiaSharp;

namespace AutoGradLinear.Plots;

/// <summary>What all pictures have in common: fonts, colours, and where legends stand.</summary>
internal static class PictureStyle
{
    public const float TextSize = 13f;

    private const int TitleLength = 52;

    /// <summary>Fonts that most systems have one of, those with most scripts first.</summary>
    private static readonly string[] Families = ["DejaVu Sans", "Noto Sans", "Segoe UI", "Helvetica Neue", "Arial", "Liberation Sans"];

    private static readonly Lazy<string> Family = new(FindFamily);

    /// <exception cref="InvalidOperationException">The machine has no fonts.</exception>
    public static void Apply(Plot plot, PictureColors colors, string? title)
    {
        plot.FigureBackground.Color = colors.Background;
        plot.DataBackground.Color = colors.Background;
        plot.Axes.Color(colors.Ink);
        plot.Grid.MajorLineColor = colors.Faint;
        plot.Legend.BackgroundColor = colors.Background.WithAlpha(0.85);
        plot.Legend.FontColor = colors.Ink;
        plot.Legend.OutlineColor = colors.Faint;
        plot.Legend.ShadowColor = Colors.Transparent;
        plot.Legend.FontSize = 12f;
        plot.Font.Set(Family.Value);
        foreach (IAxis axis in plot.Axes.GetAxes())
        {
            axis.Label.FontSize = TextSize;
            axis.Label.Bold = false;
            axis.TickLabelStyle.FontSize = 12f;
        }

        if (title is not null)
            plot.Title(Wrapped(title), 15f);
    }

    /// <summary>Puts the legend below the axes, where it hides nothing.</summary>
    public static void LegendBelow(Plot plot)
    {
        plot.ShowLegend(Edge.Bottom);
        plot.Legend.Orientation = Orientation.Horizontal;
        plot.Legend.TightHorizontalWrapping = true;
    }

    /// <summary>A plot of pure content: no ticks, no frame, no grid.</summary>
    public static void HideAxes(Plot plot)
    {
        plot.HideGrid();
        foreach (IAxis axis in plot.Axes.GetAxes())
        {
            axis.TickGenerator = new ScottPlot.TickGenerators.EmptyTickGenerator();
            axis.FrameLineStyle.Width = 0f;
        }
    }

    /// <summary>A text with its middle at a point.</summary>
    public static ScottPlot.Plottables.Text Write(Plot plot, string text, double x, double y, Color color, float size = 12f, bool bold = false)
    {
        ScottPlot.Plottables.Text written = plot.Add.Text(text, x, y);
        written.LabelStyle.FontName = Family.Value;
        written.LabelStyle.ForeColor = color;
        written.LabelStyle.FontSize = size;
        written.LabelStyle.Bold = bold;
        written.LabelStyle.Alignment = Alignment.MiddleCenter;
        return written;
    }

    private static string Wrapped(string title)
    {
        if (title.Length <= TitleLength)
            return title;
        int end = title.LastIndexOf(' ', TitleLength);
        return end <= 0 ? Numbers.Shortened(title, TitleLength) : $"{title[..end]}\n{Numbers.Shortened(title[(end + 1)..], TitleLength)}";
    }

    private static string FindFamily()
    {
        SKFontManager fonts = SKFontManager.Default;
        if (fonts.FontFamilyCount == 0)
        {
            throw new InvalidOperationException(
                "There are no fonts on this machine, so that pictures would have no texts. Install one, such as with "
                + "'apt-get install fonts-dejavu-core'.");
        }

        string[] installed = fonts.GetFontFamilies();
        return Families.FirstOrDefault(family => installed.Contains(family, StringComparer.OrdinalIgnoreCase)) ?? installed[0];
    }
}
