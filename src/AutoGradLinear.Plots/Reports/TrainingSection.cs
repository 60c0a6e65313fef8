namespace AutoGradLinear.Plots;

/// <summary>How the weights were found.</summary>
internal static class TrainingSection
{
    public static void AddTo(ReportPage page, Run run)
    {
        page.AddSection("How it was trained");
        page.AddText("Training looks for the weights with the smallest objective: the mean loss of the training examples plus a penalty "
            + "on large weights.");
        page.AddFormula("F(W, b) = mean of loss(W x + b, y) over the training examples + penalty(W)");
        if (run.Model.TrainingResult is { } result)
        {
            page.AddFacts(Facts(result));
            if (result.History.Count > 0)
                page.AddFigure(Pictures.Training(result), "The objective after each step of the solver. A curve that has become flat has "
                    + "arrived.");
        }
        else
        {
            page.AddText("The model comes from a file, which does not say how it was trained.");
        }

        if (run.Landscape is { } landscape)
        {
            page.AddFigure(
                Pictures.Landscape(landscape),
                $"Two directions in the space of all weights, as map; dark is low. Each closed line has one objective. The point is the "
                    + $"trained model: nowhere near it is it lower, if training has arrived. Computed on "
                    + $"{Numbers.Count(landscape.Examples)} training examples.");
        }

        if (run.Options.LearningCurve is { } curve)
            page.AddFigure(Pictures.LearningCurve(curve), "Lines that still approach each other: more examples would help. Lines that "
                + "have met, too low: better features would.");
    }

    private static List<(string Name, string Value)> Facts(TrainingResult result)
    {
        List<(string, string)> facts =
        [
            ("Solver", result.SolverReason.Length == 0 ? $"{result.Solver}" : $"{result.Solver}: {result.SolverReason}"),
            ("Ended", $"{result.Status}, after {result.Iterations} iterations and {result.Evaluations} evaluations"),
            ("Objective", Numbers.Short(result.Objective)),
            ("Time", $"{Numbers.Short(result.Elapsed.TotalSeconds)} seconds"),
        ];
        if (result.DualityGap is double gap)
            facts.Add(("Duality gap", $"{Numbers.Short(gap)}: the objective is no farther than this from its minimum"));
        if (result.StorageReason.Length > 0)
            facts.Add(("Storage", result.StorageReason));
        return facts;
    }
}
