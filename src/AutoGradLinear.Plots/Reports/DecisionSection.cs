namespace AutoGradLinear.Plots;

/// <summary>How the classifier decides: in numbers, as images, in the plane.</summary>
internal static class DecisionSection
{
    /// <summary>A plane says little about classifiers of many features.</summary>
    private const int MostFeaturesOfPlane = 20;

    public static void AddTo(ReportPage page, Run run)
    {
        var parameters = new ModelParameters(run.Model);
        page.AddSection("How it decides");
        page.AddText("Every class has a row of weights, one for each feature. Features are multiplied with weights and added up, plus a "
            + "number that belongs to the class alone, its bias; the class with the highest score is named.");
        if (run.Model.Preparation is not null)
            page.AddText("Features are prepared first, by the steps that were fitted in training; x are the prepared ones.");
        page.AddFormula(run.Model.ScoreCount > 1
            ? $"scores = W x + b\nW: {run.Model.ScoreCount} classes × {parameters.FeatureCount} features, b: {run.Model.ScoreCount} numbers"
            : $"score = w · x + b\nw: {parameters.FeatureCount} weights, b: one number; a high score stands for "
                + $"{parameters.ScoreName(0)}");
        page.AddFigure(
            Pictures.Example(run.Model, run.Test, 0),
            "The first test example: weights (left) times features (middle) plus bias are the scores (right). The highest one wins."
            + (parameters.FeatureCount > WorkedExample.MostFeatures
                ? " Only the features that decide most are written out; “others” is what all the rest add up to."
                : string.Empty));
        if (run.Options.Image is { } shape && parameters.FeatureCount == run.Model.FeatureCount)
        {
            page.AddFigure(
                Pictures.Templates(run.Model, shape),
                shape.Channels == 1
                    ? "The weights of each class as an image: what a typical image of the class has and others have not. Ink on a bright "
                        + "pixel raises the score, ink on a dark one lowers it; grey pixels do not matter."
                    : "The weights of each class as an image in colours: the more an image shares the colours of a template, the higher "
                        + "the score. Grey does not matter.");
        }
        else if (run.Model.FeatureCount is >= 2 and <= MostFeaturesOfPlane)
        {
            (int first, int second) = FeatureSeparation.BestTwo(run.Training);
            page.AddFigure(
                Pictures.Regions(run.Model, run.Test, first, second),
                "Colours say which class is named where; in the faint strips the lead is smaller than 1. Borders are always straight. "
                + "Lines show where a score is 0, arrows where it grows. Points are test examples."
                + (run.Model.FeatureCount > 2
                    ? " The two features that separate the classes best are shown; the others are held at their means, so a point can be "
                        + "on the wrong side here and be named right."
                    : string.Empty));
        }
    }
}
