using System.Numerics.Tensors;
using AutoGradLinear.Objectives;

namespace AutoGradLinear.Solvers;

/// <summary>
/// Lowers the quadratic model q(s) = g·s + ½ s·H s within ‖s‖_M ≤ Δ by conjugate gradients with the diagonal preconditioner M, without ever
/// forming H.
/// </summary>
/// <remarks>
/// T. Steihaug, "The conjugate gradient method and trust regions in large scale optimization", SIAM J. Numer. Anal. 20, 1983: the steps grow
/// in the norm of M, so the first one that leaves the region is cut at its boundary and is the last; a direction of negative curvature is
/// followed to the boundary. The accuracy is that of R. Dembo and T. Steihaug, "Truncated-Newton algorithms for large-scale unconstrained
/// optimization", Mathematical Programming 26, 1983.
/// </remarks>
internal sealed class TruncatedConjugateGradients(ICurvature curvature, int dimension)
{
    private readonly double[] residual = new double[dimension];
    private readonly double[] scaled = new double[dimension];
    private readonly double[] direction = new double[dimension];
    private readonly double[] product = new double[dimension];

    /// <summary>The number of products with H in the last run.</summary>
    public int Products { get; private set; }

    /// <summary>Whether the last step ends on the boundary of the region.</summary>
    public bool ReachedBoundary { get; private set; }

    /// <summary>−q(s), by how much the model falls.</summary>
    public double Reduction { get; private set; }

    /// <summary>‖s‖_M.</summary>
    public double Length { get; private set; }

    /// <summary>Fills <paramref name="step"/>.</summary>
    /// <param name="point">Where H is taken.</param>
    /// <param name="gradient">g.</param>
    /// <param name="preconditioner">The diagonal of M, positive.</param>
    /// <param name="radius">Δ.</param>
    /// <param name="accuracy">Ends where ‖g + H s‖ is at most this times ‖g‖, in the norm of M⁻¹.</param>
    /// <param name="maxProducts">The largest number of products.</param>
    /// <param name="step">Receives s.</param>
    /// <param name="cancellationToken">Ends the run after the current product; the step is one that lowers the model even so.</param>
    public void Solve(
        ReadOnlySpan<double> point,
        ReadOnlySpan<double> gradient,
        ReadOnlySpan<double> preconditioner,
        double radius,
        double accuracy,
        int maxProducts,
        Span<double> step,
        CancellationToken cancellationToken)
    {
        step.Clear();
        TensorPrimitives.Negate(gradient, residual);
        TensorPrimitives.Divide(residual, preconditioner, direction);
        double square = TensorPrimitives.Dot<double>(residual, direction);
        double enough = accuracy * accuracy * square;
        var norms = new Norms(0.0, 0.0, square);
        Products = 0;
        ReachedBoundary = false;
        while (square > enough && Products < maxProducts && !cancellationToken.IsCancellationRequested)
        {
            curvature.HessianVectorProduct(point, direction, product);
            Products++;
            double bend = TensorPrimitives.Dot<double>(direction, product);
            double length = square / bend;
            double longest = norms.ToBoundary(radius);
            ReachedBoundary = !(bend > 0.0 && length < longest);
            if (ReachedBoundary)
                length = longest;
            TensorPrimitives.MultiplyAdd(direction, length, step, step);
            TensorPrimitives.MultiplyAdd(product, -length, residual, residual);
            norms = norms.After(length);
            if (ReachedBoundary)
                break;
            TensorPrimitives.Divide(residual, preconditioner, scaled);
            double next = TensorPrimitives.Dot<double>(residual, scaled);
            double conjugation = next / square;
            TensorPrimitives.MultiplyAdd(direction, conjugation, scaled, direction);
            norms = norms.Along(next, conjugation);
            square = next;
        }

        // q(s) = ½ (g·s − r·s), as H s = −g − r.
        Reduction = 0.5 * (TensorPrimitives.Dot<double>(step, residual) - TensorPrimitives.Dot(gradient, step));
        Length = Math.Sqrt(norms.Steps);
    }

    /// <summary>Products of the step s and the direction d in the norm of M, which follow from one another without M.</summary>
    /// <param name="Steps">s·M s.</param>
    /// <param name="Mixed">s·M d.</param>
    /// <param name="Directions">d·M d.</param>
    /// <remarks>A. Conn, N. Gould and P. Toint, "Trust-Region Methods", 2000, equations 7.5.5 to 7.5.7.</remarks>
    private readonly record struct Norms(double Steps, double Mixed, double Directions)
    {
        /// <summary>s ← s + t d.</summary>
        public Norms After(double t) => new(Steps + (t * ((2.0 * Mixed) + (t * Directions))), Mixed + (t * Directions), Directions);

        /// <summary>d ← z + β d, where z = M⁻¹ r is orthogonal to d and to s in the norm of M, and ‖z‖² = r·z.</summary>
        public Norms Along(double square, double beta) => new(Steps, beta * Mixed, square + (beta * beta * Directions));

        /// <summary>The t ≥ 0 with ‖s + t d‖ = Δ.</summary>
        public double ToBoundary(double radius)
        {
            double room = Math.Max(0.0, (radius * radius) - Steps);
            double root = Math.Sqrt((Mixed * Mixed) + (Directions * room));
            return Mixed >= 0.0 ? room / (Mixed + root) : (root - Mixed) / Directions;
        }
    }
}
