using System.Numerics;

namespace AutoGradLinear.Losses;

/// <summary>
/// The cross-entropy of the softmax of the scores, ln Σⱼ exp(sⱼ) − s_y: the negative logarithm of the probability that the model gives the right class.
/// </summary>
/// <typeparam name="T">The real type.</typeparam>
/// <remarks>
/// The largest score is taken out of the sum, so that no exponential overflows: ln Σ exp(s) = m + ln Σ exp(s − m) for every m. Because that holds for every m,
/// nothing is lost by treating m as a constant in the derivative.
/// </remarks>
[Loss]
public readonly partial record struct SoftmaxCrossEntropy<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Computes the loss of one example.</summary>
    /// <param name="scores">One score per class.</param>
    /// <param name="label">The index of the right class.</param>
    /// <returns>The loss, at least 0.</returns>
    public T Value(ReadOnlySpan<T> scores, int label)
    {
        T largest = Gradient.Stop(scores[label]);
        for (int j = 0; j < scores.Length; j++)
            largest = T.Max(largest, Gradient.Stop(scores[j]));

        T sum = T.Zero;
        for (int j = 0; j < scores.Length; j++)
            sum += T.Exp(scores[j] - largest);
        return T.Log(sum) + (largest - scores[label]);
    }

    /// <summary>The probabilities of the classes, exp(sⱼ) / Σₖ exp(sₖ).</summary>
    /// <param name="scores">One score per class.</param>
    /// <param name="probabilities">Receives one probability per class.</param>
    [Link]
    public void Probabilities(ReadOnlySpan<T> scores, Span<T> probabilities)
    {
        T largest = T.NegativeInfinity;
        foreach (T score in scores)
            largest = T.Max(largest, score);
        T sum = T.Zero;
        for (int j = 0; j < scores.Length; j++)
        {
            probabilities[j] = T.Exp(scores[j] - largest);
            sum += probabilities[j];
        }

        for (int j = 0; j < scores.Length; j++)
            probabilities[j] /= sum;
    }
}
