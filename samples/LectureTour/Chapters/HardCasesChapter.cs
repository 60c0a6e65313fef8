using AutoGradLinear.Plots;
using LectureTour.Figures;
using LectureTour.HardCases;

namespace LectureTour.Chapters;

/// <summary>Classes that no line separates: what features do, and what a two-layer network does.</summary>
internal sealed class HardCasesChapter : IChapter
{
    public string Title => "Hard cases";

    public void Write(ReportPage page, LectureContext context)
    {
        page.AddText(
            "Straight borders are all that a linear classifier has. Three data sets in the plane where that is not enough, and two ways "
            + "out: features that somebody thinks of, and a network with one hidden layer, which finds its own.");
        page.AddFormula(
            "linear: f(x) = W x + b\nfeatures: f(x) = W φ(x) + b\n"
            + $"two layers: f(x) = W₂ max(0, W₁ x + b₁) + b₂ with {HardCaseRun.HiddenCount} hidden units");
        page.AddText(
            "The network is a plain function in C# with [Differentiable] on it; the gradient with respect to all its parameters is "
            + "generated. Every accuracy below is right answers / answers on new points of the same kind; half of the points are of "
            + "either class, so guessing gets 50 %.");
        List<IReadOnlyList<string>> rows = [];
        foreach (HardCase hardCase in HardCase.All)
            rows.AddRange(WriteCase(page, hardCase, context.Cancellation));
        page.AddSubsection("All in one table");
        page.AddTable(new ReportTable(["data", "classifier", "accuracy on new points"], rows), "Linear, features and network");
        page.AddLead(
            "What this showed: linear is about the features, not about the world. The right feature makes a hard case easy; a hidden "
            + "layer learns features by the same gradients.");
    }

    private static IReadOnlyList<IReadOnlyList<string>> WriteCase(ReportPage page, HardCase hardCase, CancellationToken cancellation)
    {
        var run = new HardCaseRun(hardCase, cancellation);
        page.AddSubsection($"{char.ToUpperInvariant(hardCase.Name[0])}{hardCase.Name[1..]}");
        page.AddText(hardCase.Classes);
        List<IReadOnlyList<string>> rows = [];
        Show("linear in x, y", run.Linear(HardCase.Coordinates), "Straight borders: whatever the line, many points are on its wrong side.");
        if (hardCase == HardCase.Ring)
        {
            Show(
                "linear in x, y, ‖x‖²",
                run.Linear(HardCase.WithNormSquared),
                "One more feature bends the border into one circle; a ring has two.");
        }

        Show($"linear in {hardCase.Formula}", run.Linear(hardCase.Features), hardCase.Why);
        Show(
            "two-layer network",
            run.Network(),
            "Each hidden unit is a line with a kink; together they make borders of many straight pieces, found by following the gradient.");
        return rows;

        void Show(string classifier, PlaneClassifier result, string caption)
        {
            rows.Add([hardCase.Name, classifier, $"{result.Accuracy:P1}"]);
            page.AddFigure(
                PlaneFigure.Of(
                    $"{hardCase.Name}: {classifier}",
                    $"Regions of the two classes, {classifier}, with new points; {result.Accuracy:P1} of them are right.",
                    run.Test,
                    result),
                $"{result.Accuracy:P1} right. {caption}");
        }
    }
}
