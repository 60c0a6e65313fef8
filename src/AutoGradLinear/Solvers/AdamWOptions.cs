namespace AutoGradLinear.Solvers;

/// <summary>The settings of <see cref="AdamW"/>. The learning rate is about the length of a step in each parameter; 0.001 by default.</summary>
public sealed record AdamWOptions : StochasticOptions
{
    /// <summary>Makes the default settings.</summary>
    public AdamWOptions()
        : base(learningRate: 0.001)
    {
    }

    /// <summary>β₁ in [0, 1), the memory of the mean gradient: m ← β₁ m + (1 − β₁) g.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>β₂ in [0, 1), the memory of the mean square: v ← β₂ v + (1 − β₂) g².</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>ε, added to the root of the mean square; positive.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>
    /// λ, the decay that is not part of the objective: each step multiplies parameters by 1 − η λ. 0 by default, as a penalty of the objective is
    /// in its gradient already.
    /// </summary>
    public double Decay { get; init; }

    /// <summary>The number of parameters, from the first one, that decay; null for all.</summary>
    public int? DecayedCount { get; init; }

    /// <inheritdoc/>
    internal override void Validate()
    {
        base.Validate();
        SolverChecks.RequireDecayRate(Beta1, nameof(Beta1));
        SolverChecks.RequireDecayRate(Beta2, nameof(Beta2));
        SolverChecks.RequirePositive(Epsilon, nameof(Epsilon));
        if (!(Decay >= 0.0 && Decay * LearningRate < 1.0))
            throw new ArgumentOutOfRangeException(nameof(Decay), Decay, "The decay is 0 or more, and less than 1 / learning rate.");
        if (DecayedCount is { } count)
            ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(DecayedCount));
    }
}
