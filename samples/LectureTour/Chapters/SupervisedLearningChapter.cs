using AutoGradLinear;
using AutoGradLinear.Plots;
using LectureTour.Figures;
using LectureTour.Losses;

namespace LectureTour.Chapters;

/// <summary>What is given, what is sought, and where errors come from.</summary>
internal sealed class SupervisedLearningChapter : IChapter
{
    private const int ImagesPerClass = 3;
    private static readonly string[] PartNames = ["reference", "modelling", "estimation", "optimization", "total"];

    public string Title => "Learning from examples";

    public void Write(ReportPage page, LectureContext context)
    {
        ClassificationDataset train = context.Train;
        page.AddText(
            "Nobody can write down the rule that tells a 3 from an 8. So the rule is learned: we are given examples x with their right "
            + "answers y, choose a family of functions f, and look for the member that is wrong least often on examples it has not seen.");
        page.AddFormula("given: (x₁, y₁), …, (x_N, y_N) with x ∈ ℝᴰ and y ∈ {0, …, C − 1}\nsought: f with f(x) = y for new (x, y)");
        page.AddFacts(
            ("N, examples to learn from", $"{train.Count}"),
            ("examples kept apart to measure on", $"{context.Test.Count}"),
            ("D, numbers per example", $"8 · 8 pixels = {train.FeatureCount}, each from 0 (black) to 1"),
            ("C, classes", $"{train.ClassCount}: the digits 0 to 9"));
        page.AddFigure(
            ImageGrid.Of("What is given", "Three examples of each of the ten handwritten digits.", Examples(train), LectureContext.Shape),
            "Above each image its right answer y. The classifier sees 64 numbers, not a shape.");
        WriteErrors(page, context);
        page.AddLead(
            "What this showed: learning is choosing a function by examples, and its error has three causes that ask for three different "
            + "remedies.");
    }

    private static IReadOnlyList<IReadOnlyList<ImageGrid.Cell>> Examples(ClassificationDataset data)
    {
        ILookup<int, int> rows = Enumerable.Range(0, data.Count).ToLookup(row => data.Labels[row]);
        return [.. Enumerable.Range(0, ImagesPerClass).Select(k => (IReadOnlyList<ImageGrid.Cell>)
            [.. data.Classes.Select((name, label) => new ImageGrid.Cell(data, rows[label].ElementAt(k), name))])];
    }

    private static void WriteErrors(ReportPage page, LectureContext context)
    {
        var penalty = new Ridge(LectureContext.SoftmaxStrength);
        Trainer<SoftmaxRegression> trainer = SoftmaxRegression.Trainer(default, penalty, LectureContext.Options);
        var neighbors = new NearestNeighborsTrainer(new NearestNeighborsOptions { K = 3 });
        ErrorReference reference = ErrorReference.Trained(neighbors, "3 nearest neighbours");
        ErrorDecomposition errors = ErrorDecomposition.Estimate(
            trainer, context.Train, context.Test, reference, null, null, context.Cancellation);
        ErrorPart[] parts = [errors.Reference, errors.Modelling, errors.Estimation, errors.Optimization, errors.Total];
        page.AddSubsection("Where the error of a linear classifier comes from");
        page.AddFormula(
            "error on new examples = reference + modelling + estimation + optimization\n"
            + $"{Percent(errors.Total)} = {string.Join(" + ", parts[..^1].Select(part => $"({Percent(part)})"))}");
        page.AddText("Let w be the W that was trained, w* the one with the smallest objective that any solver found. Then");
        page.AddFormula(
            "modelling = training error of w* − error of the reference\nestimation = new error of w* − training error of w*\n"
            + "optimization = new error of w − new error of w*");
        page.AddTable(
            new ReportTable(
                ["part", "error rate", "between (95 %)", "because", "remedy"],
                [
                    Row(errors.Reference, "what a good method that is not linear gets wrong", "–"),
                    Row(errors.Modelling, "no linear f is right everywhere", "better features, another model"),
                    Row(errors.Estimation, "the examples are finite", "more examples, a penalty"),
                    Row(errors.Optimization, "the solver stopped early", "more iterations"),
                    Row(errors.Total, "all of it", "–"),
                ]),
            "The error of softmax regression on the digits, taken apart; a part is a difference of two error rates, so it can be negative");
        page.AddFigure(
            BarFigure.Of(
                "The parts of the error",
                $"In percent: {string.Join(", ", parts.Select(part => $"{part.Name} {Percent(part)}"))}.",
                "error rate in percent",
                [.. parts.Select((part, k) => (PartNames[k], 100.0 * part.Rate.Estimate))]),
            "A part below 0 is a gain. Modelling compares with the reference: on its own training images the linear classifier does "
            + "better than the reference does on new ones. Most of what is lost is lost on the way to new images.");
    }

    private static IReadOnlyList<string> Row(ErrorPart part, string because, string remedy) =>
        [part.Name, Percent(part), $"{part.Rate.Lower:P1} to {part.Rate.Upper:P1}", because, remedy];

    private static string Percent(ErrorPart part) => $"{part.Rate.Estimate + 0.0:P1}";
}
