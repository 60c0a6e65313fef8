namespace AutoGradLinear.Solvers;

/// <summary>The settings of <see cref="Sgd"/>.</summary>
public sealed record SgdOptions
{
    /// <summary>The number of passes over the examples.</summary>
    public int Epochs { get; init; } = 50;

    /// <summary>The number of examples in a batch.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>The first learning rate η: the step is η times the gradient, before momentum.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>The momentum μ in [0, 1): v ← μ v + g.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Whether the step is g + μ v (Nesterov's look ahead) rather than v (heavy ball).</summary>
    public bool Nesterov { get; init; } = true;

    /// <summary>How the learning rate changes.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Cosine;

    /// <summary>Fixes the order of the examples.</summary>
    public int Seed { get; init; }

    /// <summary>Throws where a setting is out of its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Epochs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(BatchSize);
        if (!(LearningRate > 0.0 && double.IsFinite(LearningRate)))
            throw new ArgumentOutOfRangeException(nameof(LearningRate), LearningRate, "The learning rate is positive and finite.");
        if (!(Momentum >= 0.0 && Momentum < 1.0))
            throw new ArgumentOutOfRangeException(nameof(Momentum), Momentum, "The momentum lies in [0, 1).");
    }
}
