using AutoGradLinear;
using AutoGradLinear.Plots;
using LectureTour.Losses;

namespace LectureTour.Chapters;

/// <summary>The algebraic, the visual and the geometric view of W x + b.</summary>
internal sealed class ViewpointsChapter : IChapter
{
    private const int PetalLength = 2;
    private const int PetalWidth = 3;

    public string Title => "Three viewpoints";

    public void Write(ReportPage page, LectureContext context)
    {
        ReadOnlySpan<float> weights = context.Classifier.Weights;
        page.AddSubsection("Algebraic: one product of a matrix");
        page.AddText("The bias is a weight, too: of a pixel that is always 1.");
        page.AddFormula("W x + b = [W b] [x; 1]");
        page.AddFacts(
            ("W", $"{context.Train.ClassCount} × {context.Train.FeatureCount} = {weights.Length} numbers"),
            ("b", $"{context.Classifier.Bias.Length} numbers"),
            ("f(2 x) with b = 0", "2 f(x): a picture twice as bright has twice the scores"));
        page.AddSubsection("Visual: a template for each class");
        page.AddText(
            "A row of W has a number for each pixel, so it is an image itself. The score is large where the digit is bright where the "
            + "template is, and dark where it is not.");
        page.AddFigure(
            Pictures.Templates(context.Classifier, LectureContext.Shape),
            "One template for each class, learned from the examples. There is only one for all ways in which people write a 7.");
        WriteGeometric(page, context);
        page.AddLead(
            "What this showed: the same W is a matrix, a set of pictures, and a set of planes that cut space into regions with straight "
            + "borders.");
    }

    private static void WriteGeometric(ReportPage page, LectureContext context)
    {
        ClassificationDataset iris = SampleData.Iris();
        SoftmaxRegression model = context.Softmax(iris, 1e-3f);
        page.AddSubsection("Geometric: planes that cut space");
        page.AddText(
            "An image is a point in a space with an axis for each pixel. The points where a score is 0 make a plane. 64 axes cannot be "
            + "drawn; two measures of iris flowers can.");
        page.AddFormula("{ x : W_k x + b_k = 0 } is a plane; W_k is at right angles to it, and points to where the score grows");
        page.AddFigure(
            Pictures.Regions(model, iris, PetalLength, PetalWidth),
            "Each colour is a region where one class has the largest score, paler where it leads by less than 1. On a line one score "
            + "is 0, and the arrow shows where it grows; borders are where two scores are equal. All of them are straight.");
    }
}
