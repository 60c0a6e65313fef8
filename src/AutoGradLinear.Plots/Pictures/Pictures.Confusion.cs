using ScottPlot;

namespace AutoGradLinear.Plots;

/// <content>Which class is taken for which.</content>
public static partial class Pictures
{
    /// <summary>More classes have no numbers in their cells, no names at the axes, and only the worst mistakes in the table.</summary>
    private const int MostNamedClasses = 25;

    private const int MostConfusions = 50;

    /// <summary>
    /// The confusion matrix: a row for each actual class, a column for each predicted one. The stronger the colour of a cell, the larger its part of the row.
    /// </summary>
    /// <param name="evaluation">What was measured.</param>
    /// <returns>The picture.</returns>
    public static Picture ConfusionMatrix(EvaluationResult evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        ConfusionMatrix matrix = evaluation.ConfusionMatrix;
        int count = matrix.Classes.Count;
        List<Confusion> confusions = Confusions(matrix);
        string worst = confusions.Count == 0
            ? "No example was taken for another class."
            : $"The most frequent mistake: {Numbers.Count(confusions[0].Weight)} of class {confusions[0].Actual} were taken for "
                + $"{confusions[0].Predicted}.";
        int side = Math.Clamp(130 + (42 * count), 330, 760);
        return new Picture(
            "Which class is taken for which",
            $"Confusion matrix of {count} classes; {Numbers.Percent(matrix.Accuracy)} of the examples lie on the diagonal, where the "
                + $"prediction is right. {worst}",
            count <= MostNamedClasses ? MatrixTable(matrix) : ConfusionTable(confusions),
            (plot, colors) => DrawMatrix(plot, colors, matrix),
            side,
            side - 30);
    }

    private static void DrawMatrix(Plot plot, PictureColors colors, ConfusionMatrix matrix)
    {
        int count = matrix.Classes.Count;
        double[] sums = [.. Enumerable.Range(0, count).Select(row => Enumerable.Range(0, count).Sum(column => matrix[row, column]))];
        plot.HideGrid();
        plot.Add.ImageRect(PixelImage.Of(count, count, (x, y) => CellColor(y, x)), new CoordinateRect(-0.5, count - 0.5, -0.5, count - 0.5));
        plot.Axes.SetLimits(-0.5, count - 0.5, -0.5, count - 0.5);
        plot.XLabel("predicted class");
        plot.YLabel("actual class");
        if (count > MostNamedClasses)
            return;
        WriteNames();
        for (int row = 0; row < count; row++)
        {
            for (int column = 0; column < count; column++)
            {
                Color ink = PictureColors.InkOn(CellColor(row, column));
                if (matrix[row, column] > 0.0)
                    PictureStyle.Write(plot, Numbers.Count(matrix[row, column]), column, count - 1 - row, ink, 11f);
            }
        }

        // The square root lets rare mistakes be seen beside frequent right answers.
        Color CellColor(int row, int column) => colors.Tint(colors.Strong, sums[row] > 0.0 ? Math.Sqrt(matrix[row, column] / sums[row]) : 0.0);

        void WriteNames()
        {
            double[] places = [.. Enumerable.Range(0, count).Select(index => (double)index)];
            string[] names = [.. matrix.Classes.Select(name => Numbers.Shortened(name))];
            plot.Axes.Bottom.SetTicks(places, names);
            plot.Axes.Left.SetTicks(places, [.. names.Reverse()]);
            if (names.Any(name => name.Length > 4))
            {
                plot.Axes.Bottom.TickLabelStyle.Rotation = 45f;
                plot.Axes.Bottom.TickLabelStyle.Alignment = Alignment.MiddleLeft;
                plot.Axes.Bottom.MinimumSize = 12f + (6f * names.Max(name => name.Length)) + 20f;
            }
        }
    }

    private static ReportTable MatrixTable(ConfusionMatrix matrix)
    {
        IEnumerable<int> classes = Enumerable.Range(0, matrix.Classes.Count);
        return new ReportTable(
            ["actual \\ predicted", .. matrix.Classes],
            classes.Select(row => (IReadOnlyList<string>)[matrix.Classes[row], .. classes.Select(column => Numbers.Count(matrix[row, column]))]));
    }

    private static ReportTable ConfusionTable(List<Confusion> confusions) => new(
        ["actual", "predicted", "examples"],
        confusions.Take(MostConfusions).Select(each => (IReadOnlyList<string>)[each.Actual, each.Predicted, Numbers.Count(each.Weight)]));

    /// <summary>The mistakes, most frequent first.</summary>
    private static List<Confusion> Confusions(ConfusionMatrix matrix)
    {
        var confusions = new List<Confusion>();
        for (int row = 0; row < matrix.Classes.Count; row++)
        {
            for (int column = 0; column < matrix.Classes.Count; column++)
            {
                if (row != column && matrix[row, column] > 0.0)
                    confusions.Add(new Confusion(matrix.Classes[row], matrix.Classes[column], matrix[row, column]));
            }
        }

        return [.. confusions.OrderByDescending(each => each.Weight)];
    }

    private readonly record struct Confusion(string Actual, string Predicted, double Weight);
}
