using AutoGradLinear.Objectives;

namespace AutoGradLinear.Solvers;

/// <summary>
/// A run of a method that sees all examples and lowers the objective in every iteration: from a start, until there is a reason to stop.
/// </summary>
/// <param name="objective">What is minimised.</param>
/// <param name="options">When to stop.</param>
/// <param name="start">Where to start.</param>
internal abstract class DescentRun(IObjective objective, DescentOptions options, ReadOnlySpan<double> start) : IRunState
{
    /// <summary>A difference of so many rounding errors is none.</summary>
    private const double Roundings = 32.0;

    private readonly StoppingRule rule = new(options);

    /// <summary>F at the start where <see cref="DescentOptions.Escape"/> led away from it; infinite where it did not.</summary>
    private double escapedValue = double.PositiveInfinity;
    private long escapeEvaluations;

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

    /// <summary>Minimises; the parameters, which are the start on entry, receive the last point.</summary>
    public SolverResult Run(Span<double> parameters, in RunHooks hooks)
    {
        SolverStatus status = Iterate(hooks);
        long evaluations = Evaluations + escapeEvaluations;
        bool escaped = double.IsFinite(escapedValue);
        if (Value > escapedValue)
            return new SolverResult(status, escapedValue, null, Iterations, evaluations) { Escaped = escaped };
        Point.CopyTo(parameters);
        return new SolverResult(status, Value, Norm, Iterations, evaluations) { Escaped = escaped };
    }

    /// <inheritdoc/>
    public virtual void Exchange(StateArchive archive)
    {
        Iterations = archive.Item(Iterations);
        archive.Items<double>(Point);
        Value = archive.Item(Value);
        Norm = archive.Item(Norm);
        escapedValue = archive.Item(escapedValue);
        escapeEvaluations = archive.Item(escapeEvaluations);
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
            Begin();
            if (rule.IsStationary(Norm))
                return SolverStatus.GradientConverged;
        }

        while (Iterations < options.MaxIterations)
        {
            rule.Begin(Iterations, Value);
            RelativeNorm = Norm / rule.Scale;
            if (hooks.IsCancelled || !(Advance(hooks.CancellationToken) || Escape(hooks)))
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

    private void Begin()
    {
        Start();
        rule.Scale = options.GradientScale ?? Norm;
    }

    /// <summary>
    /// Leaves a start from which no step lowers the objective. At a kink the gradient is one subgradient of many, and its opposite may lead up
    /// although others lead down; steps of SGD, each for a few examples and none of which has to descend, lead away. Then the first iteration.
    /// </summary>
    /// <returns>Whether there was one; without, the run is at its start again.</returns>
    private bool Escape(in RunHooks hooks)
    {
        if (options.Escape is not { } epochs || Iterations > 0 || hooks.IsCancelled)
            return false;
        double[] start = [.. Point];
        double value = Value;
        try
        {
            SolverResult led = new Sgd(epochs).Minimize(objective, Point, null, hooks.CancellationToken);
            if (led.Status != SolverStatus.Cancelled)
            {
                Begin();
                rule.Begin(Iterations, Value);
                escapeEvaluations = 1 + led.Evaluations;
                if (Advance(hooks.CancellationToken))
                {
                    escapedValue = value;
                    return true;
                }
            }
        }
        catch (NonFiniteLossException)
        {
            // The steps were too long for this objective, which is finite at the start.
        }

        start.CopyTo(Point, 0);
        Begin();
        escapeEvaluations++;
        return false;
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

        return ExpectedDecrease <= Roundings * objective.Precision * Math.Abs(Value) ? SolverStatus.ObjectiveConverged : SolverStatus.NoDescent;
    }
}
