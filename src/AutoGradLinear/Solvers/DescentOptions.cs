namespace AutoGradLinear.Solvers;

/// <summary>The settings that methods which see all examples have in common: when they stop.</summary>
public abstract record DescentOptions
{
    /// <summary>Sets the window that suits a method.</summary>
    /// <param name="objectiveWindow">The number of iterations over which <see cref="ObjectiveTolerance"/> is measured.</param>
    private protected DescentOptions(int objectiveWindow) => ObjectiveWindow = objectiveWindow;

    /// <summary>The largest number of iterations, each of which lowers the objective.</summary>
    public int MaxIterations { get; init; } = 1000;

    /// <summary>
    /// Stops where ‖∇F‖₂ is at most this times <see cref="GradientScale"/>. 0 switches the rule off. (For <see cref="OwlQn"/> the pseudo-gradient
    /// stands in place of ∇F.)
    /// </summary>
    public double GradientTolerance { get; init; } = 1e-5;

    /// <summary>What the norm of the gradient is measured against; null takes its value at the start.</summary>
    public double? GradientScale { get; init; }

    /// <summary>
    /// Stops where the objective fell, over the last <see cref="ObjectiveWindow"/> iterations, by at most this times its magnitude. 0
    /// switches the rule off.
    /// </summary>
    public double ObjectiveTolerance { get; init; } = 1e-9;

    /// <summary>The number of iterations over which <see cref="ObjectiveTolerance"/> is measured.</summary>
    public int ObjectiveWindow { get; init; }

    /// <summary>
    /// Epochs of SGD that lead away from a start from which no step lowers the objective, for objectives with kinks: where several subgradients
    /// meet, as where all scores tie in a maximum, the one at hand need not be a direction of descent. The run then begins where they lead; if it
    /// ends higher than at its start, the start is the result. Null, for smooth objectives: the run ends there.
    /// </summary>
    public SgdOptions? Escape { get; init; }

    /// <summary>Throws where a setting is out of its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    internal virtual void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxIterations);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ObjectiveWindow);
        SolverChecks.RequireTolerance(GradientTolerance, nameof(GradientTolerance));
        SolverChecks.RequireTolerance(ObjectiveTolerance, nameof(ObjectiveTolerance));
        if (GradientScale is { } scale)
            SolverChecks.RequireTolerance(scale, nameof(GradientScale));
        Escape?.Validate();
    }
}
