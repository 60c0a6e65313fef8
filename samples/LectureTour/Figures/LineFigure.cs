using AutoGradLinear.Plots;
using ScottPlot;

namespace LectureTour.Figures;

/// <summary>Lines over one axis.</summary>
internal static class LineFigure
{
    private static readonly LinePattern[] Patterns = [LinePattern.Solid, LinePattern.Dashed, LinePattern.Dotted, LinePattern.DenselyDashed];

    /// <param name="title">What is seen.</param>
    /// <param name="alternativeText">What the picture says.</param>
    /// <param name="xName">The name of the axis to the right.</param>
    /// <param name="yName">The name of the axis upwards.</param>
    /// <param name="x">The places to the right.</param>
    /// <param name="lines">The lines, each with a height for every place.</param>
    /// <param name="tickNames">The names of the places, for an axis that is not a scale; null for numbers.</param>
    public static Picture Of(
        string title,
        string alternativeText,
        string xName,
        string yName,
        IReadOnlyList<double> x,
        IReadOnlyList<Line> lines,
        IReadOnlyList<string>? tickNames = null)
    {
        var table = new ReportTable(
            [xName, .. lines.Select(line => line.Name)],
            x.Select((place, k) =>
                (IReadOnlyList<string>)[tickNames?[k] ?? $"{place:0.###}", .. lines.Select(line => $"{line.Y[k]:0.####}")]));
        return new Picture(title, alternativeText, table, Draw);

        void Draw(Plot plot, PictureColors colors)
        {
            for (int k = 0; k < lines.Count; k++)
            {
                ScottPlot.Plottables.Scatter drawn = plot.Add.Scatter([.. x], lines[k].Y.ToArray(), colors.Series(k));
                drawn.LineWidth = 2.5f;
                drawn.LinePattern = Patterns[k % Patterns.Length];
                drawn.MarkerSize = x.Count > 20 ? 0f : 8f;
                drawn.LegendText = lines[k].Name;
                if (lines[k].Error is { } error)
                    plot.Add.ErrorBar([.. x], [.. lines[k].Y], [.. error]).Color = colors.Series(k);
            }

            if (tickNames is not null)
                plot.Axes.Bottom.SetTicks([.. x], [.. tickNames]);
            plot.XLabel(xName);
            plot.YLabel(yName);
            plot.ShowLegend(Edge.Bottom);
            plot.Legend.Orientation = Orientation.Horizontal;
        }
    }
}
