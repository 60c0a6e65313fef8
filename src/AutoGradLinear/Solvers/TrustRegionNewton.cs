using System.Numerics.Tensors;
using AutoGradLinear.Objectives;

namespace AutoGradLinear.Solvers;

/// <summary>
/// Newton's method in a trust region: each step lowers a quadratic model of the objective by preconditioned conjugate gradients, which need
/// only products with the Hessian. For smooth objectives, also where second derivatives jump (squared hinge), and where they are not positive
/// (negative curvature is followed to the boundary of the region). Deterministic; it needs no settings.
/// </summary>
/// <remarks>
/// <para>
/// C.-J. Lin, R. Weng and S. Keerthi, "Trust region Newton method for logistic regression", JMLR 9, 2008; the update of the radius is theirs.
/// The preconditioner is that of C.-Y. Hsia, W.-L. Chiang and C.-J. Lin, "Preconditioned conjugate gradient methods in truncated Newton
/// frameworks for large-scale linear classification", ACML 2018, with δ I in place of the unit matrix that their penalty's curvature is.
/// </para>
/// <para>
/// The run has converged where the gradient is small against its scale, or where the objective all but ceased to fall. A step is taken only if
/// it lowers the objective by a part of what the model promises, so the objective never rises. Where even the smallest region holds no such
/// step the run ends with <see cref="SolverStatus.NoDescent"/>. <see cref="SolverResult.Evaluations"/> counts values with their gradients and
/// products with the Hessian, each of which is a pass over the examples.
/// </para>
/// </remarks>
public sealed class TrustRegionNewton
{
    private readonly TrustRegionNewtonOptions options;

    /// <summary>Makes a solver.</summary>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public TrustRegionNewton(TrustRegionNewtonOptions? options = null)
    {
        this.options = options ?? new TrustRegionNewtonOptions();
        this.options.Validate();
    }

    /// <summary>Minimises an objective.</summary>
    /// <param name="objective">The objective, with second derivatives: it is an <see cref="ICurvature"/>, too.</param>
    /// <param name="parameters">The start on entry, the best point found on return; <see cref="IObjective.Dimension"/> long.</param>
    /// <param name="observer">Is told after each iteration, and may end the run.</param>
    /// <param name="cancellationToken">Ends the run, with the best point so far.</param>
    /// <returns>Why it stopped, and where.</returns>
    /// <exception cref="ArgumentException">The number of parameters is wrong, or there are no second derivatives.</exception>
    /// <exception cref="NonFiniteLossException">The objective is not finite at the start, or at every step from some point.</exception>
    public SolverResult Minimize(
        IObjective objective, Span<double> parameters, SolverObserver? observer = null, CancellationToken cancellationToken = default) =>
        Minimize(objective, parameters, RunHooks.Of(observer, cancellationToken));

    /// <summary>Minimises an objective, from where its checkpoints have left it.</summary>
    internal SolverResult Minimize(IObjective objective, Span<double> parameters, in RunHooks hooks)
    {
        SolverChecks.RequireDimension(objective, parameters);
        ICurvature curvature = SolverChecks.RequireCurvature(objective);
        return new Descent(objective, curvature, options, parameters).Run(parameters, hooks);
    }

    private sealed class Descent : DescentRun
    {
        /// <summary>A step is taken if it lowers the objective by this part of what the model promises.</summary>
        private const double LeastRatio = 1e-4;

        /// <summary>A smaller promise than this, against |F|, cannot be told from rounding.</summary>
        private const double LeastReduction = 1e-15;

        /// <summary>The residual of the model's gradient may be this large, against the gradient, far from the minimum.</summary>
        private const double LargestResidual = 0.1;

        private readonly IObjective objective;
        private readonly ICurvature curvature;
        private readonly TrustRegionNewtonOptions options;
        private readonly TrialPoints trials;
        private readonly TruncatedConjugateGradients model;
        private readonly double[] preconditioner;
        private readonly double[] step;
        private double[] nextPoint;
        private double[] gradient;
        private double[] nextGradient;
        private double? radius;
        private long products;

