namespace AutoGradLinear.Plots;

/// <summary>What other thresholds would come to, and whether probabilities can be believed.</summary>
internal static class ThresholdSection
{
    public static void AddTo(ReportPage page, Run run)
    {
        if (run.Evaluation.Examples is not { ScoreCount: > 0 } examples)
            return;
        page.AddSection("How sure it is");
        page.AddFigure(
            Pictures.Roc(run.Evaluation),
            "A threshold decides how high a score must be for the class to be named. Lower thresholds find more (up) and raise more false "
                + "alarms (to the right). A curve near the top left corner is good. In brackets: the area under the curve.");
        page.AddFigure(
            Pictures.PrecisionRecall(run.Evaluation),
            "The same thresholds, seen by who gets the answers: the more are found (to the right), the more of those named are wrong "
                + "(down). A curve near the top right corner is good. In brackets: the average precision.");
        if (!examples.HasProbabilities)
        {
            page.AddText("The loss gives scores, not probabilities; calibration on held-out examples would.");
            return;
        }

        page.AddFigure(
            Pictures.Reliability(run.Evaluation),
            "Of the predictions made with a probability of 80 %, 80 % should be right: then points lie on the diagonal. Below it the "
                + "classifier is too sure of itself, above it too modest. Larger points stand for more examples.");
    }
}
