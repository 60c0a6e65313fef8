using System.Numerics.Tensors;
using AutoGradLinear.Objectives;

namespace AutoGradLinear.Solvers;

/// <summary>
/// Orthant-wise limited-memory quasi-Newton: L-BFGS for an objective with a multiple of Σ |xᵢ| in it. Parameters that the penalty holds at zero
/// are zero exactly. Deterministic; for convex objectives it needs no settings.
/// </summary>
/// <remarks>
/// <para>
/// G. Andrew and J. Gao, "Scalable training of L₁-regularized log-linear models", ICML 2007. The pairs describe the curvature of the smooth part
/// alone; the direction is that of the pseudo-gradient, cut to what goes down along it; steps are projected onto the orthant they start in, and
/// the line search goes back until F(x₊) ≤ F(x) + 10⁻⁴ ⋄F·(x₊ − x).
/// </para>
/// <para>
/// The run has converged where the pseudo-gradient ⋄F, the smallest element of the subdifferential, is small against its scale, or where the
/// objective all but ceased to fall. Where the line search fails the memory is cleared, and where steepest descent fails as well the run ends
/// with <see cref="SolverStatus.NoDescent"/>; at its start, <see cref="DescentOptions.Escape"/> comes first. The objective never rises otherwise. <see cref="SolverResult.GradientNorm"/> is ‖⋄F‖₂.
/// </para>
/// </remarks>
public sealed class OwlQn
{
    private readonly OwlQnOptions options;

    /// <summary>Makes a solver.</summary>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public OwlQn(OwlQnOptions? options = null)
    {
        this.options = options ?? new OwlQnOptions();
        this.options.Validate();
    }

    /// <summary>Minimises an objective.</summary>
    /// <param name="objective">The objective F, the part that is not smooth included.</param>
    /// <param name="part">The part of F that is not smooth.</param>
    /// <param name="parameters">The start on entry, the best point found on return; <see cref="IObjective.Dimension"/> long.</param>
    /// <param name="observer">Is told after each iteration, and may end the run.</param>
    /// <param name="cancellationToken">Ends the run, with the best point so far.</param>
    /// <returns>Why it stopped, and where.</returns>
    /// <exception cref="ArgumentException">The number of parameters is wrong, or the part does not fit it.</exception>
    /// <exception cref="NonFiniteLossException">The objective is not finite at the start, or at every step from some point.</exception>
    public SolverResult Minimize(
        IObjective objective,
        AbsoluteValuePart part,
        Span<double> parameters,
        SolverObserver? observer = null,
        CancellationToken cancellationToken = default) =>
        Minimize(objective, part, parameters, RunHooks.Of(observer, cancellationToken));

    /// <summary>Minimises an objective, from where its checkpoints have left it.</summary>
    internal SolverResult Minimize(IObjective objective, AbsoluteValuePart part, Span<double> parameters, in RunHooks hooks)
    {
        SolverChecks.RequireDimension(objective, parameters);
        if (!(part.Strength >= 0.0 && double.IsFinite(part.Strength)) || (uint)part.Count > (uint)parameters.Length)
        {
            throw new ArgumentException(
                $"The part that is not smooth has the strength {part.Strength} and {part.Count} of {parameters.Length} parameters; the strength "
                + "is finite and 0 or more, and there are no more parameters than the objective has.",
                nameof(part));
        }

        return new Descent(objective, part, options, parameters).Run(parameters, hooks);
    }

    private sealed class Descent : DescentRun
    {
        private const double SufficientDecrease = 1e-4;

        private readonly IObjective objective;
        private readonly OwlQnOptions options;
        private readonly TrialPoints trials;
        private readonly Orthant orthant;
        private readonly CurvatureHistory history;
        private readonly double[] pseudo;
        private readonly double[] direction;
        private double[] nextPoint;
        private double[] smooth;
        private double[] nextSmooth;

        public Descent(IObjective objective, AbsoluteValuePart part, OwlQnOptions options, ReadOnlySpan<double> start)
            : base(objective, options, start)
        {
            this.objective = objective;
            this.options = options;
            trials = new TrialPoints(objective);
            orthant = new Orthant(part.Strength, part.Count);
            history = new CurvatureHistory(options.History, start.Length);
            pseudo = new double[start.Length];
            direction = new double[start.Length];
            nextPoint = new double[start.Length];
            smooth = new double[start.Length];
            nextSmooth = new double[start.Length];
        }

        protected override long Evaluations => 1 + trials.Evaluations;

        public override void Exchange(StateArchive archive)
        {
            base.Exchange(archive);
            archive.Items<double>(pseudo);
            archive.Items<double>(smooth);
            history.Exchange(archive);
            trials.Exchange(archive);
        }

        protected override void Start()
        {
            Value = objective.ValueWithGradient(Point, smooth);
            orthant.TakeOut(Point, smooth);
            orthant.PseudoGradient(Point, smooth, pseudo);
            Norm = TensorPrimitives.Norm<double>(pseudo);
        }

        protected override bool Advance(CancellationToken cancellationToken)
        {
            trials.Begin();
            while (true)
            {
                bool isSteepest = history.Count == 0;
                history.Direction(pseudo, direction);
                orthant.Align(direction, pseudo);
                double first = isSteepest ? Math.Min(1.0, 1.0 / TensorPrimitives.SumOfMagnitudes<double>(pseudo)) : 1.0;
                if (Search(first))
                    return true;
                if (isSteepest)
                    return trials.Failure is null ? false : throw trials.Failure;
                history.Clear();
            }
        }

        /// <summary>Halves the step until the objective falls sufficiently, and takes it; false where it never does.</summary>
        private bool Search(double length)
        {
            for (int trial = 0; trial < options.MaxLineSearchEvaluations; trial++, length *= 0.5)
            {
                TensorPrimitives.MultiplyAdd(direction, length, Point, nextPoint);
                orthant.Project(nextPoint, Point, pseudo);
                double promise = Promise();
                if (!(promise < 0.0))
                    return false;
                double next = trials.Evaluate(nextPoint, nextSmooth);
                if (next <= Value + (SufficientDecrease * promise) && next < Value)
                {
                    Accept(next);
                    return true;
                }
            }

            return false;
        }

        /// <summary>⋄F·(x₊ − x).</summary>
        private double Promise()
        {
            double sum = 0.0;
            for (int i = 0; i < pseudo.Length; i++)
                sum += pseudo[i] * (nextPoint[i] - Point[i]);
            return sum;
        }

        private void Accept(double value)
        {
            orthant.TakeOut(nextPoint, nextSmooth);
            history.Add(Point, nextPoint, smooth, nextSmooth);
            (Point, nextPoint) = (nextPoint, Point);
            (smooth, nextSmooth) = (nextSmooth, smooth);
            Value = value;
            orthant.PseudoGradient(Point, smooth, pseudo);
            Norm = TensorPrimitives.Norm<double>(pseudo);
        }
    }
}
