namespace AutoGradLinear.Plots;

/// <summary>How good the classifier is, and what others reach.</summary>
internal static class ResultSection
{
    /// <summary>Nearest neighbours are asked where that takes seconds: products of rows, columns and rows.</summary>
    private const double MostProducts = 2e9;

    private const int Neighbors = 3;

    public static void AddTo(ReportPage page, Run run)
    {
        EvaluationResult result = run.Evaluation;
        MajorityClassifier majority = MajorityClassifier.Train(run.Training);
        EvaluationResult guess = majority.Evaluate(run.Test);
        ConfidenceInterval interval = result.Bootstrap(resample => resample.Accuracy);
        page.AddLead(
            $"This classifier names the right class for {Numbers.Percent(result.Accuracy)} of {Numbers.Count(result.Count)} test "
                + $"examples, which it had not seen in training. "
            + $"Always saying “{majority.Classes[majority.MajorityClass]}” would be right for {Numbers.Percent(guess.Accuracy)}.");
        page.AddText(
            $"With other test examples of the same kind the figure would differ a little: 95 of 100 times it would lie between about "
                + $"{Numbers.Percent(interval.Lower)} and {Numbers.Percent(interval.Upper)} (bootstrap interval).");
        page.AddSection("How good it is");
        page.AddFacts(Figures(result));
        page.AddTable(BaselineTable(run, guess), "Compared with other ways to decide, on the same test examples");
    }

    private static List<(string Name, string Value)> Figures(EvaluationResult result)
    {
        List<(string, string)> facts =
        [
            ("Accuracy", $"{Numbers.Percent(result.Accuracy)} of the test examples are named right"),
            ("Balanced accuracy", $"{Numbers.Percent(result.BalancedAccuracy)}: the mean over the classes, however many examples each has"),
            ("Mean loss", $"{Numbers.Short(result.MeanLoss)}: what training makes small, without the penalty"),
        ];
        if (result.Examples?.HasProbabilities == true)
        {
            facts.Add(("Log loss", $"{Numbers.Short(result.LogLoss)}: the mean of −ln of the probability of the right class; 0 is perfect"));
            facts.Add(("Brier score", $"{Numbers.Short(result.BrierScore)}: the squared error of the probabilities; 0 is perfect"));
        }

        return facts;
    }

    private static ReportTable BaselineTable(Run run, EvaluationResult guess)
    {
        List<(string Name, EvaluationResult Result)> all = [("this classifier", run.Evaluation), ("always the most frequent class", guess)];
        double products = (double)run.Training.Count * run.Test.Count * run.Training.FeatureCount;
        if (products <= MostProducts && run.Training.Count >= Neighbors && !run.Training.HasWeights)
        {
            NearestNeighbors neighbors = NearestNeighbors.Train(run.Training, new NearestNeighborsOptions { K = Neighbors });
            all.Add(($"{Neighbors} nearest neighbours", neighbors.Evaluate(run.Test)));
        }

        all.AddRange(run.Options.Baselines.Select(baseline => (baseline.Name, baseline.Classifier.Evaluate(run.Test))));
        return new ReportTable(
            ["classifier", "accuracy", "balanced accuracy"],
            all.Select(each => (IReadOnlyList<string>)[each.Name, Numbers.Percent(each.Result.Accuracy), Numbers.Percent(each.Result.BalancedAccuracy)]));
    }
}
