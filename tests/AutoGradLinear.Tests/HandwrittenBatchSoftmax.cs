using System.Numerics;
using AutoGradLinear.Losses;
using AutoGradLinear.Numerics;

namespace AutoGradLinear.Tests;

/// <summary>Softmax cross-entropy that also takes whole blocks, class-major.</summary>
public readonly record struct HandwrittenBatchSoftmax<T> : ILoss<T, int>, IBatchLoss<T, int>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static LossTraits Traits => HandwrittenSoftmax<T>.Traits;

    public T Evaluate(ReadOnlySpan<T> scores, int target) => default(HandwrittenSoftmax<T>).Evaluate(scores, target);

    public T ValueWithGradient(ReadOnlySpan<T> scores, int target, Span<T> scoresGradient) =>
        default(HandwrittenSoftmax<T>).ValueWithGradient(scores, target, scoresGradient);

    public T BatchValueWithGradient(
        ReadOnlySpan<T> scores, int stride, ReadOnlySpan<int> targets, ReadOnlySpan<T> exampleWeights, Span<T> scoresGradient)
    {
        GeneratedCode.RequireBatchShape(scores.Length, stride, targets.Length, exampleWeights.Length, scoresGradient.Length);
        int classes = scores.Length / stride;
        T sum = T.Zero;
        for (int i = 0; i < targets.Length; i++)
        {
            T weight = exampleWeights.IsEmpty ? T.One : exampleWeights[i];
            T largest = T.NegativeInfinity;
            for (int c = 0; c < classes; c++)
                largest = T.Max(largest, scores[(c * stride) + i]);
            T total = T.Zero;
            for (int c = 0; c < classes; c++)
                total += T.Exp(scores[(c * stride) + i] - largest);
            for (int c = 0; c < classes; c++)
                scoresGradient[(c * stride) + i] = weight * T.Exp(scores[(c * stride) + i] - largest) / total;
            scoresGradient[(targets[i] * stride) + i] -= weight;
            sum += weight * (T.Log(total) + largest - scores[(targets[i] * stride) + i]);
        }

        return sum;
    }
}
