namespace AutoGradLinear.Losses;

/// <summary>A penalty (regularization term) of the weights, R(w), with its gradient. Generated for every <see cref="PenaltyAttribute"/>.</summary>
/// <typeparam name="T">The real type of weights, penalty and gradient.</typeparam>
public interface IPenalty<T>
{
    /// <summary>What is known of the penalty as a function of the weights; a trait that is absent is not proved.</summary>
    static abstract PenaltyTraits Traits { get; }

    /// <summary>Computes R(w) in the form that <see cref="ValueWithGradient"/> uses.</summary>
    /// <param name="weights">The weights, row by row (classes × features).</param>
    /// <returns>The penalty.</returns>
    T Evaluate(ReadOnlySpan<T> weights);

    /// <summary>Computes R(w) and overwrites <paramref name="weightsGradient"/> with ∂R/∂w.</summary>
    /// <param name="weights">The weights, row by row (classes × features).</param>
    /// <param name="weightsGradient">Receives the gradient; as long as <paramref name="weights"/>, and no part of it.</param>
    /// <returns>The penalty.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or the gradient overlaps the weights.</exception>
    T ValueWithGradient(ReadOnlySpan<T> weights, Span<T> weightsGradient);
}
