using System.Numerics;
using System.Numerics.Tensors;
using AutoGradLinear.Losses;

namespace AutoGradLinear.Models;

/// <summary>Receives what was measured of a row.</summary>
internal delegate void RowMeasured<T>(int row, ReadOnlySpan<T> scores, int predicted, double loss);

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

    /// <summary>s = W x + b for an example of which only some features are stored.</summary>
    public static void Scores<T>(
        ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, int featureCount, ReadOnlySpan<int> columns, ReadOnlySpan<T> values, Span<T> scores)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int c = 0; c < bias.Length; c++)
        {
            ReadOnlySpan<T> row = weights.Slice(c * featureCount, featureCount);
            T sum = bias[c];
            for (int k = 0; k < columns.Length; k++)
                sum += values[k] * row[columns[k]];
            scores[c] = sum;
        }
    }

    /// <summary>The class that an example's features have the highest score for, or that one score decides for.</summary>
    /// <returns>The index of the class, or −1 where a score is NaN.</returns>
    public static int Predict<T>(ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, ReadOnlySpan<T> features, BinaryDecision<T>? binary)
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

        return binary is { } decision ? Decide(highest, decision) : best;
    }

    /// <summary>The class with the highest score, the lowest of equals, or the one that one score decides for.</summary>
    /// <returns>The index of the class, or −1 where a score is NaN.</returns>
    public static int Predict<T>(ReadOnlySpan<T> scores, BinaryDecision<T>? binary)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int best = 0;
        for (int c = 0; c < scores.Length; c++)
        {
            if (T.IsNaN(scores[c]))
                return -1;
            if (scores[c] > scores[best])
                best = c;
        }

        return binary is { } decision ? Decide(scores[0], decision) : best;
    }

    /// <summary>Scores every example of data and measures its loss; where a score is NaN the first class is predicted.</summary>
    public static void Measure<T, TLoss>(
        ReadOnlySpan<T> weights,
        ReadOnlySpan<T> bias,
        BinaryDecision<T>? binary,
        TLoss loss,
        ClassificationDataset data,
        ReadOnlySpan<int> labels,
        RowMeasured<T> measured)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, ILoss<T, int>
    {
        var rows = new RowScores<T>(data);
        T[] scores = new T[bias.Length];
        for (int i = 0; i < data.Count; i++)
        {
            rows.Compute(weights, bias, i, scores);
            T value = loss.Evaluate(scores, labels[i]);
            measured(i, scores, Math.Max(0, Predict<T>(scores, binary)), double.CreateTruncating(value));
        }
    }

    private static int Decide<T>(T score, BinaryDecision<T> decision)
        where T : unmanaged, IFloatingPointIeee754<T>
        => score > decision.Threshold ? decision.PositiveIndex : 1 - decision.PositiveIndex;
}
