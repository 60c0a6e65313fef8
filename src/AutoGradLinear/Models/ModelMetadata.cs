namespace AutoGradLinear.Models;

/// <summary>What a model file says beside the weights.</summary>
internal sealed record ModelMetadata(
    IReadOnlyList<string> Classes,
    IReadOnlyList<string>? FeatureNames,
    string Loss,
    string Penalty,
    IReadOnlyList<KeyValuePair<string, double>> LossHyperparameters,
    IReadOnlyList<KeyValuePair<string, double>> PenaltyHyperparameters,
    PositiveClass? Positive,
    Preparation? Preparation)
{
    public const string Format = "autogradlinear.linear-classifier";
    public const string WeightsTensor = "weights";
    public const string BiasTensor = "bias";

    /// <summary>The layout's own limit of the header, in bytes: names and preparation take most of it.</summary>
    public const int MaxHeaderLength = 100_000_000;

    /// <summary>The name of a real type in the layout.</summary>
    public static string TypeName<T>() =>
        typeof(T) == typeof(float) ? "F32"
        : typeof(T) == typeof(double) ? "F64"
        : typeof(T) == typeof(Half) ? "F16"
        : throw new NotSupportedException($"Weights of type {typeof(T)} cannot be kept in a file; float, double and Half can.");
}

/// <summary>The class that the one score of a binary model stands for, and the score above which it is predicted.</summary>
internal sealed record PositiveClass(string Name, double Threshold);
