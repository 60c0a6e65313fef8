using ScottPlot;

namespace AutoGradLinear.Plots;

/// <content>Curves of an evaluation: ROC, precision and recall, reliability.</content>
public static partial class Pictures
{
    private const int SquareWidth = 480;
    private const int SquareHeight = 470;

    /// <summary>
    /// ROC curves: true positives against false positives for every threshold; with two classes one curve, with more one for each class against the
    /// rest. Of more than eight, those with the smallest areas are drawn.
    /// </summary>
    /// <param name="evaluation">What was measured; it has scores.</param>
    /// <returns>The picture.</returns>
    /// <exception cref="InvalidOperationException">There are no scores, or no examples were kept.</exception>
    public static Picture Roc(EvaluationResult evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        List<NamedCurve> curves = [];
        foreach (string name in CurveClasses(evaluation))
        {
            RocCurve curve = evaluation.Roc(name);
            curves.Add(new NamedCurve(name, curve.Area, [.. curve.Points.Select(point => (point.FalsePositiveRate, point.TruePositiveRate))]));
        }

        NamedCurve[] drawn = Drawn(curves);
        return new Picture(
            "Found against false alarms (ROC curve)",
            $"ROC curves. {AreaText(drawn, "area under the curve")} 1 is perfect, 0.5 (the diagonal) is chance.",
            AreaTable(curves, "area under the ROC curve"),
            (plot, colors) =>
            {
                DrawUnitSquare(plot, "false alarms (false positive rate)", "found (true positive rate)");
                AddDiagonal(plot, colors, "chance");
                DrawCurves(plot, colors, drawn);
            },
            SquareWidth,
            SquareHeight);
    }

    /// <summary>
    /// Precision against recall for every threshold; with two classes one curve, with more one for each class against the rest. Of more than eight,
    /// those with the smallest average precision are drawn.
    /// </summary>
    /// <param name="evaluation">What was measured; it has scores.</param>
    /// <returns>The picture.</returns>
    /// <exception cref="InvalidOperationException">There are no scores, or no examples were kept.</exception>
    public static Picture PrecisionRecall(EvaluationResult evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        List<NamedCurve> curves = [];
        foreach (string name in CurveClasses(evaluation))
        {
            PrecisionRecallCurve curve = evaluation.PrecisionRecall(name);
            curves.Add(new NamedCurve(
                name, AveragePrecision(evaluation, name, curve), [.. curve.Points.Select(point => (point.Recall, point.Precision))]));
        }

        NamedCurve[] drawn = Drawn(curves);
        return new Picture(
            "Right against found (precision and recall)",
            $"Precision–recall curves. {AreaText(drawn, "average precision")} 1 is perfect.",
            AreaTable(curves, "average precision"),
            (plot, colors) =>
            {
                DrawUnitSquare(plot, "found (recall)", "right among those named (precision)");
                DrawCurves(plot, colors, drawn);
            },
            SquareWidth,
            SquareHeight);
    }

