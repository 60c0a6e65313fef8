using System.Numerics;
using System.Numerics.Tensors;

namespace AutoGradLinear.Losses;

/// <summary>The penalty strength · Σ w², which draws all weights toward zero (ridge, weight decay).</summary>
/// <typeparam name="T">The real type.</typeparam>
/// <param name="Strength">The factor, at least 0; with a negative one the penalty is NaN. There is no ½ in front of the sum.</param>
[Penalty]
public readonly partial record struct L2<T>(T Strength)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Computes the penalty.</summary>
    /// <param name="weights">The weights, row by row (classes × features).</param>
    /// <returns>The penalty.</returns>
    public T Value(ReadOnlySpan<T> weights) => (Strength >= T.Zero ? Strength : T.NaN) * TensorPrimitives.SumOfSquares(weights);
}
