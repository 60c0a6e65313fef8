using System.Numerics;
using AutoGradLinear.Numerics;

namespace AutoGradLinear.Losses;

/// <summary>
/// A loss of one score and a target −1 or +1, seen as a loss of two classes: ℓ(s, +1) for the positive class and ℓ(s, −1) for the other.
/// </summary>
/// <typeparam name="T">The real type.</typeparam>
/// <typeparam name="TLoss">The loss of one score.</typeparam>
/// <param name="Loss">The loss of one score.</param>
/// <param name="PositiveIndex">The class whose target is +1, 0 or 1.</param>
public readonly record struct BinaryTarget<T, TLoss>(TLoss Loss, int PositiveIndex)
    : ILoss<T, int>, IBatchLoss<T, int>, ISmoothLoss<T, int>, IBinaryTarget, ISumOverScores<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TLoss : struct, ILoss<T, T>
{
    /// <inheritdoc/>
    public static LossTraits Traits => TLoss.Traits;

    /// <inheritdoc/>
    public bool HasCurvature => BinaryTargets.HasCurvature<T, TLoss>(Loss);

    /// <inheritdoc/>
    string IBinaryTarget.LossName => typeof(TLoss).ToString();

    /// <inheritdoc/>
    public T Evaluate(ReadOnlySpan<T> scores, int target) => Loss.Evaluate(scores, Sign(target));

    /// <inheritdoc/>
    public T ValueWithGradient(ReadOnlySpan<T> scores, int target, Span<T> scoresGradient) =>
        Loss.ValueWithGradient(scores, Sign(target), scoresGradient);

    /// <inheritdoc/>
    public T BatchValueWithGradient(
        ReadOnlySpan<T> scores, int stride, ReadOnlySpan<int> targets, ReadOnlySpan<T> exampleWeights, Span<T> scoresGradient)
    {
        foreach (int label in targets)
            BinaryTargets.RequireLabel(label, 2);
        using var signs = new Scratch<T>(default, targets.Length);
        BinaryTargets.FillSigns(targets, PositiveIndex, signs.Span);
        return BinaryTargets.BatchValueWithGradient(Loss, scores, stride, signs.Span, exampleWeights, scoresGradient);
    }

    /// <inheritdoc/>
    public void BatchHessianVectorProduct(
        ReadOnlySpan<T> scores,
        ReadOnlySpan<T> directions,
        int stride,
        ReadOnlySpan<int> targets,
        ReadOnlySpan<T> exampleWeights,
        Span<T> products)
    {
        ISmoothLoss<T, T> smooth = BinaryTargets.Smooth<T, TLoss>(Loss);
        foreach (int label in targets)
            BinaryTargets.RequireLabel(label, 2);
        using var signs = new Scratch<T>(default, targets.Length);
        BinaryTargets.FillSigns(targets, PositiveIndex, signs.Span);
        smooth.BatchHessianVectorProduct(scores, directions, stride, signs.Span, exampleWeights, products);
    }

    /// <inheritdoc/>
    void ISumOverScores<T>.Accept<TVisitor>(ref TVisitor visitor) => visitor.Visit(Loss, PositiveIndex);

    private T Sign(int label)
    {
        BinaryTargets.RequireLabel(label, 2);
        return label == PositiveIndex ? T.One : T.NegativeOne;
    }
}
