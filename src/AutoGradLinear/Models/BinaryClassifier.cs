using System.Numerics;
using AutoGradLinear.Losses;
using AutoGradLinear.Models;

namespace AutoGradLinear;

/// <summary>
/// A linear classifier of one score, f(x) = w·x + b: the positive class where the score is greater than the threshold. The base of every
/// class that carries <see cref="LinearClassifierAttribute{TLoss, TPenalty}"/> with a loss of one score. Immutable and thread-safe.
/// </summary>
/// <typeparam name="T">The real type of the weights.</typeparam>
/// <typeparam name="TLoss">The loss of one score it is trained with.</typeparam>
/// <typeparam name="TPenalty">The penalty it is trained with.</typeparam>
public abstract class BinaryClassifier<T, TLoss, TPenalty> : LinearClassifier<T, BinaryTarget<T, TLoss>, TPenalty>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TLoss : struct, ILoss<T, T>
    where TPenalty : struct, IPenalty<T>
{
    /// <summary>Makes a classifier of its contents.</summary>
    /// <param name="model">The contents.</param>
    protected BinaryClassifier(LinearModel<T, BinaryTarget<T, TLoss>, TPenalty> model)
        : base(model)
    {
    }

    /// <summary>The loss of one score the model was trained with.</summary>
    public new TLoss Loss => Model.Loss.Loss;

    /// <summary>The index of the class that a high score stands for.</summary>
    public int PositiveIndex => Model.Loss.PositiveIndex;

    /// <summary>The class that a high score stands for.</summary>
    public string PositiveClass => Classes[PositiveIndex];

    /// <summary>The score above which an example is taken for the positive class; 0 unless it was tuned.</summary>
    public T Threshold => Model.Binary!.Value.Threshold;

    /// <summary>Computes the score w·x + b of an example. Allocates nothing.</summary>
    /// <param name="features">The features, <see cref="Classifier.FeatureCount"/> of them.</param>
    /// <returns>The score.</returns>
    /// <exception cref="ArgumentException">The number of features differs.</exception>
    public T Score(ReadOnlySpan<T> features)
    {
        Span<T> score = stackalloc T[1];
        Scores(features, score);
        return score[0];
    }

    /// <summary>The contents with another threshold.</summary>
    /// <param name="threshold">A finite score.</param>
    /// <returns>The contents; the weights are the same.</returns>
    /// <exception cref="ArgumentException"><paramref name="threshold"/> is NaN or infinite.</exception>
    protected LinearModel<T, BinaryTarget<T, TLoss>, TPenalty> ModelWithThreshold(T threshold) => new(
        Model.Weights, Model.Bias, Model.Classes, Model.FeatureNames, Model.Loss, Model.Penalty, Model.TrainingResult, threshold, Model.Preparation);

    /// <summary>
    /// The threshold that makes a metric largest on examples that the model was not trained on; see <see cref="ThresholdSearch.Best"/>.
    /// </summary>
    /// <param name="metric">What is made as large as possible.</param>
    /// <param name="heldOut">The examples; their classes are matched by name, and their weights respected.</param>
    /// <returns>A finite score.</returns>
    /// <exception cref="ArgumentException">
    /// The number of features differs, a class is not known, there is no example with a weight, or a score is not finite.
    /// </exception>
    protected T BestThreshold(BinaryMetric metric, ClassificationDataset heldOut)
    {
        ArgumentNullException.ThrowIfNull(metric);
        ArgumentNullException.ThrowIfNull(heldOut);
        int[] labels = ClassMapping.Labels(heldOut, this, nameof(heldOut));
        double[] scores = new double[labels.Length];
        Scores(heldOut, scores);
        bool[] isPositive = Array.ConvertAll(labels, label => label == PositiveIndex);
        double threshold = ThresholdSearch.Best(scores, isPositive, heldOut.Weights, metric).Threshold;

        // Rounded down, so that it stays below the scores that it was below; the scores are of type T, so it cannot fall below those under it.
        T rounded = T.CreateTruncating(threshold);
        if (double.CreateTruncating(rounded) > threshold)
            rounded = T.BitDecrement(rounded);
        return T.IsNegativeInfinity(rounded) ? T.BitIncrement(rounded) : rounded;
    }
}
