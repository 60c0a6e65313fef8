using System.Numerics;

namespace AutoGradLinear.Losses;

/// <summary>
/// The multiclass hinge loss of Crammer and Singer, max(0, max_{j ≠ y} sⱼ − s_y + margin): zero when the score of the right class exceeds
/// the
/// best of the others by the margin; where it does not, only that one counts.
/// </summary>
/// <typeparam name="T">The real type.</typeparam>
/// <param name="Margin">By how much the right class should win; 1 in the literature.</param>
/// <remarks>
/// K. Crammer and Y. Singer, "On the Algorithmic Implementation of Multiclass Kernel-based Vector Machines", JMLR 2 (2001).
/// </remarks>
[Loss]
public readonly partial record struct CrammerSinger<T>(T Margin)
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
            loss = T.Max(loss, scores[j] - scores[label] + Margin);
        }

        return loss;
    }
}
