using ScottPlot;

namespace AutoGradLinear.Plots;

/// <content>The algebraic view: W x + b with numbers.</content>
public static partial class Pictures
{
    /// <summary>
    /// One example worked through as W x + b, number by number. Of many features those are shown that speak most for the predicted class and against the
    /// one that comes next; the others are summed up. Of many classes those with the highest scores are shown.
    /// </summary>
    /// <param name="model">The classifier.</param>
    /// <param name="data">The examples.</param>
    /// <param name="row">The index of the example.</param>
    /// <returns>The picture.</returns>
    /// <exception cref="ArgumentException">The number of features differs.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="row"/> is not in [0, Count).</exception>
    public static Picture Example(LinearClassifier model, ClassificationDataset data, int row)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, data.Count);
        var worked = new WorkedExample(model, data, row);
        string actual = data.HasLabels ? $" It is {data.Classes[data.Labels[row]]}." : string.Empty;
        string rest = worked.HasRest ? $" The {worked.RestCount} other features are summed up." : string.Empty;
        return new Picture(
            "One example worked through: W x + b",
            $"Example {row}: weights times features plus bias gives the scores "
                + $"{string.Join(", ", worked.Lines.Select(line => $"{line.Name} {Numbers.Cell(line.Score)}"))}; so it is taken for "
                + $"{worked.Predicted}.{actual}{rest}",
            ExampleTable(worked),
            (plot, colors) => DrawExample(plot, colors, worked),
            640,
            110 + (34 * Math.Max(worked.Lines.Length, worked.Features.Length)));
    }

    private static void DrawExample(Plot plot, PictureColors colors, WorkedExample worked)
    {
        PictureStyle.HideAxes(plot);
        int features = worked.Features.Length, height = Math.Max(worked.Lines.Length, features);
        double cursor = 2.2;
        for (int r = 0; r < worked.Lines.Length; r++)
            Write(Numbers.Shortened(worked.Lines[r].Name, 12), 1.1, r, worked.Lines.Length, worked.Lines[r].Name == worked.Predicted);
        for (int k = 0; k < features; k++)
            WriteColumn(k == 0 ? "weights W" : string.Empty, [.. worked.Lines.Select(line => Numbers.Cell(line.Weights[k]))], isBracketed: k == 0, features);
        PictureStyle.Write(plot, "·", cursor + 0.25, -height / 2.0, colors.Ink, 18f);
        cursor += 0.5;
        WriteColumn("features x", [.. worked.Features.Select(feature => Numbers.Cell(feature.Value))], isBracketed: true, 1);
        for (int k = 0; k < features; k++)
            Write(Numbers.Shortened(worked.Features[k].Name, 11), cursor + 0.9, k, features, isBold: false, 10f);
        cursor += 1.8;
        if (worked.HasRest)
            WriteSum("+", "others", [.. worked.Lines.Select(line => Numbers.Cell(line.Rest))]);
        WriteSum("+", "bias b", [.. worked.Lines.Select(line => Numbers.Cell(line.Bias))]);
        WriteSum("=", "scores", [.. worked.Lines.Select(line => Numbers.Cell(line.Score))]);
        plot.Axes.SetLimits(0.0, cursor + 0.2, -height - 0.1, 1.1);

        void WriteSum(string sign, string head, string[] cells)
        {
            PictureStyle.Write(plot, sign, cursor + 0.25, -height / 2.0, colors.Ink, 15f);
            cursor += 0.55;
            WriteColumn(head, cells, isBracketed: true, 1);
        }

        void WriteColumn(string head, string[] cells, bool isBracketed, int width)
        {
            if (isBracketed)
            {
                double middle = -height / 2.0, half = cells.Length / 2.0;
                Bracket(plot, colors, cursor, 0.12, middle - half, middle + half);
                Bracket(plot, colors, cursor + width, -0.12, middle - half, middle + half);
                PictureStyle.Write(plot, head, cursor + (width / 2.0), 0.45, colors.Ink, 11f, bold: true);
            }

            for (int r = 0; r < cells.Length; r++)
                Write(cells[r], cursor + 0.5, r, cells.Length, head == "scores" && worked.Lines[r].Name == worked.Predicted);
            cursor += 1.0;
        }

        void Write(string text, double x, int r, int rows, bool isBold, float size = 11.5f) =>
            PictureStyle.Write(plot, text, x, (rows / 2.0) - (height / 2.0) - r - 0.5, isBold ? colors.Strong : colors.Ink, size, isBold);
    }

    private static void Bracket(Plot plot, PictureColors colors, double x, double foot, double bottom, double top)
    {
        ScottPlot.Plottables.Scatter line = plot.Add.ScatterLine(
            [x + foot, x, x, x + foot], new[] { bottom, bottom, top, top }, colors.Ink);
        line.LineWidth = 1.3f;
    }

    private static ReportTable ExampleTable(WorkedExample worked)
    {
        string[] columns =
        [
            "score of", .. worked.Features.Select(feature => $"weight × {feature.Name}"), .. worked.HasRest ? ["other features"] : Array.Empty<string>(), "bias", "score",
        ];
        return new ReportTable(columns, worked.Lines.Select(line => (IReadOnlyList<string>)
        [
            line.Name,
            .. worked.Features.Select((feature, k) => $"{Numbers.Short(line.Weights[k])} × {Numbers.Short(feature.Value)} = "
                + $"{Numbers.Short(line.Weights[k] * feature.Value)}"),
            .. worked.HasRest ? [Numbers.Short(line.Rest)] : Array.Empty<string>(),
            Numbers.Short(line.Bias),
            Numbers.Short(line.Score),
        ]));
    }
}
