namespace AutoGradLinear.Solvers;

/// <summary>The settings of <see cref="Sgd"/>. The learning rate is the factor of the gradient, before momentum; 0.1 by default.</summary>
public sealed record SgdOptions : StochasticOptions
{
    /// <summary>Makes the default settings.</summary>
    public SgdOptions()
        : base(learningRate: 0.1)
    {
    }

    /// <summary>The momentum μ in [0, 1): v ← μ v + g.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Whether the step is g + μ v (Nesterov's look ahead) rather than v (heavy ball).</summary>
    public bool Nesterov { get; init; } = true;

    /// <inheritdoc/>
    internal override void Validate()
    {
        base.Validate();
        SolverChecks.RequireDecayRate(Momentum, nameof(Momentum));
    }
}
