using System.Numerics;

namespace AutoGradLinear.Losses;

/// <summary>
/// The multiclass hinge loss, Σ_{j ≠ y} max(0, sⱼ − s_y + margin): zero when the score of the right class exceeds every other one by the margin.
/// </summary>
/// <typeparam name="T">The real type.</typeparam>
/// <param name="Margin">By how much the right class should win; 1 in the literature.</param>
/// <remarks>Source: J. Weston, C. Watkins, "Support Vector Machines for Multi-Class Pattern Recognition", ESANN 1999.</remarks>
[Loss]
public readonly partial record struct MulticlassHinge<T>(T Margin)
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
            T margin = scores[j] - scores[label] + Margin;
            loss += T.Max(T.Zero, margin);
        }

        return loss;
    }
}
