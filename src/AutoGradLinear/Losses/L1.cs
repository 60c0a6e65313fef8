using System.Numerics;
using System.Numerics.Tensors;

namespace AutoGradLinear.Losses;

/// <summary>The penalty strength · Σ |w|, which makes weights exactly zero (lasso).</summary>
/// <typeparam name="T">The real type.</typeparam>
/// <param name="Strength">The factor, at least 0; with a negative one the penalty is NaN.</param>
/// <remarks>R. Tibshirani, "Regression Shrinkage and Selection via the Lasso", J. R. Stat. Soc. B 58 (1996).</remarks>
[Penalty]
public readonly partial record struct L1<T>(T Strength)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Computes the penalty.</summary>
    /// <param name="weights">The weights, row by row (scores × features).</param>
    /// <returns>The penalty.</returns>
    public T Value(ReadOnlySpan<T> weights) => (Strength >= T.Zero ? Strength : T.NaN) * TensorPrimitives.SumOfMagnitudes(weights);
}
