using System.Numerics;

namespace AutoGradLinear.Losses;

/// <summary>The hinge loss of one score, max(0, margin − t s): the support vector machine's.</summary>
/// <typeparam name="T">The real type.</typeparam>
/// <param name="Margin">By how much the score should lie on the right side of 0; 1 in the literature.</param>
/// <remarks>C. Cortes and V. Vapnik, "Support-Vector Networks", Machine Learning 20 (1995).</remarks>
[Loss]
public readonly partial record struct BinaryHinge<T>(T Margin)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Computes the loss of one example.</summary>
    /// <param name="score">The score.</param>
    /// <param name="target">+1 for the positive class, −1 for the other.</param>
    /// <returns>The loss, at least 0.</returns>
    public T Value(T score, T target) => T.Max(T.Zero, Margin - (target * score));
}
