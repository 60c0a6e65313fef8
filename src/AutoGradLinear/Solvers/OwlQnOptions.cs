namespace AutoGradLinear.Solvers;

/// <summary>The settings of <see cref="OwlQn"/>.</summary>
public sealed record OwlQnOptions : DescentOptions
{
    /// <summary>Makes the default settings.</summary>
    public OwlQnOptions()
        : base(objectiveWindow: 10)
    {
    }

    /// <summary>The number of pairs (step, change of the smooth gradient) that describe the curvature.</summary>
    public int History { get; init; } = 10;

    /// <summary>The largest number of evaluations in one line search.</summary>
    public int MaxLineSearchEvaluations { get; init; } = 30;

    /// <inheritdoc/>
    internal override void Validate()
    {
        base.Validate();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(History);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxLineSearchEvaluations);
    }
}
