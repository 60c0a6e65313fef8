namespace AutoGradLinear.Objectives;

/// <summary>A function of many real parameters, the mean over examples plus a penalty, as solvers see it.</summary>
/// <remarks>
/// Parameters and gradients are doubles whatever the type of the loss: these vectors are small beside the data, and sums over examples
/// and line searches need the digits. An instance keeps working storage, so one evaluation at a time.
/// </remarks>
public interface IObjective
{
    /// <summary>The number of parameters.</summary>
    int Dimension { get; }

    /// <summary>The number of examples.</summary>
    int ExampleCount { get; }

    /// <summary>The relative error that values of the objective have by rounding, roughly.</summary>
    double Precision => double.BitIncrement(1.0) - 1.0;

    /// <summary>The order in which a stochastic solver visits the examples.</summary>
    /// <param name="seed">Fixes it.</param>
    internal ExampleOrder NewOrder(int seed) => new FullShuffle(ExampleCount, seed);

    /// <summary>Computes the objective over all examples.</summary>
    /// <param name="parameters">The point, <see cref="Dimension"/> long.</param>
    /// <returns>The objective.</returns>
    /// <exception cref="NonFiniteLossException">The loss or its gradient is NaN or infinite for an example.</exception>
    double Value(ReadOnlySpan<double> parameters);

    /// <summary>Computes the objective over all examples, and overwrites <paramref name="gradient"/>.</summary>
    /// <param name="parameters">The point, <see cref="Dimension"/> long.</param>
    /// <param name="gradient">Receives the gradient, as long as <paramref name="parameters"/>.</param>
    /// <returns>The objective.</returns>
    /// <exception cref="NonFiniteLossException">The loss or its gradient is NaN or infinite for an example.</exception>
    double ValueWithGradient(ReadOnlySpan<double> parameters, Span<double> gradient);

    /// <summary>
    /// Estimates the objective and its gradient from some examples; over a uniformly random batch the expectation is the whole.
    /// </summary>
    /// <param name="parameters">The point, <see cref="Dimension"/> long.</param>
    /// <param name="examples">The indices of the examples, at least one.</param>
    /// <param name="gradient">Receives the gradient, as long as <paramref name="parameters"/>.</param>
    /// <returns>The estimate of the objective.</returns>
    /// <exception cref="NonFiniteLossException">The loss or its gradient is NaN or infinite for an example.</exception>
    double BatchValueWithGradient(ReadOnlySpan<double> parameters, ReadOnlySpan<int> examples, Span<double> gradient);

    /// <summary>The same, knowing which examples come next: their rows may be fetched from memory meanwhile.</summary>
    /// <param name="parameters">The point, <see cref="Dimension"/> long.</param>
    /// <param name="examples">The indices of the examples, at least one.</param>
    /// <param name="upcoming">The indices of examples that the next batch will have; none where that is not known.</param>
    /// <param name="gradient">Receives the gradient, as long as <paramref name="parameters"/>.</param>
    /// <returns>The estimate of the objective; <paramref name="upcoming"/> has no part in it.</returns>
    /// <exception cref="NonFiniteLossException">The loss or its gradient is NaN or infinite for an example.</exception>
    double BatchValueWithGradient(
        ReadOnlySpan<double> parameters, ReadOnlySpan<int> examples, ReadOnlySpan<int> upcoming, Span<double> gradient) =>
        BatchValueWithGradient(parameters, examples, gradient);
}
