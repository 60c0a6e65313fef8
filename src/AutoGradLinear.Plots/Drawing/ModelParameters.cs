namespace AutoGradLinear.Plots;

/// <summary>
/// W and b of a classifier as double numbers, with the names of what they stand for. Where the model has a preparation, weights belong to the
/// features that it gives.
/// </summary>
internal sealed class ModelParameters
{
    private readonly LinearClassifier model;
    private readonly double[] weights;
    private readonly double[] bias;

    public ModelParameters(LinearClassifier model)
    {
        this.model = model;
        FeatureCount = model.Preparation?.FeatureCount ?? model.FeatureCount;
        weights = new double[model.ScoreCount * FeatureCount];
        bias = new double[model.ScoreCount];
        model.CopyParameters(weights, bias);
    }

    public int ScoreCount => bias.Length;

    /// <summary>The number of features that have weights.</summary>
    public int FeatureCount { get; }

    /// <summary>The weights of one score.</summary>
    public ReadOnlySpan<double> Row(int score) => weights.AsSpan(score * FeatureCount, FeatureCount);

    public double Bias(int score) => bias[score];

    /// <summary>The largest |w|.</summary>
    public double LargestWeight => weights.Max(Math.Abs);

    /// <summary>The class that a high score stands for.</summary>
    public int ClassOf(int score) => model.PositiveIndexOrNull ?? score;

    public string ScoreName(int score) => model.Classes[ClassOf(score)];

    /// <summary>Examples with the features that the weights belong to, and without weights of their own: one that weighs 0 may stand alone.</summary>
    public ClassificationDataset FeaturesOf(ClassificationDataset data, ReadOnlySpan<int> rows)
    {
        ClassificationDataset examples = data.WithWeights(null).Subset(rows);
        return model.Preparation is { } preparation ? preparation.Apply(examples) : examples;
    }

    /// <summary>The name of a feature, or x with its number, from 0.</summary>
    public static string NameOf(IReadOnlyList<string>? names, int feature) => names?[feature] ?? $"x{feature}";
}
