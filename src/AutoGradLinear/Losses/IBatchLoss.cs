namespace AutoGradLinear.Losses;

/// <summary>The losses of many examples at once, summed with weights: Σᵢ wᵢ ℓ(sᵢ, yᵢ).</summary>
/// <typeparam name="T">The real type of scores, loss and gradient.</typeparam>
/// <typeparam name="TTarget">The label (a class index) or any other target.</typeparam>
/// <remarks>
/// Blocks are class-major: the score of class c for example i stands at <c>[c * stride + i]</c>, so that neighbouring lanes of a
/// vector belong to neighbouring examples. The number of examples is <c>targets.Length</c>, at most <c>stride</c>; the number of
/// classes is <c>scores.Length / stride</c>. What stands between <c>targets.Length</c> and <c>stride</c> in a row is neither read nor written.
/// </remarks>
public interface IBatchLoss<T, TTarget>
{
    /// <summary>Returns Σᵢ wᵢ ℓ(sᵢ, yᵢ) and overwrites <paramref name="scoresGradient"/> with wᵢ ∂ℓ/∂sᵢ.</summary>
    /// <param name="scores">The scores, class-major, <paramref name="stride"/> elements a class.</param>
    /// <param name="stride">The distance between the scores of two classes.</param>
    /// <param name="targets">One label or target per example.</param>
    /// <param name="exampleWeights">One weight per example, or empty where every weight is 1.</param>
    /// <param name="scoresGradient">Receives the gradient, in the layout of <paramref name="scores"/>.</param>
    /// <returns>The weighted sum of the losses.</returns>
    /// <exception cref="ArgumentException">The lengths do not fit one another.</exception>
    T BatchValueWithGradient(
        ReadOnlySpan<T> scores,
        int stride,
        ReadOnlySpan<TTarget> targets,
        ReadOnlySpan<T> exampleWeights,
        Span<T> scoresGradient);
}
