using System.Numerics;
using AutoGradLinear.Data;

namespace AutoGradLinear;

public sealed partial class Preparation
{
    /// <summary>The steps, for the rooms that express them in another way.</summary>
    internal ReadOnlySpan<FittedStep> Steps => steps;

    /// <summary>
    /// Folds the last steps into scores of the prepared features, as far as they shift, scale or leave out columns, and as far as a real
    /// type has digits for it.
    /// </summary>
    /// <param name="scores">The scores of the prepared features.</param>
    /// <param name="range">The numbers that the type of the scores holds.</param>
    /// <returns>The steps that are left, or null, and the scores of what they give.</returns>
    internal (Preparation? Left, LinearMap Scores) Fold(LinearMap scores, NormalRange range)
    {
        int left = steps.Length;
        while (left > 0 && steps[left - 1].Fold(scores) is LinearMap folded && range.Holds(folded))
        {
            scores = folded;
            left--;
        }

        return (left == 0 ? null : new Preparation(steps[..left], InputCount, inputNames), scores);
    }

    /// <summary>Prepares a row in place.</summary>
    /// <param name="row"><see cref="InputCount"/> values.</param>
    /// <returns>How many values it has then: <see cref="FeatureCount"/>.</returns>
    internal int Transform<T>(Span<T> row)
        where T : unmanaged, IFloatingPointIeee754<T>
        => Transform(steps, row);
}
