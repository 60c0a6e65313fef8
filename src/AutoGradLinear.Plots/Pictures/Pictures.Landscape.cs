using ScottPlot;

namespace AutoGradLinear.Plots;

/// <content>The objective as a landscape.</content>
public static partial class Pictures
{
    private const int ContourCount = 8;

    /// <summary>A map of the objective around a model: the darker, the lower. The model stands in the middle.</summary>
    /// <param name="landscape">The objective along two directions.</param>
    /// <returns>The picture.</returns>
    public static Picture Landscape(LossLandscape landscape)
    {
        ArgumentNullException.ThrowIfNull(landscape);
        double middle = landscape.Values[landscape.Values.Count / 2][landscape.First.Count / 2];
        double[] finite = [.. landscape.Values.SelectMany(row => row).Where(double.IsFinite)];
        (double lowest, double highest) = finite.Length == 0 ? (0.0, 0.0) : (finite.Min(), finite.Max());
        return new Picture(
            "The objective around the trained weights",
            $"Map of the objective along two directions from the trained weights: {Numbers.Short(middle)} in the middle, from "
                + $"{Numbers.Short(lowest)} to {Numbers.Short(highest)} on the map.",
            LandscapeTable(landscape),
            (plot, colors) => DrawLandscape(plot, colors, landscape, lowest, highest),
            540,
            430);
    }

    private static void DrawLandscape(Plot plot, PictureColors colors, LossLandscape landscape, double lowest, double highest)
    {
        int width = landscape.First.Count, height = landscape.Second.Count;
        var points = new Coordinates3d[height, width];
        double[,] cells = new double[height, width];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                points[y, x] = new Coordinates3d(landscape.First[x], landscape.Second[y], landscape.Values[y][x]);
                cells[height - 1 - y, x] = landscape.Values[y][x];
            }
        }

        plot.HideGrid();
        ScottPlot.Plottables.Heatmap heatmap = plot.Add.Heatmap(cells);
        heatmap.Position = new CoordinateRect(landscape.First[0], landscape.First[^1], landscape.Second[0], landscape.Second[^1]);
        heatmap.Colormap = new ScottPlot.Colormaps.Viridis();
        heatmap.Smooth = true;
        ScottPlot.Panels.ColorBar bar = plot.Add.ColorBar(heatmap);
        bar.Label = "objective";
        bar.LabelStyle.ForeColor = colors.Ink;
        bar.LabelStyle.FontSize = PictureStyle.TextSize;
        bar.Axis.TickLabelStyle.ForeColor = colors.Ink;
        if (highest > lowest && landscape.Values.All(row => row.All(double.IsFinite)))
        {
            ScottPlot.Plottables.ContourLines contours = plot.Add.ContourLines(points);

            // A bowl rises with the square of the distance: so spaced, its lines are at equal distances.
            double unit = (highest - lowest) / (ContourCount * ContourCount);
            contours.ContourLineLevels = [.. Enumerable.Range(1, ContourCount - 1).Select(k => lowest + (unit * k * k))];
            contours.LineStyle.Color = Colors.White.WithAlpha(0.8);
            contours.LabelStyle.IsVisible = false;
        }

        plot.Add.Marker(0.0, 0.0, MarkerShape.FilledCircle, 11f, Colors.White);
        plot.Add.Marker(0.0, 0.0, MarkerShape.FilledCircle, 7f, Color.FromHex("#d55e00")).LegendText = "trained weights";
        plot.Axes.SetLimits(landscape.First[0], landscape.First[^1], landscape.Second[0], landscape.Second[^1]);
        plot.XLabel($"{landscape.FirstName}, steps");
        plot.YLabel($"{landscape.SecondName}, steps");
    }

    /// <summary>At most nine steps in each direction.</summary>
    private static ReportTable LandscapeTable(LossLandscape landscape)
    {
        int[] columns = [.. Thinned([.. Enumerable.Range(0, landscape.First.Count)], 9)];
        int[] rows = [.. Thinned([.. Enumerable.Range(0, landscape.Second.Count)], 9)];
        return new ReportTable(
            ["steps up \\ right", .. columns.Select(x => Numbers.Cell(landscape.First[x]))],
            rows.Select(y => (IReadOnlyList<string>)
                [Numbers.Cell(landscape.Second[y]), .. columns.Select(x => Numbers.Short(landscape.Values[y][x]))]));
    }
}
