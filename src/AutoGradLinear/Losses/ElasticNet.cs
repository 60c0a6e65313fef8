using System.Numerics;
using System.Numerics.Tensors;

namespace AutoGradLinear.Losses;

/// <summary>The penalty absolute · Σ |w| + square · Σ w²: some weights exactly zero, the others small (elastic net).</summary>
/// <typeparam name="T">The real type.</typeparam>
/// <param name="Absolute">The factor of the sum of magnitudes, at least 0; with a negative one the penalty is NaN.</param>
/// <param name="Square">The factor of the sum of squares, at least 0; with a negative one the penalty is NaN.</param>
/// <remarks>H. Zou and T. Hastie, "Regularization and Variable Selection via the Elastic Net", J. R. Stat. Soc. B 67 (2005).</remarks>
[Penalty]
public readonly partial record struct ElasticNet<T>(T Absolute, T Square)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Computes the penalty.</summary>
    /// <param name="weights">The weights, row by row (scores × features).</param>
    /// <returns>The penalty.</returns>
    public T Value(ReadOnlySpan<T> weights) =>
        ((Absolute >= T.Zero ? Absolute : T.NaN) * TensorPrimitives.SumOfMagnitudes(weights))
        + ((Square >= T.Zero ? Square : T.NaN) * TensorPrimitives.SumOfSquares(weights));
}