    /// <summary>The reliability diagram: how often the most probable class is right, against its probability.</summary>
    /// <param name="evaluation">What was measured; it has probabilities.</param>
    /// <param name="bins">The number of bins.</param>
    /// <returns>The picture.</returns>
    /// <exception cref="InvalidOperationException">There are no probabilities, or no examples were kept.</exception>
    public static Picture Reliability(EvaluationResult evaluation, int bins = 10)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        CalibrationCurve curve = evaluation.ConfidenceReliability(bins);
        return new Picture(
            "Whether probabilities can be believed",
            $"Reliability diagram: how often the most probable class is right, by its probability. The expected calibration error is "
                + $"{Numbers.Measure(curve.ExpectedError)}; 0 is perfect.",
            new ReportTable(
                ["mean probability", "right", "examples"],
                curve.Bins.Select(bin => (IReadOnlyList<string>)[Numbers.Measure(bin.Probability), Numbers.Measure(bin.Share), Numbers.Count(bin.Weight)])),
            (plot, colors) => DrawReliability(plot, colors, curve),
            SquareWidth,
            SquareHeight);
    }

    private static void DrawReliability(Plot plot, PictureColors colors, CalibrationCurve curve)
    {
        DrawUnitSquare(plot, "probability of the predicted class", "part of the predictions that are right");
        AddDiagonal(plot, colors, "perfect");
        AddLine(plot, "this classifier", colors.Series(0), LinePattern.Solid, [.. curve.Bins.Select(bin => (bin.Probability, bin.Share))]);
        double largest = curve.Bins.Max(bin => bin.Weight);
        foreach (CalibrationBin bin in curve.Bins)
        {
            // The area of a point grows with its examples.
            float size = (float)(6.0 + (14.0 * Math.Sqrt(bin.Weight / largest)));
            plot.Add.Marker(bin.Probability, bin.Share, MarkerShape.FilledCircle, size, colors.Series(0));
        }

        PictureStyle.LegendBelow(plot);
    }

    /// <summary>Every class, or with two the positive one, whose curve tells all: that of the model, or the last one.</summary>
    private static IEnumerable<string> CurveClasses(EvaluationResult evaluation)
    {
        IReadOnlyList<string> classes = evaluation.ConfusionMatrix.Classes;
        return classes.Count == 2 ? [classes[evaluation.RequiredExamples.Columns?.Layout.PositiveIndex ?? 1]] : classes;
    }

    /// <summary>A class without examples has an average precision of 0 by convention, which says nothing: NaN, which is not drawn.</summary>
    private static double AveragePrecision(EvaluationResult evaluation, string name, PrecisionRecallCurve curve)
    {
        int index = evaluation.ConfusionMatrix.Classes.ToList().IndexOf(name);
        return double.IsNaN(evaluation.ConfusionMatrix.Recall(index)) ? double.NaN : curve.AveragePrecision;
    }

    private static NamedCurve[] Drawn(IEnumerable<NamedCurve> curves) =>
        [.. curves.Where(curve => !double.IsNaN(curve.Area)).OrderBy(curve => curve.Area).Take(MostLines)];

    private static string AreaText(NamedCurve[] curves, string measure) => curves.Length switch
    {
        0 => "No class has both examples and counterexamples.",
        1 => $"Class {curves[0].Name}: {measure} {Numbers.Measure(curves[0].Area)}.",
        _ => $"The class that is hardest to find is {curves[0].Name} ({measure} {Numbers.Measure(curves[0].Area)}).",
    };

    private static ReportTable AreaTable(IEnumerable<NamedCurve> curves, string measure) =>
        new(["class", measure], curves.Select(curve => (IReadOnlyList<string>)[curve.Name, Numbers.Measure(curve.Area)]));

    private static void DrawCurves(Plot plot, PictureColors colors, NamedCurve[] curves)
    {
        LinePattern[] patterns = [LinePattern.Solid, LinePattern.Dashed, LinePattern.Dotted, LinePattern.DenselyDashed];
        for (int k = 0; k < curves.Length; k++)
        {
            string name = $"{Numbers.Shortened(curves[k].Name)} ({Numbers.Measure(curves[k].Area)})";
            AddLine(plot, name, colors.Series(k), patterns[k % patterns.Length], curves[k].Points);
        }

        PictureStyle.LegendBelow(plot);
    }

    private static void DrawUnitSquare(Plot plot, string x, string y)
    {
        plot.Axes.SetLimits(-0.02, 1.02, -0.02, 1.02);
        plot.XLabel(x);
        plot.YLabel(y);
    }

    private static void AddDiagonal(Plot plot, PictureColors colors, string name)
    {
        ScottPlot.Plottables.LinePlot line = plot.Add.Line(0.0, 0.0, 1.0, 1.0);
        line.LineColor = colors.Ink.WithAlpha(0.6);
        line.LinePattern = LinePattern.Dashed;
        line.LegendText = name;
    }

    private readonly record struct NamedCurve(string Name, double Area, (double X, double Y)[] Points);
}
