using System.Numerics.Tensors;
using AutoGradLinear.Objectives;

namespace AutoGradLinear.Solvers;

/// <summary>
/// Limited-memory BFGS: minimises a function by its gradient over all examples. Deterministic; for convex objectives it needs no
/// settings.
/// </summary>
/// <remarks>
/// <para>
/// D. Liu and J. Nocedal, "On the limited memory BFGS method for large scale optimization", Mathematical Programming 45, 1989; the
/// line search is that of <see cref="LineSearchKind"/>.
/// </para>
/// <para>
/// Where a line search cannot satisfy its condition on the slope (kinks, the last digits) the best step that lowers the objective
/// sufficiently is taken and the memory is cleared. Where there is no such step, the direction of steepest descent is tried, and if that
/// fails as well, the run ends with <see cref="SolverStatus.NoDescent"/>. The objective never rises.
/// </para>
/// </remarks>
public sealed class Lbfgs
{
    private readonly LbfgsOptions options;

    /// <summary>Makes a solver.</summary>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public Lbfgs(LbfgsOptions? options = null)
    {
        this.options = options ?? new LbfgsOptions();
        this.options.Validate();
    }

    /// <summary>Minimises an objective.</summary>
    /// <param name="objective">The objective.</param>
    /// <param name="parameters">The start on entry, the best point found on return; <see cref="IObjective.Dimension"/> long.</param>
    /// <param name="observer">Is told after each iteration, and may end the run.</param>
    /// <param name="cancellationToken">Ends the run, with the best point so far.</param>
    /// <returns>Why it stopped, and where.</returns>
    /// <exception cref="ArgumentException">The number of parameters is wrong.</exception>
    /// <exception cref="NonFiniteLossException">The objective is not finite at the start, or at every step from some point.</exception>
    public SolverResult Minimize(
        IObjective objective, Span<double> parameters, SolverObserver? observer = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(objective);
        if (parameters.Length != objective.Dimension)
        {
            throw new ArgumentException(
                $"'parameters' has length {parameters.Length}; the objective has {objective.Dimension}.", nameof(parameters));
        }

        var run = new Run(objective, options, parameters);
        SolverResult result = run.Iterate(observer, cancellationToken);
        run.Point.CopyTo(parameters);
        return result;
    }

    private sealed class Run
    {
        private readonly LbfgsOptions options;
        private readonly SearchLine line;
        private readonly CurvatureHistory history;
        private readonly double[] gradient;
        private readonly double[] direction;
        private readonly double[] window;
        private readonly double gradientScale;
        private double[] point;
        private double[] nextPoint;
        private double value;
        private double norm;
        private long evaluations;

        public Run(IObjective objective, LbfgsOptions options, ReadOnlySpan<double> start)
        {
            this.options = options;
            line = new SearchLine(objective);
            history = new CurvatureHistory(options.History, start.Length);
            gradient = new double[start.Length];
            direction = new double[start.Length];
            nextPoint = new double[start.Length];
            window = new double[options.ObjectiveWindow];
            point = start.ToArray();
            value = objective.ValueWithGradient(point, gradient);
            norm = TensorPrimitives.Norm<double>(gradient);
            gradientScale = options.GradientScale ?? norm;
            evaluations = 1;
        }

        public ReadOnlySpan<double> Point => point;

        public SolverResult Iterate(SolverObserver? observer, CancellationToken cancellationToken)
        {
            if (norm == 0.0 || norm < options.GradientTolerance * gradientScale)
                return Result(SolverStatus.GradientConverged, 0);
            for (int iteration = 1; iteration <= options.MaxIterations; iteration++)
            {
                window[(iteration - 1) % window.Length] = value;
                if (cancellationToken.IsCancellationRequested)
                    return Result(SolverStatus.Cancelled, iteration - 1);
                if (!Advance())
                    return Result(SolverStatus.NoDescent, iteration - 1);
                if (observer is not null && !observer(new SolverStep(iteration, value, norm), point))
                    return Result(SolverStatus.EarlyStopped, iteration);
                if (norm <= options.GradientTolerance * gradientScale)
                    return Result(SolverStatus.GradientConverged, iteration);
                if (iteration >= window.Length
                    && window[iteration % window.Length] - value <= options.ObjectiveTolerance * Math.Abs(value))
                {
                    return Result(SolverStatus.ObjectiveConverged, iteration);
                }
            }

            return Result(SolverStatus.IterationLimit, options.MaxIterations);
        }

        /// <summary>One iteration: a direction, a line search, and the step; false where no step lowers the objective.</summary>
        private bool Advance()
        {
            while (true)
            {
                history.Direction(gradient, direction);
                double slope = TensorPrimitives.Dot<double>(gradient, direction);
                bool steepest = history.Count == 0;
                if (slope < 0.0)
                {
                    line.Reset(point, direction, value, slope);
                    double first = steepest ? Math.Min(1.0, 1.0 / TensorPrimitives.SumOfMagnitudes<double>(gradient)) : 1.0;
                    bool satisfied = options.LineSearch == LineSearchKind.StrongWolfe
                        ? StrongWolfeSearch.Run(line, first, options.MaxLineSearchEvaluations)
                        : WeakWolfeSearch.Run(line, first, options.MaxLineSearchEvaluations);
                    evaluations += line.Evaluations;
                    if (line.BestStep > 0.0)
                    {
                        Accept(satisfied);
                        return true;
                    }
                }

                if (steepest)
                    return line.Failure is null ? false : throw line.Failure;
                history.Clear();
            }
        }

        private void Accept(bool keepMemory)
        {
            TensorPrimitives.MultiplyAdd(direction, line.BestStep, point, nextPoint);
            if (keepMemory)
                history.Add(point, nextPoint, gradient, line.BestGradient);
            else
                history.Clear();
            line.BestGradient.CopyTo(gradient);
            (point, nextPoint) = (nextPoint, point);
            value = line.BestValue;
            norm = TensorPrimitives.Norm<double>(gradient);
        }

        private SolverResult Result(SolverStatus status, int iterations) => new(status, value, norm, iterations, evaluations);
    }
}
