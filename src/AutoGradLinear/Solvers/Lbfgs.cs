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
/// line search is that of <see cref="LineSearchKind"/>, and the preconditioner that of <see cref="InitialMatrix"/>.
/// </para>
/// <para>
/// The run has converged where the gradient is small against its scale, or where the objective all but ceased to fall.
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
    /// <exception cref="ArgumentException">
    /// The number of parameters is wrong, or <see cref="LbfgsOptions.InitialMatrix"/> needs second derivatives and there are none.
    /// </exception>
    /// <exception cref="NonFiniteLossException">The objective is not finite at the start, or at every step from some point.</exception>
    public SolverResult Minimize(
        IObjective objective, Span<double> parameters, SolverObserver? observer = null, CancellationToken cancellationToken = default)
    {
        SolverChecks.RequireDimension(objective, parameters);
        return new Descent(objective, options, parameters).Run(parameters, observer, cancellationToken);
    }

    private sealed class Descent : DescentRun
    {
        private readonly IObjective objective;
        private readonly LbfgsOptions options;
        private readonly SearchLine line;
        private readonly CurvatureHistory history;
        private readonly double[] gradient;
        private readonly double[] direction;
        private double[] nextPoint;
        private double expectedDecrease = double.PositiveInfinity;

        public Descent(IObjective objective, LbfgsOptions options, ReadOnlySpan<double> start)
            : base(options, start, objective.Precision)
        {
            this.objective = objective;
            this.options = options;
            line = new SearchLine(objective);
            history = new CurvatureHistory(
                options.History,
                start.Length,
                InitialDiagonal(objective, options.InitialMatrix, start),
                updatesDiagonal: options.InitialMatrix == InitialMatrix.EstimatedDiagonal);
            gradient = new double[start.Length];
            direction = new double[start.Length];
            nextPoint = new double[start.Length];
        }

        protected override long Evaluations => 1 + line.TotalEvaluations;

        protected override double ExpectedDecrease => expectedDecrease;

        protected override void Start()
        {
            Value = objective.ValueWithGradient(Point, gradient);
            Norm = TensorPrimitives.Norm<double>(gradient);
        }

        protected override bool Advance(CancellationToken cancellationToken)
        {
            while (true)
            {
                history.Direction(gradient, direction);
                double slope = TensorPrimitives.Dot<double>(gradient, direction);
                bool isSteepest = history.Count == 0;
                if (!isSteepest)
                    expectedDecrease = -0.5 * slope;
                if (slope < 0.0)
                {
                    line.Reset(Point, direction, Value, slope);
                    bool satisfied = options.LineSearch == LineSearchKind.StrongWolfe
                        ? StrongWolfeSearch.Run(line, FirstStep(isSteepest), options.MaxLineSearchEvaluations)
                        : WeakWolfeSearch.Run(line, FirstStep(isSteepest), options.MaxLineSearchEvaluations);
                    if (line.BestStep > 0.0)
                    {
                        Accept(satisfied);
                        return true;
                    }
                }

                if (isSteepest)
                    return line.Failure is null ? false : throw line.Failure;
                history.Clear();
            }
        }

        private static double[]? InitialDiagonal(IObjective objective, InitialMatrix kind, ReadOnlySpan<double> start)
        {
            if (kind == InitialMatrix.Scaled)
                return null;
            double[] diagonal = new double[start.Length];
            if (kind == InitialMatrix.HessianDiagonal)
                SolverChecks.RequireCurvature(objective).HessianDiagonal(start, diagonal);
            Diagonal.MakePositive(diagonal);
            return diagonal;
        }

        /// <summary>1, which is Newton's, unless nothing is known of the curvature.</summary>
        private double FirstStep(bool isSteepest) => isSteepest && options.InitialMatrix != InitialMatrix.HessianDiagonal
            ? Math.Min(1.0, 1.0 / TensorPrimitives.SumOfMagnitudes<double>(gradient))
            : 1.0;

        private void Accept(bool keepMemory)
        {
            TensorPrimitives.MultiplyAdd(direction, line.BestStep, Point, nextPoint);
            if (keepMemory)
                history.Add(Point, nextPoint, gradient, line.BestGradient);
            else
                history.Clear();
            line.BestGradient.CopyTo(gradient);
            (Point, nextPoint) = (nextPoint, Point);
            Value = line.BestValue;
            Norm = TensorPrimitives.Norm<double>(gradient);
        }
    }
}
