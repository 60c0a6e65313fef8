using AutoGradLinear;
using AutoGradLinear.Plots;
using LectureTour.Figures;

namespace LectureTour.Chapters;

/// <summary>The classifier that remembers everything, and what it costs.</summary>
internal sealed class NearestNeighborsChapter : IChapter
{
    private const int ShownNeighbors = 5;
    private const int ShownImages = 4;

    public string Title => "Nearest neighbours, and what they cost";

    public void Write(ReportPage page, LectureContext context)
    {
        page.AddText(
            "The simplest learner keeps all examples, and gives a new image the label of the one that is nearest to it, pixel by pixel.");
        page.AddFormula("d₁(a, b) = Σ |aⱼ − bⱼ|\nd₂(a, b) = √Σ (aⱼ − bⱼ)²");
        page.AddTable(
            new ReportTable(
                ["distance", "accuracy on new digits", "accuracy on its own digits"],
                [Row(context, "d₁", NeighborDistance.L1), Row(context, "d₂", NeighborDistance.L2)]),
            "One nearest neighbour; accuracy = right answers / answers");
        page.AddText("On its own digits the nearest neighbour of each image is the image itself. 100 % there says nothing.");
        WriteNeighbors(page, context);
        WriteCost(page, context.Train);
        page.AddLead(
            "What this showed: remembering works well on small clean images, but all the work falls on the moment of use, and grows with "
            + "every example.");
    }

    private static IReadOnlyList<string> Row(LectureContext context, string name, NeighborDistance distance)
    {
        NearestNeighbors neighbors = NearestNeighbors.Train(context.Train, new NearestNeighborsOptions { Distance = distance });
        return [name, $"{neighbors.Evaluate(context.Test).Accuracy:P1}", $"{neighbors.Evaluate(context.Train).Accuracy:P1}"];
    }

    /// <summary>Shows images that the nearest neighbour gets wrong first: they say most.</summary>
    private static void WriteNeighbors(ReportPage page, LectureContext context)
    {
        (ClassificationDataset train, ClassificationDataset test) = (context.Train, context.Test);
        NearestNeighbors neighbors = NearestNeighbors.Train(train, new NearestNeighborsOptions { K = ShownNeighbors });
        Neighbor[][] found = neighbors.Neighbors(test, null, context.Cancellation);
        int[] shown = [.. Enumerable.Range(0, test.Count).OrderBy(IsRight).Take(ShownImages)];
        page.AddFigure(
            ImageGrid.Of(
                "New images and their five nearest neighbours",
                "Each row: a new image, then the five training images nearest to it, with their labels and distances.",
                [.. shown.Select(row => (IReadOnlyList<ImageGrid.Cell>)
                [
                    new ImageGrid.Cell(test, row, $"new: {test.Classes[test.Labels[row]]}"),
                    .. found[row].Select(neighbor => new ImageGrid.Cell(
                        train, neighbor.Row, $"{train.Classes[train.Labels[neighbor.Row]]} (d = {neighbor.Distance:0.00})")),
                ])],
                LectureContext.Shape),
            "Left the new image with its right answer, then its neighbours, nearest first. Images that the nearest neighbour gets wrong "
            + "come first: near in pixels is not always near in meaning.");

        bool IsRight(int row) => train.Labels[found[row][0].Row] == test.Labels[row];
    }

    private static void WriteCost(ReportPage page, ClassificationDataset train)
    {
        (long n, long d, long c) = (train.Count, train.FeatureCount, train.ClassCount);
        page.AddSubsection("The cost");
        page.AddTable(
            new ReportTable(
                ["", "numbers to keep", "training", "operations per new image"],
                [
                    ["nearest neighbours", $"N · D = {n * d:N0}", "none", $"N · D = {n * d:N0}"],
                    ["linear classifier", $"C · (D + 1) = {c * (d + 1):N0}", "many passes over N · D", $"C · D = {c * d:N0}"],
                ]),
            $"N = {n} examples, D = {d} pixels, C = {c} classes");
        page.AddFormula($"(N · D) / (C · D) = N / C = {n} / {c} ≈ {(double)n / c:0} times the work for every image");
        page.AddText(
            "With MNIST, N = 60 000, it is 6 000 times. We want it the other way round: slow training is fine, prediction must be fast.");
    }
}
