namespace AutoGradLinear.Losses;

/// <summary>
/// A loss whose gradient is continuous, with its second derivative as a product with directions: wᵢ ∇²ℓ(sᵢ, yᵢ) dᵢ. Generated for losses that
/// are proved smooth.
/// </summary>
/// <typeparam name="T">The real type of scores and derivatives.</typeparam>
/// <typeparam name="TTarget">The label (a class index) or any other target.</typeparam>
/// <remarks>
/// Blocks are laid out as in <see cref="IBatchLoss{T, TTarget}"/>. Where the second derivative jumps it is that of one side (a generalised
/// Hessian).
/// </remarks>
public interface ISmoothLoss<T, TTarget>
{
    /// <summary>
    /// Whether there are second derivatives. A loss that is made of another one, such as <see cref="OneVsRest{T, TBinary}"/>, has them if
    /// that has; generated losses always do.
    /// </summary>
    bool HasCurvature => true;

    /// <summary>Overwrites <paramref name="products"/> with wᵢ ∇²ℓ(sᵢ, yᵢ) dᵢ for every example i.</summary>
    /// <param name="scores">The scores, class-major, <paramref name="stride"/> elements a class.</param>
    /// <param name="directions">The directions dᵢ, in the layout of <paramref name="scores"/>.</param>
    /// <param name="stride">The distance between the scores of two classes.</param>
    /// <param name="targets">One label or target per example.</param>
    /// <param name="exampleWeights">One weight per example, or empty where every weight is 1.</param>
    /// <param name="products">Receives the products, in the layout of <paramref name="scores"/>.</param>
    /// <exception cref="ArgumentException">The lengths do not fit one another, or the products overlap what is read.</exception>
    /// <exception cref="NotSupportedException"><see cref="HasCurvature"/> is false.</exception>
    void BatchHessianVectorProduct(
        ReadOnlySpan<T> scores,
        ReadOnlySpan<T> directions,
        int stride,
        ReadOnlySpan<TTarget> targets,
        ReadOnlySpan<T> exampleWeights,
        Span<T> products);
}
