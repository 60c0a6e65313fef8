using System.Numerics.Tensors;
using AutoGradLinear;
using AutoGradLinear.Plots;
using LectureTour.Losses;
using LectureTour.Worked;

namespace LectureTour.Chapters;

/// <summary>Data loss and penalty in one objective, and the training that makes it small.</summary>
internal sealed class FullLossChapter : IChapter
{
    public string Title => "The full loss";

    public void Write(ReportPage page, LectureContext context)
    {
        SoftmaxRegression model = context.Classifier;
        TrainingResult training = model.TrainingResult!;
        float strength = LectureContext.SoftmaxStrength;
        double penalty = strength * TensorPrimitives.SumOfSquares(model.Weights);
        double data = model.Evaluate(context.Train).MeanLoss;
        page.AddText("All that came before in one number: how wrong the scores are on the examples, plus what W costs.");
        page.AddFormula(
            "L(W, b) = 1/N · Σ over i of L_i(W x_i + b, y_i) + λ Σ W²\n\n"
            + $"softmax regression on the digits, λ = {strength}:\nL = {data:0.0000} + {penalty:0.0000} = {data + penalty:0.0000}\n"
            + $"reported by the training: {training.Objective:0.0000}");
        WriteGradient(page);
        var allExamples = new LossLandscapeOptions { MaxExamples = context.Train.Count };
        page.AddSubsection("Following the gradient");
        page.AddText(
            $"Training began at W = 0, where every L_i is ln 10 = {Math.Log(10.0):0.000}, and took {training.Iterations} iterations, each "
            + "a step against the gradient, with what earlier steps told about the curvature.");
        page.AddFigure(Pictures.Training(training), "The objective after each iteration. Most of the way is made in the first few.");
        page.AddFigure(
            Pictures.Landscape(LossLandscape.Around(model, context.Train, allExamples, null, context.Cancellation)),
            "The objective around the trained W, along two random directions: a bowl with one bottom, since both losses and the penalty "
            + "are convex. Where training starts does not matter.");
        WriteResults(page, context);
    }

    private static void WriteGradient(ReportPage page)
    {
        double[] differences = Differences(WorkedImage.Cat);
        float[] gradient = WorkedImage.Cat.Gradient(default(CrossEntropy));
        page.AddSubsection("The gradient, and how to trust it");
        page.AddText(
            "For softmax the gradient with respect to the scores is p_j − 1 at the right class and p_j elsewhere. Here it is for the cat, "
            + "as generated, beside differences of the loss.");
        page.AddFormula("∂L/∂s_j ≈ (L(s_j + h) − L(s_j − h)) / (2 h), h = 0.01");
        page.AddTable(
            new ReportTable(
                ["class", "generated", "difference"],
                WorkedImage.Classes.Select((name, j) =>
                    (IReadOnlyList<string>)[name, $"{gradient[j]:0.0000}", $"{differences[j]:0.0000}"])),
            "∂L/∂s of the cat image: raise cat, lower car");
    }

    private static double[] Differences(WorkedImage image)
    {
        const float Step = 0.01f;
        return [.. Enumerable.Range(0, image.Scores.Length).Select(j =>
            ((double)image.Moved(j, Step).Loss(default(CrossEntropy)) - image.Moved(j, -Step).Loss(default(CrossEntropy))) / (2.0 * Step))];
    }

    private static void WriteResults(ReportPage page, LectureContext context)
    {
        HingeMachine hinge = context.Hinge(1e-3f);
        double[] accuracies =
        [
            MajorityClassifier.Train(context.Train).Evaluate(context.Test).Accuracy,
            hinge.Evaluate(context.Test).Accuracy,
            context.Classifier.Evaluate(context.Test).Accuracy,
        ];
        page.AddSubsection("What came of it");
        page.AddTable(
            new ReportTable(
                ["classifier", "accuracy on new digits"],
                [
                    ["always the most frequent digit", $"{accuracies[0]:P1}"],
                    ["hinge, λ = 0.001", $"{accuracies[1]:P1}"],
                    ["softmax, λ = 0.0001", $"{accuracies[2]:P1}"],
                ]),
            $"Right answers / {context.Test.Count} digits that no training has seen");
        page.AddFigure(
            Pictures.ConfusionMatrix(context.Classifier.Evaluate(context.Test)),
            "Rows are right answers, columns what softmax said. Everything beside the diagonal is a mistake.");
        page.AddLead(
            $"What this showed: one objective, its generated gradient and a solver classify {accuracies[2]:P1} of new digits right.");
    }
}
