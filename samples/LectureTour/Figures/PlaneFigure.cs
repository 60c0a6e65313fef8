using AutoGradLinear.Plots;
using LectureTour.HardCases;
using ScottPlot;

namespace LectureTour.Figures;

/// <summary>What a classifier says everywhere in the plane, with points of the data.</summary>
internal static class PlaneFigure
{
    private const int Cells = 120;

    public static Picture Of(string title, string alternativeText, PlaneData data, PlaneClassifier classifier)
    {
        double[,] regions = Regions(classifier.Predict);
        double share = regions.Cast<double>().Average();
        var table = new ReportTable(
            ["", "class 0", "class 1"],
            [["part of the plane", $"{1.0 - share:P1}", $"{share:P1}"], ["accuracy on its points", AccuracyOf(0), AccuracyOf(1)]]);
        return new Picture(title, alternativeText, table, Draw, 440, 450);

        string AccuracyOf(int label) => $"{data.Of(label).Accuracy(classifier.Predict):P1}";

        void Draw(Plot plot, PictureColors colors)
        {
            plot.HideGrid();
            ScottPlot.Plottables.Heatmap map = plot.Add.Heatmap(regions);
            map.Extent = new CoordinateRect(-PlaneData.Reach, PlaneData.Reach, -PlaneData.Reach, PlaneData.Reach);
            map.ManualRange = new ScottPlot.Range(0.0, 1.0);
            map.Colormap = new RegionColors(colors);
            for (int label = 0; label < 2; label++)
                DrawPoints(plot, colors, data, label);
            plot.Axes.SetLimits(-PlaneData.Reach, PlaneData.Reach, -PlaneData.Reach, PlaneData.Reach);
            plot.XLabel("x");
            plot.YLabel("y");
            plot.ShowLegend(Edge.Bottom);
            plot.Legend.Orientation = Orientation.Horizontal;
        }
    }

    private static void DrawPoints(Plot plot, PictureColors colors, PlaneData data, int label)
    {
        IReadOnlyList<PlanePoint> points = data.Of(label).Points;
        ScottPlot.Plottables.Scatter drawn = plot.Add.ScatterPoints(
            [.. points.Select(point => point.X)], points.Select(point => point.Y).ToArray(), colors.Series(label));
        drawn.MarkerShape = label == 0 ? MarkerShape.FilledCircle : MarkerShape.FilledSquare;
        drawn.MarkerSize = 6f;
        drawn.LegendText = $"points of class {label}";
    }

    /// <summary>The class in the middle of each cell, from the top left.</summary>
    private static double[,] Regions(Func<PlanePoint, int> predict)
    {
        double[,] regions = new double[Cells, Cells];
        for (int row = 0; row < Cells; row++)
        {
            for (int column = 0; column < Cells; column++)
                regions[row, column] = predict(new PlanePoint(Middle(column), -Middle(row), 0));
        }

        return regions;

        static double Middle(int cell) => PlaneData.Reach * ((2.0 * (cell + 0.5) / Cells) - 1.0);
    }

    /// <summary>Pale colours of the two classes.</summary>
    private sealed class RegionColors(PictureColors colors) : IColormap
    {
        public string Name => "regions";

        public Color GetColor(double position) => colors.Tint(colors.Series(position < 0.5 ? 0 : 1), 0.3);
    }
}
