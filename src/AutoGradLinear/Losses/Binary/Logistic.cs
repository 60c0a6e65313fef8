using System.Numerics;
using AutoGradLinear.Numerics;

namespace AutoGradLinear.Losses;

/// <summary>
/// The logistic loss of one score, ln(1 + exp(−t s)): the negative logarithm of the probability σ(t s) that the model gives the right side.
/// </summary>
/// <typeparam name="T">The real type.</typeparam>
[Loss]
public readonly partial record struct Logistic<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Computes the loss of one example.</summary>
    /// <param name="score">The score.</param>
    /// <param name="target">+1 for the positive class, −1 for the other.</param>
    /// <returns>The loss, at least 0.</returns>
    public T Value(T score, T target) => StableMath.Softplus(-target * score);

    /// <summary>The probability of the positive class, σ(s) = 1 / (1 + exp(−s)), of each score.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="probabilities">Receives one probability per score.</param>
    [Link]
    public void Probabilities(ReadOnlySpan<T> scores, Span<T> probabilities)
    {
        for (int i = 0; i < scores.Length; i++)
            probabilities[i] = StableMath.Sigmoid(scores[i]);
    }
}
