using AutoGradLinear.Plots;
using LectureTour.Figures;
using LectureTour.Losses;
using LectureTour.Worked;

namespace LectureTour.Chapters;

/// <summary>The hinge loss of three images, term by term.</summary>
internal sealed class HingeChapter : IChapter
{
    public string Title => "The hinge loss, by hand";

    /// <summary>The loss of the whole dataset of three images.</summary>
    public static float Mean => WorkedImage.All.Average(image => image.Loss(new Hinge(1f)));

    public void Write(ReportPage page, LectureContext context)
    {
        page.AddText(
            "A loss says how unhappy we are with the scores s of an image whose right class is y. The hinge wants the right score to be "
            + "above every other score by a margin of 1, and adds up what is missing.");
        page.AddFormula("L = Σ over j ≠ y of max(0, s_j − s_y + 1)");
        page.AddText("Three images, and the scores that some W gives them:");
        page.AddTable(
            new ReportTable(
                ["image", .. WorkedImage.Classes.Select(name => $"score of {name}"), "hinge loss", "gradient (cat, car, frog)"],
                WorkedImage.All.Select(image => (IReadOnlyList<string>)
                [
                    image.Name, .. image.Scores.Select(score => $"{score:0.0}"), $"{image.Loss(new Hinge(1f)):0.0}",
                    $"({string.Join(", ", image.Gradient(new Hinge(1f)))})",
                ])),
            "Scores, losses and gradients with respect to the scores, by the code that the compiler generated");
        page.AddFormula(string.Join("\n", WorkedImage.All.Select(image => image.HingeWrittenOut())));
        page.AddFormula(
            $"mean: L = ({string.Join(" + ", WorkedImage.All.Select(image => $"{image.Loss(new Hinge(1f)):0.0}"))}) / 3 = {Mean:0.00}");
        page.AddFigure(
            BarFigure.Of(
                "Which image is the worst",
                $"Hinge losses: cat {WorkedImage.Cat.Loss(new Hinge(1f)):0.0}, car {WorkedImage.Car.Loss(new Hinge(1f)):0.0}, frog "
                + $"{WorkedImage.Frog.Loss(new Hinge(1f)):0.0}.",
                "hinge loss",
                [.. WorkedImage.All.Select(image => (image.Name, (double)image.Loss(new Hinge(1f))))]),
            "The car is right by more than the margin and costs nothing. The cat loses to the car. The frog loses to both others by far.");
        page.AddText(
            "The gradient counts: +1 for each class that breaks the margin, and at y minus how many there are. For the cat, (−1, +1, 0) "
            + "says: raise cat, lower car, leave frog alone.");
        page.AddText("This is all that was written by hand. No derivative is in it:");
        page.AddCode(
            "float loss = 0f;\nfor (int j = 0; j < scores.Length; j++)\n    if (j != label)\n"
            + "        loss += MathF.Max(0f, scores[j] - scores[label] + Margin);\nreturn loss;");
        page.AddLead($"What this showed: the loss of these three images is {Mean:0.00}, and only classes that break the margin are felt.");
    }
}
