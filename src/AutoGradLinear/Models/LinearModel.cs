using System.Collections.ObjectModel;
using System.Numerics;
using AutoGradLinear.Data;
using AutoGradLinear.Losses;

namespace AutoGradLinear.Models;

/// <summary>
/// The contents of a linear classifier: f(x) = W p(x) + b with the names of its classes, its loss and its penalty. p is the preparation of
/// raw features; without one, p(x) = x. Immutable.
/// </summary>
/// <typeparam name="T">The real type of the weights.</typeparam>
/// <typeparam name="TLoss">The loss it was trained with.</typeparam>
/// <typeparam name="TPenalty">The penalty it was trained with.</typeparam>
public sealed class LinearModel<T, TLoss, TPenalty>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TLoss : struct, ILoss<T, int>
    where TPenalty : struct, IPenalty<T>
{
    private readonly T[] weights;
    private readonly T[] bias;

    /// <summary>Makes a model; the arrays are copied.</summary>
    /// <param name="weights">W, row by row (scores × prepared features).</param>
    /// <param name="bias">b, one per score: per class, or one alone for a binary loss.</param>
    /// <param name="classes">The names of the classes.</param>
    /// <param name="featureNames">The names of the raw features, or null.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="penalty">The penalty.</param>
    /// <param name="trainingResult">How the model was trained, or null.</param>
    /// <param name="threshold">With a binary loss: the score above which an example is taken for the positive class.</param>
    /// <param name="preparation">What makes the features that the weights belong to of raw ones; null where the raw ones are those.</param>
    /// <exception cref="ArgumentException">The lengths do not fit one another, a name occurs twice, or a weight is not finite.</exception>
    public LinearModel(
        ReadOnlySpan<T> weights,
        ReadOnlySpan<T> bias,
        IReadOnlyList<string> classes,
        IReadOnlyList<string>? featureNames,
        TLoss loss,
        TPenalty penalty,
        TrainingResult? trainingResult = null,
        T threshold = default,
        Preparation? preparation = null)
    {
        ArgumentNullException.ThrowIfNull(classes);
        if (classes.Count < 2)
            throw new ArgumentException($"There are {classes.Count} classes; a classifier has two or more.", nameof(classes));
        if (classes.Distinct(StringComparer.Ordinal).Count() != classes.Count)
            throw new ArgumentException("The name of a class occurs twice.", nameof(classes));
        int scores = BinaryTargets.ScoreCount(loss, classes.Count);
        if (bias.Length != scores)
            throw new ArgumentException($"'bias' has length {bias.Length}; {scores} is required.", nameof(bias));
        if (weights.IsEmpty || weights.Length % scores != 0)
        {
            throw new ArgumentException(
                $"'weights' has length {weights.Length}, not a multiple of {scores} scores.", nameof(weights));
        }

        if (loss is IBinaryTarget binary)
        {
            if (classes.Count != 2 || (uint)binary.PositiveIndex > 1)
                throw new ArgumentException($"There are {classes.Count} classes; a loss of one score decides between two.", nameof(classes));
            if (!T.IsFinite(threshold))
                throw new ArgumentException($"'threshold' is {threshold}; a finite number is required.", nameof(threshold));
            Binary = BinaryDecision.Of(loss, threshold);
        }

        int prepared = weights.Length / scores;
        if (preparation is not null && preparation.FeatureCount != prepared)
        {
            throw new ArgumentException(
                $"'weights' has {prepared} columns, but the preparation gives {preparation.FeatureCount} features.", nameof(preparation));
        }

        FeatureCount = preparation?.InputCount ?? prepared;
        if (featureNames is not null && featureNames.Count != FeatureCount)
        {
            throw new ArgumentException(
                $"'featureNames' has length {featureNames.Count}; {FeatureCount} is required.", nameof(featureNames));
        }

        FeatureNaming.RequireSame(preparation?.InputNames, featureNames, "the preparation was fitted", nameof(featureNames));
        RequireFinite(weights, nameof(weights));
        RequireFinite(bias, nameof(bias));
        this.weights = weights.ToArray();
        this.bias = bias.ToArray();
        Classes = Array.AsReadOnly([.. classes]);
        FeatureNames = (featureNames ?? preparation?.InputNames) is { } names ? Array.AsReadOnly([.. names]) : null;
        Loss = loss;
        Penalty = penalty;
        TrainingResult = trainingResult;
        Preparation = preparation;
        Scoring = new RawRowScoring<T>(this.weights, this.bias, preparation);
    }

    /// <summary>W, row by row (scores × prepared features).</summary>
    public ReadOnlySpan<T> Weights => weights;

    /// <summary>b, one per score.</summary>
    public ReadOnlySpan<T> Bias => bias;

    /// <summary>The number of raw features.</summary>
    public int FeatureCount { get; }

    /// <summary>The names of the classes.</summary>
    public ReadOnlyCollection<string> Classes { get; }

    /// <summary>The names of the raw features, where the training data had them.</summary>
    public ReadOnlyCollection<string>? FeatureNames { get; }

    /// <summary>The loss.</summary>
    public TLoss Loss { get; }

    /// <summary>The penalty.</summary>
    public TPenalty Penalty { get; }

    /// <summary>How the model was trained; null for a model from a file.</summary>
    public TrainingResult? TrainingResult { get; }

    /// <summary>What makes the features that the weights belong to of raw ones; null where the raw ones are those.</summary>
    public Preparation? Preparation { get; }

    /// <summary>The name of the loss in files; that of a loss of one score is its own.</summary>
    internal string LossName => Loss is IBinaryTarget binary ? binary.LossName : typeof(TLoss).ToString();

    /// <summary>The scores of raw rows.</summary>
    internal RawRowScoring<T> Scoring { get; }

    /// <summary>How one score decides between two classes; null where every class has its own.</summary>
    internal BinaryDecision<T>? Binary { get; }

    private static void RequireFinite(ReadOnlySpan<T> values, string name)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!T.IsFinite(values[i]))
                throw new ArgumentException($"Element {i} of '{name}' is {values[i]}; weights are finite.", name);
        }
    }
}
