using ScottPlot;

namespace AutoGradLinear.Plots;

/// <content>The geometric view: regions of the plane, and the lines on which scores are 0.</content>
public static partial class Pictures
{
    private const int MostPoints = 400;

    /// <summary>Lines of more scores would cover the plane.</summary>
    private const int MostScoreLines = 5;

    /// <summary>
    /// The decision regions in the plane of two features, with the examples, the line on which each score is 0 (an arrow points to where it grows), and
    /// paler colours where the best score leads by less than 1, the margin of a hinge loss. With more than two features the others are held at their
    /// means, and examples are drawn where their two features are.
    /// </summary>
    /// <param name="model">The classifier.</param>
    /// <param name="data">Examples to draw; their ranges and means make the plane.</param>
    /// <param name="first">The feature to the right.</param>
    /// <param name="second">The feature upwards.</param>
    /// <returns>The picture.</returns>
    /// <exception cref="ArgumentException">The number of features differs, there is only one, or both features are the same.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A feature does not exist.</exception>
    public static Picture Regions(LinearClassifier model, ClassificationDataset data, int first = 0, int second = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        if (model.FeatureCount < 2)
            throw new ArgumentException("The model has one feature; a plane needs two.", nameof(model));
        if (data.FeatureCount != model.FeatureCount)
            throw new ArgumentException($"The dataset has {data.FeatureCount} features; the model has {model.FeatureCount}.", nameof(data));
        RequireFeature(first, nameof(first));
        RequireFeature(second, nameof(second));
        if (first == second)
            throw new ArgumentException("A plane needs two different features.", nameof(second));
        var plane = new FeaturePlane(model, data, first, second);
        string others = model.FeatureCount > 2 ? $" The {model.FeatureCount - 2} other features are held at their means." : string.Empty;
        return new Picture(
            "Where the classifier draws its lines",
            $"Decision regions for {plane.FirstName} (right) and {plane.SecondName} (up): one region of straight borders for each class "
                + $"that is the best anywhere: "
                + $"{string.Join(", ", plane.Shares.Where(share => share.Part > 0.0).Select(share => share.Class))}.{others}",
            new ReportTable(
                ["class", "part of the plane", "examples"],
                plane.Shares.Select(share => (IReadOnlyList<string>)[share.Class, Numbers.Percent(share.Part), Numbers.Count(share.Examples)])),
            (plot, colors) => DrawRegions(plot, colors, plane),
            540,
            460);

        void RequireFeature(int feature, string name)
        {
            if ((uint)feature >= (uint)model.FeatureCount)
                throw new ArgumentOutOfRangeException(name, feature, $"There are {model.FeatureCount} features.");
        }
    }

    private static void DrawRegions(Plot plot, PictureColors colors, FeaturePlane plane)
    {
        MarkerShape[] shapes =
        [
            MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp,
            MarkerShape.FilledDiamond, MarkerShape.FilledTriangleDown, MarkerShape.Cross,
        ];
        CoordinateRect area = plane.Area;
        plot.HideGrid();
        plot.Add.ImageRect(PixelImage.Of(FeaturePlane.Side, FeaturePlane.Side, RegionColor), area);
        for (int score = 0; score < plane.ScoreCount && plane.ScoreCount <= MostScoreLines; score++)
            DrawScoreLine(plot, colors.Series(plane.ClassOf(score)), plane, score, plane.ScoreCount == 1 ? [-1.0, 0.0, 1.0] : [0.0]);
        foreach (IGrouping<int, FeaturePlane.Point> points in plane.Points(MostPoints).GroupBy(point => point.Label).OrderBy(group => group.Key))
        {
            ScottPlot.Plottables.Scatter markers = plot.Add.ScatterPoints(
                [.. points.Select(point => point.X)], points.Select(point => point.Y).ToArray(), colors.Series(points.Key));
            markers.MarkerShape = shapes[points.Key % shapes.Length];
            markers.MarkerSize = 7f;
            markers.MarkerLineColor = colors.Background;
            markers.LegendText = Numbers.Shortened(plane.Shares[points.Key].Class);
        }

        plot.Axes.SetLimits(area.Left, area.Right, area.Bottom, area.Top);
        plot.XLabel(Numbers.Shortened(plane.FirstName, 40));
        plot.YLabel(Numbers.Shortened(plane.SecondName, 40));
        PictureStyle.LegendBelow(plot);

        Color RegionColor(int x, int y)
        {
            (int winner, double lead) = plane.At(x, FeaturePlane.Side - 1 - y);
            return colors.Tint(colors.Series(winner), lead < 1.0 ? 0.16 : 0.38);
        }
    }

    private static void DrawScoreLine(Plot plot, Color color, FeaturePlane plane, int score, double[] levels)
    {
        foreach (double level in levels)
        {
            if (plane.ScoreLine(score, level) is not { } line)
                continue;
            ScottPlot.Plottables.LinePlot drawn = plot.Add.Line(line);
            drawn.LineColor = color;
            drawn.LineWidth = level == 0.0 ? 2f : 1.2f;
            drawn.LinePattern = level == 0.0 ? LinePattern.Solid : LinePattern.Dashed;
            drawn.LegendText = level == 0.0 && score == 0 ? "score 0 (arrow: grows)" : level == 1.0 ? "score −1 and +1" : string.Empty;
            if (level != 0.0)
                continue;
            ScottPlot.Plottables.Arrow arrow = plot.Add.Arrow(plane.GrowthOf(score, line, (score + 1.0) / (plane.ScoreCount + 1.0)));
            arrow.ArrowFillColor = color;
            arrow.ArrowLineColor = color;
            arrow.ArrowWidth = 2f;
            arrow.ArrowheadLength = 10f;
            arrow.ArrowheadWidth = 8f;
        }
    }
}
