namespace AutoGradLinear.Plots;

/// <summary>Which classes are mixed up, and the worst mistakes one by one.</summary>
internal static class MistakeSection
{
    public static void AddTo(ReportPage page, Run run)
    {
        page.AddSection("Where it is wrong");
        page.AddFigure(
            Pictures.ConfusionMatrix(run.Evaluation),
            "Each row is an actual class, each column what the classifier said. Numbers are test examples; on the diagonal it was right. "
                + "The stronger its colour, the larger the cell's part of its row.");
        page.AddTable(ClassTable(run.Evaluation.Report), "Each class: precision (how many of those named are right), recall (how many are "
            + "found), and F1, which joins both");
        page.AddSubsection("The worst mistakes");
        List<Mistake> mistakes = Mistake.WorstOf(run);
        if (mistakes.Count == 0)
        {
            page.AddText(run.Options.WorstErrors == 0 ? "They were left out." : "There are none: every test example was named right.");
            return;
        }

        page.AddText("Test examples that were named wrong, the largest loss first: here the classifier was surest of something that is "
            + "not so. Look at them before anything else; some may be labelled wrong.");
        if (run.Options.Image is { } shape)
            page.AddTiles([.. mistakes.Select(mistake => TileOf(run, shape, mistake))]);
        page.AddTable(MistakeTable(mistakes), "The worst mistakes; rows are counted from 0");
    }

    private static ReportTable ClassTable(ClassReport report) => new(
        ["class", "precision", "recall", "F1", "test examples"],
        report.PerClass.Append(report.Macro).Append(report.Weighted).Select(each => (IReadOnlyList<string>)
        [
            each.Name, Numbers.Measure(each.Precision), Numbers.Measure(each.Recall), Numbers.Measure(each.F1), Numbers.Count(each.Support),
        ]));

    private static ReportTable MistakeTable(List<Mistake> mistakes)
    {
        bool hasProbability = mistakes.All(mistake => mistake.Probability is not null);
        string[] probability = hasProbability ? ["its probability"] : [];
        string[] columns = ["row", "actual class", "said", .. probability, "loss", "what spoke for it most"];
        return new ReportTable(columns, mistakes.Select(mistake => (IReadOnlyList<string>)
        [
            $"{mistake.Row}",
            mistake.Actual,
            mistake.Predicted,
            .. hasProbability ? [Numbers.Percent(mistake.Probability!.Value)] : Array.Empty<string>(),
            Numbers.Short(mistake.Loss),
            mistake.Reasons,
        ]));
    }

    private static ImageTile TileOf(Run run, ImageShape shape, Mistake mistake)
    {
        double[] values = new double[run.Test.FeatureCount];
        run.Test.CopyRow<double>(mistake.Row, values);
        byte[] png = PixelImage.Png(shape.Width, shape.Height, FeatureImage.Colors(values, shape, values.Min(), values.Max()));
        return new ImageTile(
            png,
            $"Test example {mistake.Row}, an image of class {mistake.Actual} that was taken for {mistake.Predicted}.",
            $"is {mistake.Actual}, said {mistake.Predicted} (row {mistake.Row})");
    }
}
