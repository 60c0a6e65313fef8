namespace AutoGradLinear.Solvers;

/// <summary>The conditions that a line search holds a step to.</summary>
public enum LineSearchKind
{
    /// <summary>Sufficient decrease, and a slope whose magnitude has fallen: for smooth objectives.</summary>
    StrongWolfe,

    /// <summary>Sufficient decrease, and a slope that is less negative: for objectives with kinks, where slopes jump.</summary>
    WeakWolfe,
}

/// <summary>The settings of <see cref="Lbfgs"/>.</summary>
public sealed record LbfgsOptions
{
    /// <summary>The number of pairs (step, change of gradient) that describe the curvature.</summary>
    public int History { get; init; } = 10;

    /// <summary>The largest number of iterations.</summary>
    public int MaxIterations { get; init; } = 1000;

    /// <summary>Stops where ‖∇F‖₂ is at most this times <see cref="GradientScale"/>. 0 switches the rule off.</summary>
    public double GradientTolerance { get; init; } = 1e-5;

    /// <summary>What the norm of the gradient is measured against; null takes its value at the start.</summary>
    public double? GradientScale { get; init; }

    /// <summary>
    /// Stops where the objective fell, over the last <see cref="ObjectiveWindow"/> iterations, by at most this times its magnitude. 0
    /// switches the rule off.
    /// </summary>
    public double ObjectiveTolerance { get; init; } = 1e-9;

    /// <summary>The number of iterations over which <see cref="ObjectiveTolerance"/> is measured.</summary>
    public int ObjectiveWindow { get; init; } = 10;

    /// <summary>The largest number of evaluations in one line search.</summary>
    public int MaxLineSearchEvaluations { get; init; } = 30;

    /// <summary>The conditions on a step.</summary>
    public LineSearchKind LineSearch { get; init; } = LineSearchKind.StrongWolfe;

    /// <summary>Throws where a setting is out of its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A count is not positive, or a tolerance is negative or NaN.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(History);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxIterations);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ObjectiveWindow);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxLineSearchEvaluations);
        if (!(GradientTolerance >= 0.0))
            throw new ArgumentOutOfRangeException(nameof(GradientTolerance), GradientTolerance, "A tolerance is 0 or more.");
        if (!(ObjectiveTolerance >= 0.0))
            throw new ArgumentOutOfRangeException(nameof(ObjectiveTolerance), ObjectiveTolerance, "A tolerance is 0 or more.");
    }
}
