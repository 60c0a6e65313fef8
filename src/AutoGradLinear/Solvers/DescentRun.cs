using AutoGradLinear.Objectives;

namespace AutoGradLinear.Solvers;

/// <summary>
/// A run of a method that sees all examples and lowers the objective in every iteration: from a start, until there is a reason to stop.
/// </summary>
/// <param name="options">When to stop.</param>
/// <param name="start">Where to start.</param>
/// <param name="precision">The relative error of the objective's values.</param>
internal abstract class DescentRun(DescentOptions options, ReadOnlySpan<double> start, double precision)
{
    /// <summary>A difference of so many rounding errors is none.</summary>
    private const double Roundings = 32.0;

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
    public SolverResult Run(Span<double> parameters, SolverObserver? observer, CancellationToken cancellationToken)
    {
        SolverResult result = Iterate(observer, cancellationToken);
        Point.CopyTo(parameters);
        return result;
    }

    /// <summary>Computes <see cref="Value"/> and <see cref="Norm"/> at the start.</summary>
    protected abstract void Start();

    /// <summary>
    /// One iteration, to a new <see cref="Point"/> with a smaller <see cref="Value"/>; false where no step lowers the objective.
    /// </summary>
    /// <exception cref="NonFiniteLossException">No step does, and the objective is not finite at some of them.</exception>
    protected abstract bool Advance(CancellationToken cancellationToken);

    private SolverResult Iterate(SolverObserver? observer, CancellationToken cancellationToken)
    {
        Start();
        var rule = new StoppingRule(options, options.GradientScale ?? Norm);
        if (rule.IsStationary(Norm))
            return Result(SolverStatus.GradientConverged, 0);
        for (int iteration = 1; iteration <= options.MaxIterations; iteration++)
        {
            rule.Begin(iteration, Value);
            RelativeNorm = Norm / rule.Scale;
            if (cancellationToken.IsCancellationRequested)
                return Result(SolverStatus.Cancelled, iteration - 1);
            if (!Advance(cancellationToken))
                return Result(WithoutStep(cancellationToken), iteration - 1);
            if (observer is not null && !observer(new SolverStep(iteration, Value, Norm), Point))
                return Result(SolverStatus.EarlyStopped, iteration);
            if (rule.After(iteration, Value, Norm) is { } status)
                return Result(status, iteration);
        }

        return Result(SolverStatus.IterationLimit, options.MaxIterations);
    }

    /// <summary>By how much the last step that was tried should have lowered the objective; infinite where nothing is known.</summary>
    protected virtual double ExpectedDecrease => double.PositiveInfinity;

    /// <summary>Where less was to be gained than rounding takes, the objective has converged: its last digits hide what is left.</summary>
    private SolverStatus WithoutStep(CancellationToken cancellationToken) => cancellationToken.IsCancellationRequested
        ? SolverStatus.Cancelled
        : ExpectedDecrease <= Roundings * precision * Math.Abs(Value) ? SolverStatus.ObjectiveConverged : SolverStatus.NoDescent;

    private SolverResult Result(SolverStatus status, int iterations) => new(status, Value, Norm, iterations, Evaluations);
}
