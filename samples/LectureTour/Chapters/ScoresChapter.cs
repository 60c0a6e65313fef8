using AutoGradLinear.Plots;

namespace LectureTour.Chapters;

/// <summary>f(x) = W x + b for an image of four pixels, and for a digit.</summary>
internal sealed class ScoresChapter : IChapter
{
    private static readonly string[] Classes = ["cat", "dog", "ship"];
    private static readonly double[] Pixels = [56, 231, 24, 2];
    private static readonly double[] Bias = [1.1, 3.2, -1.2];
    private static readonly double[][] Weights = [[0.2, -0.5, 0.1, 2.0], [1.5, 1.3, 2.1, 0.0], [0.0, 0.25, 0.2, -0.3]];

    public string Title => "The scores of one image";

    /// <summary>The score of a class: its row of W times x, plus its b.</summary>
    public static double Score(int k) => Weights[k].Zip(Pixels, (weight, pixel) => weight * pixel).Sum() + Bias[k];

    public void Write(ReportPage page, LectureContext context)
    {
        page.AddText(
            "A linear classifier keeps no examples. It has a table of numbers W, one row for each class, and a number b for each class; "
            + "scores are sums of products.");
        page.AddFormula("f(x) = W x + b\ns_k = Σ over j of W_kj x_j + b_k\nthe answer is the class with the largest s_k");
        page.AddText($"The lecture's image has four pixels, x = ({string.Join(", ", Pixels)}). It shows a cat.");
        page.AddTable(
            new ReportTable(
                ["class", "w₁", "w₂", "w₃", "w₄", "b", "score"],
                Classes.Select((name, k) =>
                    (IReadOnlyList<string>)[name, .. Weights[k].Select(weight => $"{weight}"), $"{Bias[k]}", $"{Score(k):0.00}"])),
            "W, b and the scores");
        page.AddFormula(string.Join("\n", Classes.Select((name, k) =>
            $"{name}: {string.Join(" + ", Weights[k].Zip(Pixels, (weight, pixel) => $"({weight} · {pixel})"))} + ({Bias[k]}) = "
            + $"{Score(k):0.00}")));
        page.AddText(
            "The dog wins: this W is a bad one, and a loss will say how bad. (Where notes print 61.95 for the ship, b is left out: 61.95 "
            + "− 1.2 = 60.75.)");
        page.AddSubsection("The same with 64 pixels and ten classes");
        page.AddFigure(
            Pictures.Example(context.Classifier, context.Test, row: 0),
            "A digit that the trained classifier has not seen: of 64 products those that matter most for the decision, the rest summed "
            + "up, and the scores.");
        page.AddLead("What this showed: a score is a weighted sum of pixels; C · D products and as many additions classify an image.");
    }
}
