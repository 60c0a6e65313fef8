namespace AutoGradLinear.Plots;

/// <summary>The numbers of W x + b for one example: the features that matter most, and what all others add up to.</summary>
internal sealed class WorkedExample
{
    public const int MostFeatures = 4;
    private const int MostScores = 5;

    /// <exception cref="ArgumentException">The number of features differs.</exception>
    public WorkedExample(LinearClassifier model, ClassificationDataset data, int row)
    {
        var parameters = new ModelParameters(model);
        ClassificationDataset example = data.WithWeights(null).Subset([row]), prepared = parameters.FeaturesOf(data, [row]);
        double[] scores = new double[model.ScoreCount];
        model.Scores(example, scores);
        Predicted = model.Classes[model.Predict(example)[0]];
        double[] values = new double[parameters.FeatureCount];
        prepared.CopyRow<double>(0, values);
        IReadOnlyList<string>? names = prepared.FeatureNames ?? (model.Preparation is null ? model.FeatureNames : null);
        int[] best = [.. Enumerable.Range(0, scores.Length).OrderByDescending(score => scores[score]).Take(MostScores)];
        int[] features = Telling(parameters, values, best);
        Features = [.. features.Select(feature => new Feature(ModelParameters.NameOf(names, feature), values[feature]))];
        RestCount = values.Length - features.Length;
        Lines = [.. best.Select(score => LineOf(parameters, score, scores[score], features))];
    }

    public string Predicted { get; }

    public Feature[] Features { get; }

    /// <summary>The number of features that are not shown.</summary>
    public int RestCount { get; }

    public bool HasRest => RestCount > 0;

    /// <summary>A line for each score, the highest first.</summary>
    public Line[] Lines { get; }

    /// <summary>The features with the largest part in the lead of the best score over the next one, in their order.</summary>
    private static int[] Telling(ModelParameters parameters, double[] values, int[] best)
    {
        double[] lead = [.. parameters.Row(best[0])];
        for (int j = 0; j < lead.Length; j++)
            lead[j] = (lead[j] - (best.Length > 1 ? parameters.Row(best[1])[j] : 0.0)) * values[j];
        return [.. Enumerable.Range(0, lead.Length).OrderByDescending(j => Math.Abs(lead[j])).Take(MostFeatures).Order()];
    }

    private Line LineOf(ModelParameters parameters, int score, double value, int[] features)
    {
        double[] weights = [.. features.Select(feature => parameters.Row(score)[feature])];
        double shown = weights.Zip(Features, (weight, feature) => weight * feature.Value).Sum();
        return new Line(parameters.ScoreName(score), weights, value - shown - parameters.Bias(score), parameters.Bias(score), value);
    }

    public readonly record struct Feature(string Name, double Value);

    public readonly record struct Line(string Name, double[] Weights, double Rest, double Bias, double Score);
}
