using AutoGradLinear.Losses;
using AutoGradLinear.Plots;
using LectureTour.Figures;
using LectureTour.Losses;

namespace LectureTour.Chapters;

/// <summary>Hinge against softmax when scores move.</summary>
internal sealed class ComparisonChapter : IChapter
{
    private static readonly float[][] Cases = [[10f, -2f, 3f], [10f, 9f, 9f], [10f, -100f, -100f]];

    public string Title => "Hinge against softmax when scores move";

    public void Write(ReportPage page, LectureContext context)
    {
        page.AddText(
            "Three images, the right class is the first. The hinge wants a margin of 1 and then rests; softmax always wants more.");
        page.AddTable(
            new ReportTable(
                ["scores", "hinge", "softmax", "p of the right class"],
                Cases.Select(scores => (IReadOnlyList<string>)
                [
                    $"({string.Join(", ", scores)})", $"{Loss(new Hinge(1f), scores):0.00}", Small(Loss(default(CrossEntropy), scores)),
                    $"{MathF.Exp(-Loss(default(CrossEntropy), scores)):0.0000}",
                ])),
            "L_hinge = Σ_{j≠y} max(0, s_j − s_y + 1)   and   L_softmax = −ln p_y");
        page.AddFormula("(10, 9, 9): hinge = max(0, 9 − 10 + 1) + max(0, 9 − 10 + 1) = 0\n"
            + $"(10, 9, 9): softmax = ln(e¹⁰ + e⁹ + e⁹) − 10 = ln(1 + 2 e⁻¹) = {Math.Log(1.0 + (2.0 * Math.Exp(-1.0))):0.00}");
        double[] lead = [.. Enumerable.Range(0, 81).Select(k => -4.0 + (0.1 * k))];
        page.AddFigure(
            LineFigure.Of(
                "The loss while the right class pulls ahead",
                "The hinge falls in straight lines to 0 at a lead of 1 and stays there. Softmax falls smoothly and stays above 0.",
                "lead of the right score over two equal others",
                "loss",
                lead,
                [
                    new Line("hinge", [.. lead.Select(by => (double)Loss(new Hinge(1f), [(float)by, 0f, 0f]))]),
                    new Line("softmax", [.. lead.Select(by => (double)Loss(default(CrossEntropy), [(float)by, 0f, 0f]))]),
                ]),
            "To the right of 1 the hinge is flat: nothing more to learn from this image. Softmax keeps pushing, ever more gently.");
        WriteJiggle(page);
        page.AddLead(
            "What this showed: the hinge is satisfied with a margin and ignores the rest; softmax is never quite satisfied, though what "
            + "is left soon is too small for a float. In practice both classify about equally well.");
    }

    private static void WriteJiggle(ReportPage page)
    {
        page.AddSubsection("Jiggle one wrong score by 0.5");
        page.AddTable(
            new ReportTable(
                ["scores", "hinge: before → after", "softmax: before → after"],
                Cases.Select(scores =>
                {
                    float[] moved = [scores[0], scores[1] - 0.5f, scores[2]];
                    return (IReadOnlyList<string>)
                    [
                        $"({string.Join(", ", scores)})", $"{Loss(new Hinge(1f), scores):0.00} → {Loss(new Hinge(1f), moved):0.00}",
                        $"{Small(Loss(default(CrossEntropy), scores))} → {Small(Loss(default(CrossEntropy), moved))}",
                    ];
                })),
            "The second score falls by 0.5");
    }

    private static float Loss<TLoss>(TLoss loss, float[] scores)
        where TLoss : struct, ILoss<float, int> => loss.Evaluate(scores, 0);

    private static string Small(float loss) => loss < 0.00005f ? "0.0000" : $"{loss:0.0000}";
}
