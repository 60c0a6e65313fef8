using System.Numerics;
using System.Numerics.Tensors;
using AutoGradLinear.Evaluation;
using AutoGradLinear.Losses;

namespace AutoGradLinear.Models;

/// <summary>Scores and predictions of f(x) = W x + b. Nothing is allocated for one example.</summary>
internal static class LinearScoring
{
    /// <summary>s = W x + b.</summary>
    public static void Scores<T>(ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, ReadOnlySpan<T> features, Span<T> scores)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int c = 0; c < bias.Length; c++)
            scores[c] = TensorPrimitives.Dot(features, weights.Slice(c * features.Length, features.Length)) + bias[c];
    }

    /// <summary>The index of the largest score, the lowest of equals.</summary>
    /// <returns>The index, or −1 where a score is NaN.</returns>
    public static int Predict<T>(ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, ReadOnlySpan<T> features)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int best = 0;
        T highest = T.NegativeInfinity;
        for (int c = 0; c < bias.Length; c++)
        {
            T score = TensorPrimitives.Dot(features, weights.Slice(c * features.Length, features.Length)) + bias[c];
            if (T.IsNaN(score))
                return -1;
            if (score > highest)
            {
                highest = score;
                best = c;
            }
        }

        return best;
    }

    /// <summary>Accuracy, mean loss and confusion matrix of weights on data; a label is an index into <paramref name="classes"/>.</summary>
    public static EvaluationResult Evaluate<T, TLoss>(
        ReadOnlySpan<T> weights,
        ReadOnlySpan<T> bias,
        IReadOnlyList<string> classes,
        TLoss loss,
        ClassificationDataset data,
        ReadOnlySpan<int> labels)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, ILoss<T, int>
    {
        var sums = new EvaluationSums(classes);
        T[] features = new T[data.FeatureCount];
        T[] scores = new T[bias.Length];
        for (int i = 0; i < data.Count; i++)
        {
            data.CopyRow<T>(i, features);
            Scores<T>(weights, bias, features, scores);
            T value = loss.Evaluate(scores, labels[i]);
            sums.Add(labels[i], Largest(scores), double.CreateTruncating(value), data.HasWeights ? data.Weights[i] : 1.0);
        }

        return sums.Result();
    }

    private static int Largest<T>(ReadOnlySpan<T> scores)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int best = 0;
        for (int c = 1; c < scores.Length; c++)
        {
            if (scores[c] > scores[best])
                best = c;
        }

        return best;
    }
}
