namespace AutoGradLinear.Plots;

/// <summary>W and b of a classifier as double numbers, with the names of what they stand for.</summary>
internal sealed class ModelParameters
{
    private readonly LinearClassifier model;
    private readonly double[] weights;
    private readonly double[] bias;

    public ModelParameters(LinearClassifier model)
    {
        this.model = model;
        weights = new double[model.ScoreCount * model.FeatureCount];
        bias = new double[model.ScoreCount];
        model.CopyParameters(weights, bias);
    }

    public int ScoreCount => bias.Length;

    /// <summary>The weights of one score.</summary>
    public ReadOnlySpan<double> Row(int score) => weights.AsSpan(score * model.FeatureCount, model.FeatureCount);

    public double Bias(int score) => bias[score];

    /// <summary>The largest |w|.</summary>
    public double LargestWeight => weights.Max(Math.Abs);

    /// <summary>The class that a high score stands for.</summary>
    public int ClassOf(int score) => model.PositiveIndexOrNull ?? score;

    public string ScoreName(int score) => model.Classes[ClassOf(score)];

    public string FeatureName(int feature) => NameOf(model.FeatureNames, feature);

    /// <summary>The name of a feature, or x with its number, from 0.</summary>
    public static string NameOf(IReadOnlyList<string>? names, int feature) => names?[feature] ?? $"x{feature}";
}
