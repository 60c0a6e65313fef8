namespace AutoGradLinear.Losses;

/// <summary>A loss of one example, ℓ(s, y), with its gradient with respect to the scores. Generated for every <see cref="LossAttribute"/>.</summary>
/// <typeparam name="T">The real type of scores, loss and gradient.</typeparam>
/// <typeparam name="TTarget">The label (a class index) or any other target.</typeparam>
public interface ILoss<T, TTarget>
    where TTarget : allows ref struct
{
    /// <summary>What is known of the loss as a function of the scores; a trait that is absent is not proved.</summary>
    static abstract LossTraits Traits { get; }

    /// <summary>Computes ℓ(s, y) in the form that <see cref="ValueWithGradient"/> uses.</summary>
    /// <param name="scores">One score per class.</param>
    /// <param name="target">The label or target of the example.</param>
    /// <returns>The loss.</returns>
    T Evaluate(ReadOnlySpan<T> scores, TTarget target);

    /// <summary>Computes ℓ(s, y) and overwrites <paramref name="scoresGradient"/> with ∂ℓ/∂s.</summary>
    /// <param name="scores">One score per class.</param>
    /// <param name="target">The label or target of the example.</param>
    /// <param name="scoresGradient">Receives the gradient; as long as <paramref name="scores"/>, and no part of it.</param>
    /// <returns>The loss.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or the gradient overlaps the scores.</exception>
    T ValueWithGradient(ReadOnlySpan<T> scores, TTarget target, Span<T> scoresGradient);
}
