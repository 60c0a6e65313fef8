using AutoGradLinear.Plots;
using ScottPlot;

namespace LectureTour.Figures;

/// <summary>Bars with their numbers.</summary>
internal static class BarFigure
{
    public static Picture Of(
        string title, string alternativeText, string yName, IReadOnlyList<(string Name, double Value)> bars, string format = "0.00")
    {
        var table = new ReportTable(["", yName], bars.Select(bar => (IReadOnlyList<string>)[bar.Name, bar.Value.ToString(format, null)]));
        return new Picture(title, alternativeText, table, Draw);

        void Draw(Plot plot, PictureColors colors)
        {
            double highest = Math.Max(bars.Max(bar => bar.Value), 0.0), lowest = Math.Min(bars.Min(bar => bar.Value), 0.0);
            double span = highest - lowest;
            for (int k = 0; k < bars.Count; k++)
            {
                plot.Add.Bar(new Bar { Position = k, Value = bars[k].Value, FillColor = colors.Series(k), LineWidth = 0f });
                double above = bars[k].Value + ((bars[k].Value < 0.0 ? -0.05 : 0.05) * span);
                ScottPlot.Plottables.Text text = plot.Add.Text(bars[k].Value.ToString(format, null), k, above);
                text.LabelStyle.Alignment = Alignment.MiddleCenter;
                text.LabelStyle.ForeColor = colors.Ink;
                text.LabelStyle.FontSize = 13f;
            }

            plot.Axes.Bottom.SetTicks([.. Enumerable.Range(0, bars.Count).Select(k => (double)k)], [.. bars.Select(bar => bar.Name)]);
            plot.Axes.SetLimitsY(lowest < 0.0 ? lowest - (0.12 * span) : 0.0, highest + (0.12 * span));
            plot.Add.HorizontalLine(0.0, 1f, colors.Ink);
            plot.YLabel(yName);
        }
    }
}
