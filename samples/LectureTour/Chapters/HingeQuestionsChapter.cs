using AutoGradLinear.Losses;
using AutoGradLinear.Plots;
using LectureTour.Figures;
using LectureTour.Losses;
using LectureTour.Worked;

namespace LectureTour.Chapters;

/// <summary>The lecture's questions about the hinge, each with an answer and the number behind it.</summary>
internal sealed class HingeQuestionsChapter : IChapter
{
    /// <summary>By how much the scores of the car are jiggled; its margins have 1.9 to spare.</summary>
    private const float Jiggle = 0.5f;

    public string Title => "Questions about the hinge";

    /// <summary>The loss of C equal scores, which is what small random weights give.</summary>
    public static float InitialLoss<TLoss>(TLoss loss, int classCount)
        where TLoss : struct, ILoss<float, int> => loss.Evaluate(new float[classCount], 0);

    public void Write(ReportPage page, LectureContext context)
    {
        WriteJiggle(page);
        WriteRange(page);
        WriteStart(page);
        WriteVariants(page);
        page.AddLead(
            "What this showed: the hinge ignores what is right by the margin, starts at C − 1, can be 0 and is never the largest; adding "
            + "j = y or taking the mean changes nothing about the best W, squaring does.");
    }

    private static void WriteJiggle(ReportPage page)
    {
        WorkedImage car = WorkedImage.Car;
        WorkedImage moved = car.Moved(car.Label, -Jiggle);
        page.AddSubsection("What if the scores of the car change a little?");
        page.AddFormula(
            $"scores of the car {car}: L = {car.Loss(new Hinge(1f)):0.0}\nright score lower by {Jiggle:0.0}: {moved}: L = "
            + $"{moved.Loss(new Hinge(1f)):0.0}\n"
            + "to spare: 4.9 − max(1.3, 2.0) − 1 = 1.9");
        double[] x = [.. Enumerable.Range(0, 61).Select(k => -4.0 + (0.1 * k))];
        page.AddFigure(
            LineFigure.Of(
                "The loss of the car when its own score moves",
                "The loss stays 0 until the score has fallen by 1.9, then it rises with slope 1, and with slope 2 from a fall of 2.6 on.",
                "change of the score of car",
                "hinge loss",
                x,
                [new Line("hinge loss", [.. x.Select(by => (double)car.Moved(car.Label, (float)by).Loss(new Hinge(1f)))])]),
            "Flat, then two kinks: frog breaks the margin after a fall of 1.9, cat after one of 2.6. To the right of the first kink "
            + "nothing is felt.");
    }

    private static void WriteRange(ReportPage page)
    {
        WorkedImage lost = WorkedImage.Car.Moved(WorkedImage.Car.Label, -1e6f);
        page.AddSubsection("What are the smallest and the largest loss?");
        page.AddFormula(
            $"smallest: every max(0, …) is 0, as for the car: L = {WorkedImage.Car.Loss(new Hinge(1f)):0}\n"
            + $"largest: none; with the score of car lower by 1 000 000: L = {lost.Loss(new Hinge(1f)):0}");
    }

    private static void WriteStart(ReportPage page)
    {
        page.AddSubsection("What is the loss when training starts?");
        page.AddText(
            "Small random weights give scores that are about equal, so each wrong class breaks the margin by about 1. A first loss far "
            + "from this is a bug.");
        page.AddFormula(
            $"all scores 0: L = Σ over j ≠ y of max(0, 0 − 0 + 1) = C − 1\nC = 3: L = {InitialLoss(new Hinge(1f), 3):0}\n"
            + $"C = 10: L = {InitialLoss(new Hinge(1f), 10):0}");
    }

    private static void WriteVariants(ReportPage page)
    {
        page.AddSubsection("What if the sum is over all classes, or is a mean, or is squared?");
        page.AddTable(
            new ReportTable(
                ["loss", "formula", "cat", "car", "frog", "start, C = 3"],
                [
                    Row("hinge", "Σ_{j≠y} max(0, m_j)", new Hinge(1f)),
                    Row("over all classes", "Σ_j max(0, m_j)", new HingeOverAllClasses(1f)),
                    Row("mean", "Σ_{j≠y} max(0, m_j) / (C − 1)", new MeanHinge(1f)),
                    Row("squared", "Σ_{j≠y} max(0, m_j)²", new HingeOfSquares(1f)),
                ]),
            "The four losses of the same scores, with m_j = s_j − s_y + 1");
        page.AddText(
            "Over all classes: j = y adds max(0, s_y − s_y + 1) = 1 to every image, so the same W is best, but a perfect W has loss 1. "
            + "Mean: everything is divided by C − 1, so the same W is best. Squared: another loss; one large violation outweighs several "
            + "small ones, and another W is best.");
    }

    private static IReadOnlyList<string> Row<TLoss>(string name, string formula, TLoss loss)
        where TLoss : struct, ILoss<float, int>
        => [name, formula, .. WorkedImage.All.Select(image => $"{image.Loss(loss):0.00}"), $"{InitialLoss(loss, 3):0.00}"];
}
