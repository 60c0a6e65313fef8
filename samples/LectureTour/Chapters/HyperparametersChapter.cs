using AutoGradLinear;
using AutoGradLinear.Plots;
using LectureTour.Figures;

namespace LectureTour.Chapters;

/// <summary>The choice of k by cross-validation.</summary>
internal sealed class HyperparametersChapter : IChapter
{
    private const int FoldCount = 5;
    private static readonly int[] Counts = [1, 3, 5, 7, 9, 15, 25, 49];

    public string Title => "Hyperparameters and cross-validation";

    public void Write(ReportPage page, LectureContext context)
    {
        CandidateTable<int> table = Compare(context);
        Candidate<int> best = table.Best;
        page.AddText("How many neighbours k should vote? Training cannot say; k is a hyperparameter. Where should we look?");
        page.AddTable(
            new ReportTable(
                ["idea", "verdict"],
                [
                    ["choose what is best on the training examples", "no: k = 1 is always perfect there"],
                    ["choose what is best on the test examples", "no: then nothing is left that tells how new images will go"],
                    ["hold out a validation part of the training examples, choose on it, test once", "good"],
                    ["cross-validation: every part is held out once, take the mean", "better where examples are few"],
                ]),
            "Four ways to choose");
        page.AddFormula(
            $"training digits = part 1 + … + part {FoldCount}\nscore(k) = 1/{FoldCount} · Σ over parts of accuracy(trained on the others, "
            + "measured on the part)");
        page.AddFigure(
            LineFigure.Of(
                "Accuracy against the number of neighbours",
                $"The mean accuracy over {FoldCount} folds is highest at k = {best.Value} with {best.Mean:P1} and falls to "
                + $"{table.Candidates[^1].Mean:P1} at k = {Counts[^1]}.",
                "neighbours k",
                "accuracy on the held-out part",
                [.. Enumerable.Range(0, Counts.Length).Select(k => (double)k)],
                [
                    new Line(
                        $"mean of {FoldCount} folds, ± standard error",
                        [.. table.Candidates.Select(candidate => candidate.Mean)],
                        [.. table.Candidates.Select(candidate => candidate.StandardError)]),
                ],
                [.. Counts.Select(count => $"{count}")]),
            "Each point is the mean over the folds; the bar is its standard error s / √5, with s the standard deviation of the five. "
            + "Where bars overlap, the order may be chance.");
        NearestNeighbors chosen = NearestNeighbors.Train(context.Train, new NearestNeighborsOptions { K = best.Value });
        double measured = chosen.Evaluate(context.Test).Accuracy;
        page.AddFormula(
            $"chosen: k = {best.Value}, {best.Mean:P1} ± {best.StandardError:P1} in cross-validation\non the test digits, once, at the "
            + $"very end: {measured:P1}");
        page.AddLead(
            "What this showed: choose on held-out examples, look at the test examples once, and read differences with their standard "
            + "errors.");
    }

    private static CandidateTable<int> Compare(LectureContext context) => CrossValidation.Compare(
        Counts,
        Folds.Stratified(context.Train.Labels, context.Train.ClassCount, FoldCount, LectureContext.Seed),
        fold =>
        {
            (ClassificationDataset train, ClassificationDataset heldOut) = context.Train.Split(fold);
            return count => NearestNeighbors.Train(train, new NearestNeighborsOptions { K = count }).Evaluate(heldOut);
        },
        result => result.Accuracy,
        null,
        context.Cancellation);
}
