namespace AutoGradLinear.Objectives;

/// <summary>
/// Steps x ← x − η ∇F_B(x) on sparse rows that touch the parameters of a batch's own features only. A penalty λ Σ w² shrinks all weights in every step, by 1 − 2 η λ; a weight is
/// told of it when its feature comes up again.
/// </summary>
/// <remarks>B. Carpenter, "Lazy sparse stochastic gradient descent for regularized multinomial logistic regression", 2008.</remarks>
internal abstract class SparseSteps
{
    /// <summary>All that the next step depends on: whoever keeps these numbers can go on from here.</summary>
    public abstract IReadOnlyList<double[]> State { get; }

    /// <summary>Takes a step.</summary>
    /// <param name="examples">The batch.</param>
    /// <param name="rate">η.</param>
    /// <returns>F_B before it.</returns>
    /// <exception cref="NonFiniteLossException">The loss or its gradient is NaN or infinite for an example.</exception>
    public abstract double Take(ReadOnlySpan<int> examples, double rate);

    /// <summary>Writes the parameters as they are now.</summary>
    public abstract void CopyTo(Span<double> parameters);
}

/// <summary>An objective that may know such steps.</summary>
internal interface ISparseObjective
{
    /// <summary>Begins at a point; null where the features are dense, or the penalty is no λ Σ w² that shrinks weights by less than themselves.</summary>
    /// <param name="parameters">The point.</param>
    /// <param name="largestRate">The largest η that will be taken.</param>
    SparseSteps? SparseStepsFrom(ReadOnlySpan<double> parameters, double largestRate);
}
