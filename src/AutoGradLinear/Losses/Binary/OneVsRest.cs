using System.Numerics;

namespace AutoGradLinear.Losses;

/// <summary>
/// A loss of one score made a loss over many classes: Σ_c ℓ(s_c, t_c), where t_c is +1 for the right class and −1 for all others. Each class
/// learns to tell its own examples from the rest.
/// </summary>
/// <typeparam name="T">The real type.</typeparam>
/// <typeparam name="TBinary">The loss of one score and a target −1 or +1.</typeparam>
/// <param name="Binary">The loss of one score.</param>
/// <remarks>R. Rifkin and A. Klautau, "In Defense of One-Vs-All Classification", JMLR 5 (2004).</remarks>
public readonly record struct OneVsRest<T, TBinary>(TBinary Binary) : ILoss<T, int>, IBatchLoss<T, int>, ISmoothLoss<T, int>, ISumOverScores<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TBinary : struct, ILoss<T, T>
{
    /// <inheritdoc/>
    public static LossTraits Traits => TBinary.Traits;

    /// <inheritdoc/>
    public bool HasCurvature => BinaryTargets.HasCurvature<T, TBinary>(Binary);

    /// <inheritdoc/>
    public T Evaluate(ReadOnlySpan<T> scores, int target) => BinaryTargets.SumOverClasses(Binary, scores, target);

    /// <inheritdoc/>
    public T ValueWithGradient(ReadOnlySpan<T> scores, int target, Span<T> scoresGradient) =>
        BinaryTargets.SumOverClassesWithGradient(Binary, scores, target, scoresGradient);

    /// <inheritdoc/>
    public T BatchValueWithGradient(
        ReadOnlySpan<T> scores, int stride, ReadOnlySpan<int> targets, ReadOnlySpan<T> exampleWeights, Span<T> scoresGradient) =>
        BinaryTargets.BatchSumOverClasses(Binary, scores, stride, targets, exampleWeights, scoresGradient);

    /// <inheritdoc/>
    public void BatchHessianVectorProduct(
        ReadOnlySpan<T> scores,
        ReadOnlySpan<T> directions,
        int stride,
        ReadOnlySpan<int> targets,
        ReadOnlySpan<T> exampleWeights,
        Span<T> products) =>
        BinaryTargets.BatchProductsOverClasses(Binary, scores, directions, stride, targets, exampleWeights, products);

    /// <inheritdoc/>
    void ISumOverScores<T>.Accept<TVisitor>(ref TVisitor visitor) => visitor.Visit(Binary, firstPositive: 0);
}

/// <summary><see cref="OneVsRest{T, TBinary}"/> for losses of <see cref="float"/>, so that the loss is all there is to name.</summary>
/// <typeparam name="TBinary">The loss of one score and a target −1 or +1.</typeparam>
/// <param name="Binary">The loss of one score.</param>
public readonly record struct OneVsRest<TBinary>(TBinary Binary) : ILoss<float, int>, IBatchLoss<float, int>, ISmoothLoss<float, int>, ISumOverScores<float>
    where TBinary : struct, ILoss<float, float>
{
    /// <inheritdoc/>
    public static LossTraits Traits => TBinary.Traits;

    /// <inheritdoc/>
    public bool HasCurvature => BinaryTargets.HasCurvature<float, TBinary>(Binary);

    /// <inheritdoc/>
    public float Evaluate(ReadOnlySpan<float> scores, int target) => BinaryTargets.SumOverClasses(Binary, scores, target);

    /// <inheritdoc/>
    public float ValueWithGradient(ReadOnlySpan<float> scores, int target, Span<float> scoresGradient) =>
        BinaryTargets.SumOverClassesWithGradient(Binary, scores, target, scoresGradient);

    /// <inheritdoc/>
    public float BatchValueWithGradient(
        ReadOnlySpan<float> scores, int stride, ReadOnlySpan<int> targets, ReadOnlySpan<float> exampleWeights, Span<float> scoresGradient) =>
        BinaryTargets.BatchSumOverClasses(Binary, scores, stride, targets, exampleWeights, scoresGradient);

    /// <inheritdoc/>
    public void BatchHessianVectorProduct(
        ReadOnlySpan<float> scores,
        ReadOnlySpan<float> directions,
        int stride,
        ReadOnlySpan<int> targets,
        ReadOnlySpan<float> exampleWeights,
        Span<float> products) =>
        BinaryTargets.BatchProductsOverClasses(Binary, scores, directions, stride, targets, exampleWeights, products);

    /// <inheritdoc/>
    void ISumOverScores<float>.Accept<TVisitor>(ref TVisitor visitor) => visitor.Visit(Binary, firstPositive: 0);
}
