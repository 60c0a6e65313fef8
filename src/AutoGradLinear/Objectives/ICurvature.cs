namespace AutoGradLinear.Objectives;

/// <summary>The second derivatives of an objective F, as solvers see them.</summary>
/// <remarks>
/// Where ∇F is continuous but has kinks, as with the squared hinge, ∇²F is that of one side (a generalised Hessian), the same in all members. Where ∇F jumps, as with the hinge, there is no
/// ∇²F, but the diagonal and the blocks may still be estimated: preconditioners need no more.
/// </remarks>
public interface ICurvature
{
    /// <summary>Whether there are second derivatives. An objective whose loss or penalty may lack them tells it here.</summary>
    bool HasCurvature => true;

    /// <summary>Whether the diagonal and the blocks can be had, if only as estimates for an objective whose gradient jumps.</summary>
    bool EstimatesCurvature => HasCurvature;

    /// <summary>Overwrites <paramref name="product"/> with ∇²F(x) d.</summary>
    /// <param name="parameters">The point x. Calls that follow one another often have the same one, and may share the work that it takes.</param>
    /// <param name="direction">The direction d, as long as <paramref name="parameters"/>.</param>
    /// <param name="product">Receives the product; as long as <paramref name="parameters"/>, and no part of what is read.</param>
    void HessianVectorProduct(ReadOnlySpan<double> parameters, ReadOnlySpan<double> direction, Span<double> product);

    /// <summary>Overwrites <paramref name="diagonal"/> with the diagonal of ∇²F(x), or an estimate: it serves as a preconditioner.</summary>
    /// <param name="parameters">The point x.</param>
    /// <param name="diagonal">Receives the diagonal; as long as <paramref name="parameters"/>.</param>
    void HessianDiagonal(ReadOnlySpan<double> parameters, Span<double> diagonal);

    /// <summary>Which parameters make up the blocks of <see cref="HessianBlocks"/>; null where there are none.</summary>
    HessianBlockLayout? BlockLayout => null;

    /// <summary>
    /// Estimates blocks on the diagonal of ∇²F(x), positive semidefinite, from a sample of the examples: they serve as a preconditioner. The sample is always the same one.
    /// </summary>
    /// <param name="parameters">The point x.</param>
    /// <param name="examples">The size of the sample.</param>
    /// <returns>
    /// The lower triangle of each block, row after row with a distance of <see cref="HessianBlockLayout.Stride"/>. Blocks that are equal may be one array.
    /// </returns>
    /// <exception cref="NotSupportedException"><see cref="BlockLayout"/> is null.</exception>
    IReadOnlyList<float[]> HessianBlocks(ReadOnlySpan<double> parameters, int examples) =>
        throw new NotSupportedException("The objective does not know blocks of its Hessian.");
}
