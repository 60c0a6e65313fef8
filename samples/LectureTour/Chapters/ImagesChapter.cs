using AutoGradLinear;
using AutoGradLinear.Plots;
using LectureTour.Losses;

namespace LectureTour.Chapters;

/// <summary>Softmax regression on larger images, where their files are given; else what it learned of the digits.</summary>
internal sealed class ImagesChapter : IChapter
{
    /// <summary>A lecture waits for no last digit.</summary>
    private static readonly TrainingOptions Options =
        new() { Solver = Solver.Lbfgs, Tolerance = 1e-2, MaxIterations = 60, Seed = LectureContext.Seed };

    public string Title => "Larger images: MNIST and CIFAR-10";

    public void Write(ReportPage page, LectureContext context)
    {
        if (context.DataFolder is null)
        {
            WriteDigits(page, context);
            return;
        }

        foreach (ImageData images in ImageSource.Read(context.DataFolder, context.Cancellation))
            WriteImages(page, images, context.Cancellation);
        page.AddLead(
            "What this showed: the same few lines of loss go from 64 pixels to 3 072. One template for a class is enough for centred "
            + "digits, and far too little for photos.");
    }

    private static void WriteDigits(ReportPage page, LectureContext context)
    {
        page.AddText(
            "The files of MNIST or CIFAR-10 were not given, so this chapter stays with the digits. With the files, the same classifier is "
            + "trained on them:");
        page.AddCode("dotnet run -c Release --project samples/LectureTour -- --data FOLDER");
        EvaluationResult result = context.Classifier.Evaluate(context.Test);
        page.AddFacts(
            ("accuracy on new digits", $"{result.Accuracy:P1} = right answers / {context.Test.Count}"),
            ("mean cross-entropy on new digits", $"{result.MeanLoss:0.000}, where guessing has ln 10 = {Math.Log(10.0):0.000}"));
        page.AddFigure(
            Pictures.Reliability(result),
            "Can the probabilities be believed? On the diagonal, of the answers given with 80 % belief 80 % are right.");
        page.AddLead("What this showed: softmax does not only answer, it says how sure it is.");
    }

    private static void WriteImages(ReportPage page, ImageData images, CancellationToken cancellation)
    {
        SoftmaxRegression model = SoftmaxRegression.Train(images.Train, default, new Ridge(images.Strength), Options, null, cancellation);
        cancellation.ThrowIfCancellationRequested();
        EvaluationResult result = model.Evaluate(images.Test);
        (int width, int height, int channels, _) = images.Shape;
        int classCount = images.Train.ClassCount;
        page.AddSubsection(images.Name);
        page.AddFacts(
            ("D, numbers per image", $"{width} · {height} · {channels} = {images.Train.FeatureCount}"),
            ("λ, strength of the penalty", $"{images.Strength}"),
            ("N, images trained on", $"{images.Train.Count}"),
            ("accuracy on new images", $"{result.Accuracy:P1} = right answers / {images.Test.Count}; guessing gets {1.0 / classCount:P0}"),
            ("mean cross-entropy on new images", $"{result.MeanLoss:0.000}, where guessing has ln C = {Math.Log(classCount):0.000}"));
        page.AddFigure(Pictures.Templates(model, images.Shape), "A row of W for each class, as an image.");
        page.AddFigure(Pictures.ConfusionMatrix(result), "Rows are right answers, columns what softmax said.");
    }
}
