namespace AutoGradLinear.Plots;

/// <summary>A test example that was named wrong.</summary>
/// <param name="Row">Its index in the test data.</param>
/// <param name="Actual">Its class.</param>
/// <param name="Predicted">What the classifier said.</param>
/// <param name="Probability">The probability of what it said, where there are probabilities.</param>
/// <param name="Loss">Its loss.</param>
/// <param name="Reasons">The features that spoke most for the wrong class and against the right one.</param>
internal sealed record Mistake(int Row, string Actual, string Predicted, double? Probability, double Loss, string Reasons)
{
    private const int MostReasons = 3;

    /// <summary>The mistakes with the largest losses.</summary>
    public static List<Mistake> WorstOf(Run run)
    {
        ScoredExamples examples = run.Evaluation.RequiredExamples;
        var parameters = new ModelParameters(run.Model);
        double[] losses = examples.Losses.ToArray();
        int[] labels = examples.Labels.ToArray(), predictions = examples.Predictions.ToArray();
        int[] worst =
        [
            .. Enumerable.Range(0, examples.Count)
                .Where(row => labels[row] != predictions[row])
                .OrderByDescending(row => losses[row])
                .Take(run.Options.WorstErrors),
        ];
        if (worst.Length == 0)
            return [];
        ClassificationDataset features = parameters.FeaturesOf(run.Test, worst);
        return [.. worst.Select((row, k) => new Mistake(
            row,
            examples.Classes[labels[row]],
            examples.Classes[predictions[row]],
            examples.HasProbabilities ? examples.Probabilities[(row * examples.Classes.Count) + predictions[row]] : null,
            losses[row],
            ReasonsOf(parameters, features, k, labels[row], predictions[row])))];
    }

    /// <summary>The features with the largest (w_said − w_actual) x.</summary>
    private static string ReasonsOf(ModelParameters parameters, ClassificationDataset features, int row, int actual, int predicted)
    {
        double[] values = new double[features.FeatureCount];
        features.CopyRow<double>(row, values);
        double[] parts = [.. Enumerable.Range(0, values.Length).Select(j => (WeightFor(predicted, j) - WeightFor(actual, j)) * values[j])];
        IEnumerable<int> best = Enumerable.Range(0, parts.Length).Where(j => parts[j] > 0.0).OrderByDescending(j => parts[j]).Take(MostReasons);
        string reasons = string.Join(", ", best.Select(j => $"{ModelParameters.NameOf(features.FeatureNames, j)} = {Numbers.Short(values[j])}"));
        return reasons.Length == 0 ? "the bias" : reasons;

        // One score alone speaks for the positive class and against the other.
        double WeightFor(int classIndex, int feature) => parameters.ScoreCount > 1
            ? parameters.Row(classIndex)[feature]
            : (classIndex == parameters.ClassOf(0) ? 0.5 : -0.5) * parameters.Row(0)[feature];
    }
}
