using AutoGradLinear;
using AutoGradLinear.Plots;
using ScottPlot;

namespace LectureTour.Figures;

/// <summary>Grey images in rows and columns, each with a caption above it.</summary>
internal static class ImageGrid
{
    /// <summary>An image of a dataset.</summary>
    public readonly record struct Cell(ClassificationDataset Data, int Row, string Caption);

    public static Picture Of(string title, string alternativeText, IReadOnlyList<IReadOnlyList<Cell>> rows, ImageShape shape)
    {
        int columns = rows.Max(row => row.Count);
        var table = new ReportTable(
            [.. Enumerable.Range(1, columns).Select(column => $"image {column}")],
            rows.Select(row => (IReadOnlyList<string>)[.. Enumerable.Range(0, columns).Select(k => k < row.Count ? row[k].Caption : "")]));
        return new Picture(title, alternativeText, table, Draw, CellWidth(columns) * columns, (CellWidth(columns) + 22) * rows.Count);

        void Draw(Plot plot, PictureColors colors)
        {
            plot.Layout.Frameless();
            plot.HideGrid();
            for (int row = 0; row < rows.Count; row++)
            {
                for (int column = 0; column < rows[row].Count; column++)
                    DrawCell(plot, colors, rows[row][column], column, -row, shape);
            }

            plot.Axes.SetLimits(0.0, columns, -rows.Count, 0.0);
        }
    }

    /// <summary>As wide as fits a page without shrinking the captions.</summary>
    private static int CellWidth(int columns) => Math.Min(90, 610 / columns);

    private static void DrawCell(Plot plot, PictureColors colors, Cell cell, double left, double top, ImageShape shape)
    {
        double[] values = new double[cell.Data.FeatureCount];
        cell.Data.CopyRow<double>(cell.Row, values);
        double[,] light = new double[shape.Height, shape.Width];
        for (int k = 0; k < values.Length; k++)
            light[k / shape.Width, k % shape.Width] = values[k];
        ScottPlot.Plottables.Heatmap image = plot.Add.Heatmap(light);
        image.Extent = new CoordinateRect(left + 0.08, left + 0.92, top - 0.97, top - 0.25);
        image.Colormap = new ScottPlot.Colormaps.Grayscale();
        ScottPlot.Plottables.Text text = plot.Add.Text(cell.Caption, left + 0.5, top - 0.13);
        text.LabelStyle.Alignment = Alignment.MiddleCenter;
        text.LabelStyle.ForeColor = colors.Ink;
        text.LabelStyle.FontSize = 13f;
    }
}
