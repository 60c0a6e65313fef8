using System.Numerics.Tensors;
using AutoGradLinear;
using AutoGradLinear.Plots;
using LectureTour.Figures;
using LectureTour.Losses;
using LectureTour.Worked;

namespace LectureTour.Chapters;

/// <summary>W against 2 W, and what a penalty prefers.</summary>
internal sealed class PenaltyChapter : IChapter
{
    private static readonly float[] Strengths = [1e-5f, 1e-4f, 1e-3f, 1e-2f, 1e-1f, 1f];

    public string Title => "W against 2 W, and why a penalty";

    public void Write(ReportPage page, LectureContext context)
    {
        WriteDoubled(page);
        WritePreference(page);
        WriteStrengths(page, context);
    }

    private static void WriteDoubled(ReportPage page)
    {
        page.AddText(
            "Is a W with loss 0 the only one? Scores are f(x) = W x, so 2 W doubles every score, and every margin that was kept becomes "
            + "wider.");
        page.AddTable(
            new ReportTable(
                ["image", "scores under W", "hinge under W", "scores under 2 W", "hinge under 2 W"],
                WorkedImage.All.Select(image => (IReadOnlyList<string>)
                [
                    image.Name,
                    $"{image}",
                    $"{image.Loss(new Hinge(1f)):0.0}",
                    $"{image.Scaled(2f)}",
                    $"{image.Scaled(2f).Loss(new Hinge(1f)):0.0}",
                ])),
            "The same images under W and 2 W");
        page.AddFormula("car, W: max(0, 1.3 − 4.9 + 1) + max(0, 2.0 − 4.9 + 1) = max(0, −2.6) + max(0, −1.9) = 0\n"
            + "car, 2 W: max(0, 2.6 − 9.8 + 1) + max(0, 4.0 − 9.8 + 1) = max(0, −6.2) + max(0, −4.8) = 0");
        page.AddText("The car has loss 0 under both: the data alone do not decide. A penalty R(W) says which W we like better.");
        page.AddFormula("L(W) = 1/N · Σ over i of L_i(f(x_i), y_i) + λ R(W) with R(W) = Σ W²");
    }

    private static void WritePreference(ReportPage page)
    {
        float[] x = [1f, 1f, 1f, 1f], narrow = [1f, 0f, 0f, 0f], spread = [0.25f, 0.25f, 0.25f, 0.25f];
        var penalty = new Ridge(1f);
        page.AddSubsection("What the penalty likes");
        page.AddFormula(
            $"x = (1, 1, 1, 1)\nw₁ = (1, 0, 0, 0): w₁ · x = {TensorPrimitives.Dot<float>(narrow, x):0}, R = "
            + $"{penalty.Evaluate(narrow):0.00}\n"
            + $"w₂ = (0.25, 0.25, 0.25, 0.25): w₂ · x = {TensorPrimitives.Dot<float>(spread, x):0}, R = {penalty.Evaluate(spread):0.00}");
        page.AddText("Both give the same score. The sum of squares prefers w₂, which spreads its trust over all features.");
    }

    private static void WriteStrengths(ReportPage page, LectureContext context)
    {
        HingeMachine[] models = Array.ConvertAll(Strengths, context.Hinge);
        double[] training = Array.ConvertAll(models, model => model.Evaluate(context.Train).Accuracy);
        double[] held = Array.ConvertAll(models, model => model.Evaluate(context.Test).Accuracy);
        page.AddSubsection("How strong?");
        page.AddFigure(
            LineFigure.Of(
                "Accuracy on digits against the strength of the penalty",
                $"On training digits accuracy falls from {training[0]:P1} to {training[^1]:P1} as λ grows; on new digits it goes from "
                + $"{held[0]:P1} over {held.Max():P1} to {held[^1]:P1}.",
                "λ",
                "accuracy",
                [.. Enumerable.Range(0, Strengths.Length).Select(k => (double)k)],
                [new Line("on the digits it was trained on", training), new Line("on new digits", held)],
                [.. Strengths.Select(strength => $"{strength:0.#####}")]),
            "To the left W is free to suit the training images; to the right it is so small that it suits nothing. The best λ lies "
            + "between, and is chosen by cross-validation, not on this picture: its new digits would be new no longer.");
        page.AddTable(
            new ReportTable(
                ["λ", "‖W‖² = Σ W²", "accuracy, training", "accuracy, new"],
                models.Select((model, k) => (IReadOnlyList<string>)
                [
                    $"{Strengths[k]:0.#####}", $"{TensorPrimitives.SumOfSquares(model.Weights):0.00}", $"{training[k]:P1}", $"{held[k]:P1}",
                ])),
            "A stronger penalty, a smaller W");
        page.AddLead(
            "What this showed: a loss of 0 does not fix W; a penalty does, and keeps W small enough to do well on images it has not seen.");
    }
}
