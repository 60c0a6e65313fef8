using System.ComponentModel;
using System.Numerics;
using AutoGradLinear.Numerics;

namespace AutoGradLinear.Losses;

/// <summary>The block form of a loss, one example at a time.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BatchLoss
{
    /// <summary>Returns Σᵢ wᵢ ℓ(sᵢ, yᵢ) and overwrites <paramref name="scoresGradient"/> with wᵢ ∂ℓ/∂sᵢ.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <typeparam name="TLoss">The loss.</typeparam>
    /// <param name="loss">The loss of one example.</param>
    /// <param name="scores">The scores, class-major, <paramref name="stride"/> elements a class.</param>
    /// <param name="stride">The distance between the scores of two classes.</param>
    /// <param name="targets">One class index per example.</param>
    /// <param name="exampleWeights">One weight per example, or empty where every weight is 1.</param>
    /// <param name="scoresGradient">Receives the gradient, in the layout of <paramref name="scores"/>.</param>
    /// <returns>The weighted sum of the losses.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit one another.</exception>
    public static T PerExample<T, TLoss>(
        TLoss loss,
        ReadOnlySpan<T> scores,
        int stride,
        ReadOnlySpan<int> targets,
        ReadOnlySpan<T> exampleWeights,
        Span<T> scoresGradient)
        where T : IFloatingPointIeee754<T>
        where TLoss : struct, ILoss<T, int>
    {
        GeneratedCode.RequireBatchShape(scores.Length, stride, targets.Length, exampleWeights.Length, scoresGradient.Length);
        GeneratedCode.RequireNoOverlap(scores, scoresGradient, nameof(scoresGradient));
        int classes = scores.Length / stride;
        using var storage = new Scratch<T>(default, 2 * classes);
        Span<T> exampleScores = storage.Span[..classes];
        Span<T> exampleGradient = storage.Span[classes..];
        T sum = T.Zero;
        for (int i = 0; i < targets.Length; i++)
        {
            for (int c = 0; c < classes; c++)
                exampleScores[c] = scores[(c * stride) + i];
            T value = loss.ValueWithGradient(exampleScores, targets[i], exampleGradient);
            T weight = exampleWeights.IsEmpty ? T.One : exampleWeights[i];
            sum += weight * value;
            for (int c = 0; c < classes; c++)
                scoresGradient[(c * stride) + i] = weight * exampleGradient[c];
        }

        return sum;
    }
}
