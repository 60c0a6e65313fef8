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
public sealed record LbfgsOptions : DescentOptions
{
    /// <summary>Makes the default settings.</summary>
    public LbfgsOptions()
        : base(objectiveWindow: 10)
    {
    }

    /// <summary>The number of pairs (step, change of gradient) that describe the curvature.</summary>
    public int History { get; init; } = 10;

    /// <summary>What stands for the Hessian before the pairs correct it (diagonal preconditioning).</summary>
    public InitialMatrix InitialMatrix { get; init; } = InitialMatrix.Scaled;

    /// <summary>The largest number of evaluations in one line search.</summary>
    public int MaxLineSearchEvaluations { get; init; } = 30;

    /// <summary>The conditions on a step.</summary>
    public LineSearchKind LineSearch { get; init; } = LineSearchKind.StrongWolfe;

    /// <inheritdoc/>
    internal override void Validate()
    {
        base.Validate();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(History);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxLineSearchEvaluations);
    }
}
