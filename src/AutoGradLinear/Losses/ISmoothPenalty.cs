namespace AutoGradLinear.Losses;

/// <summary>
/// A penalty whose gradient is continuous, with its second derivative as a product with directions. Generated for penalties that are proved
/// smooth.
/// </summary>
/// <typeparam name="T">The real type of weights and derivatives.</typeparam>
/// <remarks>
/// Where the second derivative jumps it is that of one side (a generalised Hessian). The diagonal of ∇²R has no member of its own: with
/// <see cref="PenaltyTraits.Separable"/> there is nothing beside it, and the product with a direction of ones is the diagonal.
/// </remarks>
public interface ISmoothPenalty<T>
{
    /// <summary>Computes R(w) and overwrites <paramref name="weightsProduct"/> with ∇²R(w) d.</summary>
    /// <param name="weights">The weights w, row by row (classes × features).</param>
    /// <param name="weightsDirection">The direction d, in the layout of <paramref name="weights"/>.</param>
    /// <param name="weightsProduct">Receives the product; as long as <paramref name="weights"/>, and no part of what is read.</param>
    /// <returns>The penalty.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or the product overlaps what is read.</exception>
    T HessianVectorProduct(ReadOnlySpan<T> weights, ReadOnlySpan<T> weightsDirection, Span<T> weightsProduct);
}