        public Descent(IObjective objective, ICurvature curvature, TrustRegionNewtonOptions options, ReadOnlySpan<double> start)
            : base(objective, options, start)
        {
            this.objective = objective;
            this.curvature = curvature;
            this.options = options;
            trials = new TrialPoints(objective);
            model = new TruncatedConjugateGradients(curvature, start.Length);
            preconditioner = new double[start.Length];
            step = new double[start.Length];
            nextPoint = new double[start.Length];
            gradient = new double[start.Length];
            nextGradient = new double[start.Length];
        }

        protected override long Evaluations => 1 + trials.Evaluations + products;

        public override void Exchange(StateArchive archive)
        {
            base.Exchange(archive);
            archive.Items<double>(gradient);
            radius = archive.Optional(radius);
            trials.Exchange(archive);
            products = archive.Item(products);
        }

        protected override void Start()
        {
            Value = objective.ValueWithGradient(Point, gradient);
            Norm = TensorPrimitives.Norm<double>(gradient);
        }

        /// <summary>Shrinks the region until the step that is best for the model lowers the objective, too.</summary>
        protected override bool Advance(CancellationToken cancellationToken)
        {
            trials.Begin();
            Precondition();
            double region = radius ?? LengthOfPreconditionedStep();
            double accuracy = Math.Min(LargestResidual, Math.Sqrt(RelativeNorm));
            while (true)
            {
                model.Solve(Point, gradient, preconditioner, region, accuracy, options.MaxProducts, step, cancellationToken);
                if (cancellationToken.IsCancellationRequested)
                    return false; // a step that was cut short is on no path that an uninterrupted run takes
                products += model.Products;
                if (!(model.Reduction > LeastReduction * Math.Abs(Value)))
                    return trials.Failure is null ? false : throw trials.Failure;
                TensorPrimitives.Add(Point, step, nextPoint);
                double next = trials.Evaluate(nextPoint, nextGradient);

                // The first region was a guess; the first step tells how long steps are.
                region = Resized(radius is null ? Math.Min(region, model.Length) : region, Value - next);
                radius = region;
                if (Value - next > LeastRatio * model.Reduction)
                {
                    Accept(next);
                    return true;
                }
            }
        }

        /// <summary>M = α diag(∇²F) + (1 − α) δ I.</summary>
        private void Precondition()
        {
            curvature.HessianDiagonal(Point, preconditioner);
            Diagonal.MakePositive(preconditioner);
            double rest = (1.0 - options.DiagonalPart) * TensorPrimitives.Min<double>(preconditioner);
            TensorPrimitives.Multiply(preconditioner, options.DiagonalPart, preconditioner);
            TensorPrimitives.Add(preconditioner, rest, preconditioner);
        }

        /// <summary>‖M⁻¹ g‖_M, the length of the step if M were the Hessian.</summary>
        private double LengthOfPreconditionedStep()
        {
            TensorPrimitives.Divide(gradient, preconditioner, step);
            return Math.Sqrt(TensorPrimitives.Dot<double>(gradient, step));
        }

        /// <summary>
        /// A smaller region where the model promised too much, a larger one where it did not. Along the step, the parabola through both values
        /// with the slope at the start has its minimum at a multiple of the step's length, which bounds the change.
        /// </summary>
        private double Resized(double region, double fall)
        {
            double slope = TensorPrimitives.Dot<double>(gradient, step);
            double excess = -fall - slope;
            double length = model.Length * (excess <= 0.0 ? 4.0 : Math.Max(0.25, -0.5 * slope / excess));
            return (fall / model.Reduction) switch
            {
                < LeastRatio => Math.Min(length, 0.5 * region),
                < 0.25 => Math.Max(0.25 * region, Math.Min(length, 0.5 * region)),
                < 0.75 => Math.Max(0.25 * region, Math.Min(length, 4.0 * region)),
                _ when model.ReachedBoundary => 4.0 * region,
                _ => Math.Max(region, Math.Min(length, 4.0 * region)),
            };
        }

        private void Accept(double value)
        {
            (Point, nextPoint) = (nextPoint, Point);
            (gradient, nextGradient) = (nextGradient, gradient);
            Value = value;
            Norm = TensorPrimitives.Norm<double>(gradient);
        }
    }
}
