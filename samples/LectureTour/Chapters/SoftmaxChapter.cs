using AutoGradLinear.Plots;
using LectureTour.Figures;
using LectureTour.Losses;
using LectureTour.Worked;

namespace LectureTour.Chapters;

/// <summary>Softmax and cross-entropy: likelihood, divergence, range, start, and overflow.</summary>
internal sealed class SoftmaxChapter : IChapter
{
    public string Title => "Softmax and cross-entropy";

    /// <summary>The probabilities of the cat image.</summary>
    public static float[] CatProbabilities => Probabilities(WorkedImage.Cat.Scores);

    /// <summary>D(p‖q) = Σ p_j ln(p_j / q_j), with 0 ln 0 = 0.</summary>
    public static double Divergence(IReadOnlyList<double> p, IReadOnlyList<float> q) =>
        p.Zip(q, (pj, qj) => pj > 0.0 ? pj * Math.Log(pj / qj) : 0.0).Sum();

    public void Write(ReportPage page, LectureContext context)
    {
        WriteByHand(page);
        WriteLikelihood(page);
        WriteDivergence(page);
        WriteRange(page);
        WriteOverflow(page);
        page.AddLead(
            "What this showed: cross-entropy is −ln of the probability of the right class, "
            + $"{WorkedImage.Cat.Loss(default(CrossEntropy)):0.00} for the cat; it starts at ln C and is never quite 0.");
    }

    private static float[] Probabilities(float[] scores)
    {
        float[] probabilities = new float[scores.Length];
        default(CrossEntropy).Probabilities(scores, probabilities);
        return probabilities;
    }

    private static void WriteByHand(ReportPage page)
    {
        float[] scores = WorkedImage.Cat.Scores;
        float[] exponentials = [.. scores.Select(MathF.Exp)];
        page.AddText("The hinge gives scores no meaning. Softmax reads them as logarithms of probabilities that are not normalised yet.");
        page.AddFormula("p_j = exp(s_j) / Σ over k of exp(s_k)\nL = −ln p_y");
        page.AddTable(
            new ReportTable(
                ["class", "score s", "exp(s)", "p = exp(s) / sum"],
                WorkedImage.Classes.Select((name, j) => (IReadOnlyList<string>)
                    [name, $"{scores[j]:0.0}", $"{exponentials[j]:0.00}", $"{CatProbabilities[j]:0.00}"])),
            "The cat image, step by step");
        page.AddFormula(
            $"sum = {string.Join(" + ", exponentials.Select(e => $"{e:0.00}"))} = {exponentials.Sum():0.00}\n"
            + $"L = −ln({exponentials[0]:0.00} / {exponentials.Sum():0.00}) = −ln {CatProbabilities[0]:0.000} = "
            + $"{WorkedImage.Cat.Loss(default(CrossEntropy)):0.00}");
        page.AddText("ln is the natural logarithm. (With base 10 the loss would be 0.89, a number that is seen in some notes.)");
        page.AddFigure(
            BarFigure.Of(
                "What softmax believes of the cat image",
                $"Probabilities: {string.Join(", ", WorkedImage.Classes.Select((name, j) => $"{name} {CatProbabilities[j]:0.00}"))}.",
                "probability",
                [.. WorkedImage.Classes.Select((name, j) => (name, (double)CatProbabilities[j]))]),
            "The right class is cat, but car gets most of the belief.");
    }

    private static void WriteLikelihood(ReportPage page)
    {
        double[] right = [.. WorkedImage.All.Select(image => (double)Probabilities(image.Scores)[image.Label])];
        double likelihood = right.Aggregate((product, p) => product * p);
        page.AddSubsection("As maximum likelihood");
        page.AddText(
            "How probable does the model think the labels are that we saw? The images are independent, so it is the product of the "
            + "probabilities of the right classes. The W with the largest product is the W with the smallest sum of −ln p.");
        page.AddFormula(
            $"likelihood = p_cat · p_car · p_frog = {string.Join(" · ", right.Select(p => $"{p:0.000000}"))} = {likelihood:0.000000}\n"
            + $"−ln likelihood = {-Math.Log(likelihood):0.00} = "
            + $"{string.Join(" + ", WorkedImage.All.Select(image => $"{image.Loss(default(CrossEntropy)):0.00}"))} = sum of the three "
            + "losses");
    }

    private static void WriteDivergence(ReportPage page)
    {
        page.AddSubsection("As a distance between distributions");
        page.AddText(
            "Let p put everything on the right class, p = (1, 0, 0), and let q be what softmax says. The Kullback–Leibler divergence "
            + "D(p‖q) measures how far q is from p; the entropy H(p) of a sure thing is 0, so cross-entropy and divergence are the same "
            + "number.");
        page.AddFormula(
            $"H(p, q) = H(p) + D(p‖q)\nD(p‖q) = Σ p_j ln(p_j / q_j) = 1 · ln(1 / {CatProbabilities[0]:0.000}) + 0 + 0 = "
            + $"{Divergence([1.0, 0.0, 0.0], CatProbabilities):0.00}");
    }

    private static void WriteRange(ReportPage page)
    {
        page.AddSubsection("Smallest, largest, and at the start");
        page.AddFormula(
            "smallest: 0, in the limit s_y → +∞ where p_y → 1; no finite scores reach it\nlargest: none; s_y → −∞ gives p_y → 0 and L → "
            + "+∞\n"
            + "start, all scores equal: p = 1/C, L = ln C\nC = 3: L = "
            + $"{HingeQuestionsChapter.InitialLoss(default(CrossEntropy), 3):0.000}\n"
            + $"C = 10: L = {HingeQuestionsChapter.InitialLoss(default(CrossEntropy), 10):0.000}");
        double[] p = [.. Enumerable.Range(1, 100).Select(k => k / 100.0)];
        page.AddFigure(
            LineFigure.Of(
                "The price of doubt",
                "−ln p falls from above 4 at p = 0.01 to 0 at p = 1.",
                "probability p of the right class",
                "loss −ln p",
                p,
                [new Line("−ln p", [.. p.Select(x => Math.Log(1.0 / x))])]),
            "Being sure and wrong (left) costs without limit; being sure and right (right end) costs nothing.");
    }

    private static void WriteOverflow(ReportPage page)
    {
        float[] scores = [123f, 456f, 789f];
        page.AddSubsection("When exponentials overflow");
        page.AddText(
            "exp(789) is larger than any number a computer's float can hold. The formula above, taken literally, divides ∞ by ∞. The "
            + "compiler sees the pair of exponential and logarithm and writes a form that takes out the largest score first.");
        page.AddFormula(
            $"scores 123, 456, 789, right class 0\nas written: L = {default(CrossEntropy).Value(scores, 0)}\nas generated: L = "
            + $"{default(CrossEntropy).Evaluate(scores, 0):0} = 789 − 123");
    }
}
