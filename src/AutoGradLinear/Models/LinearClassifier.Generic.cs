using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using AutoGradLinear.Losses;
using AutoGradLinear.Models;
using AutoGradLinear.Numerics;

namespace AutoGradLinear;

/// <summary>
/// A linear classifier, f(x) = W x + b: the class with the highest score wins. The base of every class that carries
/// <see cref="LinearClassifierAttribute{TLoss, TPenalty}"/>. Immutable and thread-safe.
/// </summary>
/// <typeparam name="T">The real type of the weights.</typeparam>
/// <typeparam name="TLoss">The loss it is trained with.</typeparam>
/// <typeparam name="TPenalty">The penalty it is trained with.</typeparam>
/// <remarks>
/// <para>Beside the constructor, <c>Create</c>, <c>Train</c>, <c>Trainer</c> and <c>Load</c>, the generated part overrides, where the loss
/// (or penalty) implements <see cref="IHyperparameters{TSelf}"/>:</para>
/// <code>
/// protected override IReadOnlyList&lt;KeyValuePair&lt;string, double&gt;&gt; LossHyperparameters =&gt; ModelFile.Hyperparameters(Loss);
/// protected override IReadOnlyList&lt;KeyValuePair&lt;string, double&gt;&gt; PenaltyHyperparameters =&gt; ModelFile.Hyperparameters(Penalty);
/// </code>
/// <para>and, where the loss has a link, <c>HasLink</c>, <c>LinkScores</c> and <c>PredictProbabilities</c>: <c>Scores</c> into a
/// <see cref="Scratch{T}"/> followed by the link.</para>
/// </remarks>
public abstract partial class LinearClassifier<T, TLoss, TPenalty> : LinearClassifier
    where T : unmanaged, IFloatingPointIeee754<T>
    where TLoss : struct, ILoss<T, int>
    where TPenalty : struct, IPenalty<T>
{
    private readonly LinearModel<T, TLoss, TPenalty> model;

    /// <summary>Makes a classifier of its contents.</summary>
    /// <param name="model">The contents.</param>
    protected LinearClassifier(LinearModel<T, TLoss, TPenalty> model)
    {
        ArgumentNullException.ThrowIfNull(model);
        this.model = model;
    }

    /// <inheritdoc/>
    public sealed override IReadOnlyList<string> Classes => model.Classes;

    /// <inheritdoc/>
    public sealed override IReadOnlyList<string>? FeatureNames => model.FeatureNames;

    /// <inheritdoc/>
    public sealed override int FeatureCount => model.FeatureCount;

    /// <inheritdoc/>
    public sealed override TrainingResult? TrainingResult => model.TrainingResult;

    /// <inheritdoc/>
    public sealed override int ScoreCount => model.Bias.Length;

    /// <inheritdoc/>
    public sealed override Preparation? Preparation => model.Preparation;

    /// <summary>W, row by row (scores × features, as <see cref="Preparation"/> gives them where there is one).</summary>
    public ReadOnlySpan<T> Weights => model.Weights;

    /// <summary>b, one per score.</summary>
    public ReadOnlySpan<T> Bias => model.Bias;

    /// <summary>The loss the model was trained with.</summary>
    public TLoss Loss => model.Loss;

    /// <summary>The penalty the model was trained with.</summary>
    public TPenalty Penalty => model.Penalty;

    /// <summary>The contents.</summary>
    private protected LinearModel<T, TLoss, TPenalty> Model => model;

    /// <summary>The names and values of the loss's hyperparameters, for the file; empty where they are not known.</summary>
    protected virtual IReadOnlyList<KeyValuePair<string, double>> LossHyperparameters => [];

    /// <summary>The names and values of the penalty's hyperparameters, for the file; empty where they are not known.</summary>
    protected virtual IReadOnlyList<KeyValuePair<string, double>> PenaltyHyperparameters => [];

    /// <summary>Predicts the class of an example: the one with the highest score, the first of equals. Allocates nothing.</summary>
    /// <param name="features">The features, <see cref="Classifier.FeatureCount"/> of them.</param>
    /// <returns>An index into <see cref="Classes"/>.</returns>
    /// <exception cref="ArgumentException">
    /// The number of features differs, or a score is NaN because a feature is NaN or infinite.
    /// </exception>
    public int Predict(ReadOnlySpan<T> features)
    {
        RequireFeatures(features.Length);
        int best = model.Scoring.Predict(features, model.Binary);
        return best >= 0 ? best : ThrowNotFinite(features);
    }

    /// <summary>Predicts the label of an example, as it was in the training data. Allocates nothing.</summary>
    /// <param name="features">The features, <see cref="Classifier.FeatureCount"/> of them.</param>
    /// <returns>The name of the class.</returns>
    /// <exception cref="ArgumentException">
    /// The number of features differs, or a score is NaN because a feature is NaN or infinite.
    /// </exception>
    public string PredictLabel(ReadOnlySpan<T> features) => model.Classes[Predict(features)];

    /// <inheritdoc/>
    public sealed override int[] Predict(ClassificationDataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        ClassMapping.RequireFeatures(data, this, nameof(data));
        int[] predictions = new int[data.Count];
        var rows = new RowScores<T>(model.Scoring.Prepare(data));
        T[] scores = new T[ScoreCount];
        for (int i = 0; i < predictions.Length; i++)
        {
            rows.Compute(model.Scoring.Weights, model.Scoring.Bias, i, scores);
            predictions[i] = LinearScoring.Predict<T>(scores, model.Binary);
            if (predictions[i] < 0)
                throw new ArgumentException($"The features of row {i} are so large that a score is not a number; scale them as the training data.", nameof(data));
        }

        return predictions;
    }

    /// <summary>Computes the scores W x + b of an example. Allocates nothing.</summary>
    /// <param name="features">The features, <see cref="Classifier.FeatureCount"/> of them.</param>
    /// <param name="scores">Receives <see cref="LinearClassifier.ScoreCount"/> scores.</param>
    /// <exception cref="ArgumentException">The number of features or scores differs.</exception>
    public void Scores(ReadOnlySpan<T> features, Span<T> scores)
    {
        RequireFeatures(features.Length);
        GeneratedCode.RequireSameLength(ScoreCount, scores.Length, nameof(scores));
        model.Scoring.Scores(features, scores);
    }

    /// <inheritdoc/>
    public sealed override void Scores(ClassificationDataset data, Span<double> scores)
    {
        ArgumentNullException.ThrowIfNull(data);
        ClassMapping.RequireFeatures(data, this, nameof(data));
        GeneratedCode.RequireSameLength(checked(data.Count * ScoreCount), scores.Length, nameof(scores));
        var rows = new RowScores<T>(model.Scoring.Prepare(data));
        T[] rowScores = new T[ScoreCount];
        for (int i = 0; i < data.Count; i++)
        {
            rows.Compute(model.Scoring.Weights, model.Scoring.Bias, i, rowScores);
            for (int c = 0; c < rowScores.Length; c++)
                scores[(i * rowScores.Length) + c] = double.CreateTruncating(rowScores[c]);
        }
    }

    /// <inheritdoc/>
    public sealed override void Save(string path) => ModelFile.Save(path, model, LossHyperparameters, PenaltyHyperparameters);

    /// <inheritdoc/>
    internal sealed override void CopyParameters(Span<double> weights, Span<double> bias)
    {
        for (int i = 0; i < model.Weights.Length; i++)
            weights[i] = double.CreateTruncating(model.Weights[i]);
        for (int c = 0; c < model.Bias.Length; c++)
            bias[c] = double.CreateTruncating(model.Bias[c]);
    }

    /// <inheritdoc/>
    internal sealed override int? PositiveIndexOrNull => model.Binary?.PositiveIndex;

    /// <inheritdoc/>
    internal sealed override Type RealType => typeof(T);

    /// <inheritdoc/>
    internal sealed override Type LossType => typeof(TLoss);

    /// <inheritdoc/>
    internal sealed override string LossName => model.LossName;

    /// <inheritdoc/>
    internal sealed override string PenaltyName => typeof(TPenalty).ToString();

    /// <inheritdoc/>
    internal sealed override double ThresholdOrZero => model.Binary is { } binary ? double.CreateTruncating(binary.Threshold) : 0.0;

    /// <inheritdoc/>
    internal sealed override void ScoresOf(ReadOnlySpan<double> features, Span<double> scores)
    {
        RequireFeatures(features.Length);
        T[] converted = new T[features.Length];
        for (int j = 0; j < converted.Length; j++)
            converted[j] = T.CreateTruncating(features[j]);
        T[] results = new T[ScoreCount];
        Scores(converted, results);
        for (int c = 0; c < results.Length; c++)
            scores[c] = double.CreateTruncating(results[c]);
    }

    private void RequireFeatures(int actual)
    {
        if (actual != model.FeatureCount)
            ThrowFeatureCount(actual);
    }

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ThrowFeatureCount(int actual) =>
        throw new ArgumentException($"There are {actual} features; the model has {model.FeatureCount}.", "features");

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int ThrowNotFinite(ReadOnlySpan<T> features)
    {
        for (int j = 0; j < features.Length; j++)
        {
            if (!T.IsFinite(features[j]))
            {
                string name = FeatureNames is null ? string.Empty : $" ('{FeatureNames[j]}')";
                throw new ArgumentException($"Feature {j}{name} is {features[j]}; features are finite.", nameof(features));
            }
        }

        throw new ArgumentException(
            "The features are so large that a score is not a number; scale them as the training data.", nameof(features));
    }
}
