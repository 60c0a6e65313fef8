using AutoGradLinear.Objectives;

namespace AutoGradLinear.Solvers;

/// <summary>
/// A run of a method that sees all examples and lowers the objective in every iteration: from a start, until there is a reason to stop.
/// </summary>
/// <param name="options">When to stop.</param>
/// <param name="start">Where to start.</param>
/// <param name="precision">The relative error of the objective's values.</param>
internal abstract class DescentRun(DescentOptions options, ReadOnlySpan<double> start, double precision) : IRunState
{
    /// <summary>A difference of so many rounding errors is none.</summary>
    private const double Roundings = 32.0;

    private readonly StoppingRule rule = new(options);

    /// <inheritdoc/>
    public int Iterations { get; private set; }

    /// <summary>The last point, which is the best one.</summary>
    protected double[] Point { get; set; } = start.ToArray();

    /// <summary>F there.</summary>
    protected double Value { get; set; }

    /// <summary>The norm of the gradient there, or of what stands in its place.</summary>
    protected double Norm { get; set; }

    /// <summary>The norm of the gradient against its scale.</summary>
    protected double RelativeNorm { get; private set; }

    /// <summary>The number of passes over the examples.</summary>
    protected abstract long Evaluations { get; }

    /// <summary>Minimises; the parameters receive the last point.</summary>
    public SolverResult Run(Span<double> parameters, in RunHooks hooks)
    {
        SolverStatus status = Iterate(hooks);
        Point.CopyTo(parameters);
        return new SolverResult(status, Value, Norm, Iterations, Evaluations);
    }

    /// <inheritdoc/>
    public virtual void Exchange(StateArchive archive)
    {
        Iterations = archive.Item(Iterations);
        archive.Items<double>(Point);
        Value = archive.Item(Value);
        Norm = archive.Item(Norm);
        rule.Exchange(archive);
    }

    /// <summary>Computes <see cref="Value"/> and <see cref="Norm"/> at the start.</summary>
    protected abstract void Start();

    /// <summary>
    /// One iteration, to a new <see cref="Point"/> with a smaller <see cref="Value"/>; false where no step lowers the objective, or cancellation
    /// came first: then the state is such that calling this once more goes on.
    /// </summary>
    /// <exception cref="NonFiniteLossException">No step does, and the objective is not finite at some of them.</exception>
    protected abstract bool Advance(CancellationToken cancellationToken);

    private SolverStatus Iterate(in RunHooks hooks)
    {
        if (!hooks.Checkpoints.TryResume(this))
        {
            Start();
            rule.Scale = options.GradientScale ?? Norm;
            if (rule.IsStationary(Norm))
                return SolverStatus.GradientConverged;
        }

        while (Iterations < options.MaxIterations)
        {
            rule.Begin(Iterations, Value);
            RelativeNorm = Norm / rule.Scale;
            if (hooks.IsCancelled || !Advance(hooks.CancellationToken))
                return WithoutStep(hooks);
            Iterations++;
            if (!hooks.Tell(new SolverStep(Iterations, Value, Norm), Point))
                return SolverStatus.EarlyStopped;
            if (rule.After(Iterations, Value, Norm) is { } status)
                return status;
            if (!hooks.Pass(this))
                return SolverStatus.CheckpointFailed;
        }

        return SolverStatus.IterationLimit;
    }

    /// <summary>By how much the last step that was tried should have lowered the objective; infinite where nothing is known.</summary>
    protected virtual double ExpectedDecrease => double.PositiveInfinity;

    /// <summary>Where less was to be gained than rounding takes, the objective has converged: its last digits hide what is left.</summary>
    private SolverStatus WithoutStep(in RunHooks hooks)
    {
        if (hooks.IsCancelled)
        {
            hooks.Checkpoints.Leave(this);
            return SolverStatus.Cancelled;
        }

        return ExpectedDecrease <= Roundings * precision * Math.Abs(Value) ? SolverStatus.ObjectiveConverged : SolverStatus.NoDescent;
    }
}
