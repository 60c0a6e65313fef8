using System.Numerics;

namespace AutoGradLinear.Losses;

/// <summary>The squared hinge loss of one score, max(0, margin − t s)²: as the hinge, but smooth, and harder on large violations.</summary>
/// <typeparam name="T">The real type.</typeparam>
/// <param name="Margin">By how much the score should lie on the right side of 0; 1 in the literature.</param>
[Loss]
public readonly partial record struct BinarySquaredHinge<T>(T Margin)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Computes the loss of one example.</summary>
    /// <param name="score">The score.</param>
    /// <param name="target">+1 for the positive class, −1 for the other.</param>
    /// <returns>The loss, at least 0.</returns>
    public T Value(T score, T target)
    {
        T violation = T.Max(T.Zero, Margin - (target * score));
        return violation * violation;
    }
}
