using System.Numerics;

namespace AutoGradLinear.Losses;

/// <summary>
/// The squared multiclass hinge loss, Σ_{j ≠ y} max(0, sⱼ − s_y + margin)²: as the hinge, but smooth, and harder on large violations.
/// </summary>
/// <typeparam name="T">The real type.</typeparam>
/// <param name="Margin">By how much the right class should win; 1 in the literature.</param>
[Loss]
public readonly partial record struct SquaredHinge<T>(T Margin)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Computes the loss of one example.</summary>
    /// <param name="scores">One score per class.</param>
    /// <param name="label">The index of the right class.</param>
    /// <returns>The loss, at least 0.</returns>
    public T Value(ReadOnlySpan<T> scores, int label)
    {
        T loss = T.Zero;
        for (int j = 0; j < scores.Length; j++)
        {
            if (j == label)
                continue;
            T violation = T.Max(T.Zero, scores[j] - scores[label] + Margin);
            loss += violation * violation;
        }

        return loss;
    }
}
