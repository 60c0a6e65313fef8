namespace AutoGradLinear.Objectives;

/// <summary>The second derivatives of an objective F, as solvers see them.</summary>
/// <remarks>
/// Where ∇F is continuous but has kinks, as with the squared hinge, ∇²F is that of one side (a generalised Hessian), the same in both members.
/// </remarks>
public interface ICurvature
{
    /// <summary>Whether there are second derivatives. An objective whose loss or penalty may lack them tells it here.</summary>
    bool HasCurvature => true;

    /// <summary>Overwrites <paramref name="product"/> with ∇²F(x) d.</summary>
    /// <param name="parameters">The point x. Calls that follow one another often have the same one, and may share the work that it takes.</param>
    /// <param name="direction">The direction d, as long as <paramref name="parameters"/>.</param>
    /// <param name="product">Receives the product; as long as <paramref name="parameters"/>, and no part of what is read.</param>
    void HessianVectorProduct(ReadOnlySpan<double> parameters, ReadOnlySpan<double> direction, Span<double> product);

    /// <summary>Overwrites <paramref name="diagonal"/> with the diagonal of ∇²F(x), or an estimate: it serves as a preconditioner.</summary>
    /// <param name="parameters">The point x.</param>
    /// <param name="diagonal">Receives the diagonal; as long as <paramref name="parameters"/>.</param>
    void HessianDiagonal(ReadOnlySpan<double> parameters, Span<double> diagonal);
}
