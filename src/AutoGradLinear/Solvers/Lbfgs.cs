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
/// fails as well, the run ends with <see cref="SolverStatus.NoDescent"/>; at its start, <see cref="DescentOptions.Escape"/> comes first. The
/// objective never rises otherwise.
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
        IObjective objective, Span<double> parameters, SolverObserver? observer = null, CancellationToken cancellationToken = default) =>
        Minimize(objective, parameters, RunHooks.Of(observer, cancellationToken));

    /// <summary>Minimises an objective, from where its checkpoints have left it.</summary>
    internal SolverResult Minimize(IObjective objective, Span<double> parameters, in RunHooks hooks)
    {
        SolverChecks.RequireDimension(objective, parameters);
        return new Descent(objective, options, parameters).Run(parameters, hooks);
    }

    private sealed class Descent : DescentRun
    {
        private readonly IObjective objective;
        private readonly LbfgsOptions options;
        private readonly SearchLine line;
        private readonly CurvatureHistory history;
        private readonly BlockPreconditioner? blocks;
        private readonly bool knowsCurvature;
        private readonly double[] gradient;
        private readonly double[] direction;
        private double[] nextPoint;
        private double expectedDecrease = double.PositiveInfinity;
        private int nextBlocks;

        public Descent(IObjective objective, LbfgsOptions options, ReadOnlySpan<double> start)
            : base(objective, options, start)
        {
            this.objective = objective;
            this.options = options;
            line = new SearchLine(objective);
            knowsCurvature = options.InitialMatrix is InitialMatrix.HessianDiagonal or InitialMatrix.HessianBlocks;
            blocks = options.InitialMatrix == InitialMatrix.HessianBlocks ? Blocks(objective) : null;
            history = new CurvatureHistory(options.History, start.Length, (IPreconditioner?)blocks ?? InitialDiagonal(objective, options.InitialMatrix, start));
            gradient = new double[start.Length];
            direction = new double[start.Length];
            nextPoint = new double[start.Length];
        }

        protected override long Evaluations => 1 + line.TotalEvaluations;

        protected override double ExpectedDecrease => expectedDecrease;

        public override void Exchange(StateArchive archive)
        {
            base.Exchange(archive);
            archive.Items<double>(gradient);
            history.Exchange(archive);
            line.Exchange(archive);
            expectedDecrease = archive.Item(expectedDecrease);
            nextBlocks = archive.Item(nextBlocks);
        }

        protected override void Start()
        {
            Value = objective.ValueWithGradient(Point, gradient);
            Norm = TensorPrimitives.Norm<double>(gradient);
        }

        protected override bool Advance(CancellationToken cancellationToken)
        {
            if (blocks is not null && Iterations == nextBlocks)
                MoveBlocks();
            if (history.Count > 0)
            {
                history.Direction(gradient, direction);
                if (Search(firstStep: 1.0))
                    return true;
                history.Clear();
            }

            history.Direction(gradient, direction);
            if (Search(knowsCurvature ? 1.0 : ShortStep))
                return true;
            if (options.InitialMatrix != InitialMatrix.Scaled && line.Failure is not null)
            {
                // The matrix led to where the loss has no value, and knows too little of the curvature to lead back.
                TensorPrimitives.Negate<double>(gradient, direction);
                if (Search(ShortStep))
                    return true;
            }

            return line.Failure is null ? false : throw line.Failure;
        }

        /// <summary>Goes along the direction, if a step lowers the objective.</summary>
        private bool Search(double firstStep)
        {
            double slope = TensorPrimitives.Dot<double>(gradient, direction);
            if (history.Count > 0)
                expectedDecrease = -0.5 * slope;
            if (!(slope < 0.0))
                return false;
            line.Reset(Point, direction, Value, slope);
            bool satisfied = options.LineSearch == LineSearchKind.StrongWolfe
                ? StrongWolfeSearch.Run(line, firstStep, options.MaxLineSearchEvaluations)
                : WeakWolfeSearch.Run(line, firstStep, options.MaxLineSearchEvaluations);
            if (!(line.BestStep > 0.0))
                return false;
            Accept(satisfied);
            return true;
        }

        /// <summary>After 8, 64, 512 … iterations the curvature has changed: it is that of the examples that are hard to tell apart by then.</summary>
        private void MoveBlocks()
        {
            blocks!.Set(Point);
            nextBlocks = 8 * Math.Max(1, nextBlocks);
        }

        private static BlockPreconditioner Blocks(IObjective objective)
        {
            ICurvature curvature = SolverChecks.RequireCurvatureEstimates(objective);
            return curvature.BlockLayout is { } layout
                ? new BlockPreconditioner(curvature, layout)
                : throw new ArgumentException($"The objective does not know blocks of its Hessian; use '{nameof(InitialMatrix.HessianDiagonal)}'.", nameof(objective));
        }

        private static DiagonalPreconditioner? InitialDiagonal(IObjective objective, InitialMatrix kind, ReadOnlySpan<double> start)
        {
            if (kind == InitialMatrix.Scaled)
                return null;
            double[] diagonal = new double[start.Length];
            if (kind == InitialMatrix.HessianDiagonal)
                SolverChecks.RequireCurvatureEstimates(objective).HessianDiagonal(start, diagonal);
            Diagonal.MakePositive(diagonal);
            return new DiagonalPreconditioner(diagonal, updates: kind == InitialMatrix.EstimatedDiagonal);
        }

        /// <summary>The first step where nothing is known of the curvature; Newton's would be 1.</summary>
        private double ShortStep => Math.Min(1.0, 1.0 / TensorPrimitives.SumOfMagnitudes<double>(gradient));

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
