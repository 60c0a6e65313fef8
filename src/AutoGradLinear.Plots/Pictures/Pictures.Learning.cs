using ScottPlot;

namespace AutoGradLinear.Plots;

/// <content>Whether more data would help.</content>
public static partial class Pictures
{
    /// <summary>Accuracy on training and held-out examples against the number of training examples, with standard errors.</summary>
    /// <param name="curve">What was measured.</param>
    /// <returns>The picture.</returns>
    public static Picture LearningCurve(LearningCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        IReadOnlyList<LearningCurvePoint> points = curve.Points(result => result.Accuracy);
        LearningCurvePoint last = points[^1];
        return new Picture(
            "Whether more training examples would help",
            $"Accuracy by number of training examples. With {last.Count} of them it is {Numbers.Percent(last.Training)} on those that "
                + $"were trained on and {Numbers.Percent(last.HeldOut)} on held-out ones.",
            new ReportTable(
                ["training examples", "training accuracy", "± standard error", "held-out accuracy", "± standard error"],
                points.Select(point => (IReadOnlyList<string>)
                [
                    $"{point.Count}",
                    Numbers.Percent(point.Training),
                    Numbers.Percent(point.TrainingError),
                    Numbers.Percent(point.HeldOut),
                    Numbers.Percent(point.HeldOutError),
                ])),
            (plot, colors) => DrawLearningCurve(plot, colors, points));
    }

    private static void DrawLearningCurve(Plot plot, PictureColors colors, IReadOnlyList<LearningCurvePoint> points)
    {
        (double, double)[] training = [.. points.Select(point => ((double)point.Count, 100.0 * point.Training))];
        (double, double)[] heldOut = [.. points.Select(point => ((double)point.Count, 100.0 * point.HeldOut))];
        AddLine(plot, "on training examples", colors.Series(0), LinePattern.Solid, training);
        AddLine(plot, "on held-out examples", colors.Series(1), LinePattern.Dashed, heldOut);
        AddErrors(colors.Series(0), point => (point.Training, point.TrainingError));
        AddErrors(colors.Series(1), point => (point.HeldOut, point.HeldOutError));
        plot.XLabel("training examples");
        plot.YLabel("accuracy, %");
        PictureStyle.LegendBelow(plot);

        void AddErrors(Color color, Func<LearningCurvePoint, (double Value, double Error)> measure)
        {
            LearningCurvePoint[] known = [.. points.Where(point => double.IsFinite(measure(point).Error))];
            if (known.Length == 0)
                return;
            double[] xs = [.. known.Select(point => (double)point.Count)];
            ScottPlot.Plottables.ErrorBar bars = plot.Add.ErrorBar(
                xs, known.Select(point => 100.0 * measure(point).Value).ToArray(), known.Select(point => 100.0 * measure(point).Error).ToArray());
            bars.Color = color;
            bars.LineWidth = 1.5f;
        }
    }
}
