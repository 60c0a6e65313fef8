using System.Numerics;
using AutoGradLinear.Losses;
using AutoGradLinear.Objectives;

namespace AutoGradLinear.Solvers;

/// <summary>
/// Stochastic dual coordinate ascent: minimises a mean of convex losses plus λ Σ w² (and, if need be, τ Σ |w|) by maximising its dual,
/// −Σᵢ wᵢ ℓ*(αᵢ) / Σ w − R*(−Σᵢ wᵢ αᵢ xᵢ / Σ w), in the variables of one example at a time. The difference of both objectives, the duality
/// gap, bounds the distance from the minimum, and is what ends a run.
/// </summary>
/// <remarks>
/// <para>
/// S. Shalev-Shwartz and T. Zhang, JMLR 14 (2013); with Σ |w|, Mathematical Programming 155 (2016). A step is a proximal problem of the
/// loss:
/// in closed form where the loss of one score is proved to be piecewise affine or quadratic, else by Newton's method on the generated
/// gradient. Losses of several scores that are no sum over scores (multiclass hinges) take steps in all scores at once, as S. S. Keerthi et
/// al., KDD 2008. Nothing is known of a loss but its value, its gradient and its traits: conjugates follow from the equality of Fenchel
/// and Young, ℓ*(ℓ'(s)) = ℓ'(s) s − ℓ(s).
/// </para>
/// <para>The same seed gives the same result, bit for bit, for any number of threads.</para>
/// </remarks>
public sealed class DualCoordinateAscent
{
    private readonly DualCoordinateAscentOptions options;

    /// <summary>Makes a solver.</summary>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public DualCoordinateAscent(DualCoordinateAscentOptions? options = null)
    {
        this.options = options ?? new DualCoordinateAscentOptions();
        this.options.Validate();
    }

    /// <summary>Says why an objective has no dual that this solver could maximise.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <typeparam name="TLoss">The loss.</typeparam>
    /// <typeparam name="TPenalty">The penalty.</typeparam>
    /// <param name="bias">What becomes of the bias.</param>
    /// <returns>The reason, and what to do; null where the solver applies, if only the penalty's factor of Σ w² is positive.</returns>
    public static string? Obstacle<T, TLoss, TPenalty>(Bias bias)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, ILoss<T, int>
        where TPenalty : struct, IPenalty<T>
    {
        if (!TLoss.Traits.HasFlag(LossTraits.Convex))
            return $"{typeof(TLoss)} is not proved convex; dual coordinate ascent needs a convex loss. Choose another solver.";
        if (!TPenalty.Traits.HasFlag(PenaltyTraits.SumOfSquares))
        {
            return $"{typeof(TPenalty)} is not proved to be a multiple of Σ w², or of that and of Σ |w|; dual coordinate ascent needs such "
                + "a penalty. Choose L2 or ElasticNet, or another solver.";
        }

        return bias == Bias.Free
            ? "A free bias ties the dual variables of all examples together; dual coordinate ascent moves one at a time. Choose "
                + "Bias.Penalised or Bias.None, or another solver."
            : null;
    }

    /// <summary>Minimises an objective.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <typeparam name="TLoss">The loss.</typeparam>
    /// <typeparam name="TPenalty">The penalty.</typeparam>
    /// <param name="objective">The objective.</param>
    /// <param name="parameters">
    /// The start on entry, the final point on return. Dual variables start at the slopes of the losses there; zeros start them at the
    /// smallest
    /// slopes.
    /// </param>
    /// <param name="observer">Is told after each epoch, and may end the run.</param>
    /// <param name="cancellationToken">Ends the run soon; the point is that of the dual variables at that time.</param>
    /// <returns>Why it stopped, and where; with the duality gap at that point.</returns>
    /// <exception cref="ArgumentException">
    /// The number of parameters is wrong, or the objective has no dual that this solver could maximise: <see cref="Obstacle"/> says why.
    /// </exception>
    /// <exception cref="NonFiniteLossException">The loss is not finite.</exception>
    public SolverResult Minimize<T, TLoss, TPenalty>(
        LinearObjective<T, TLoss, TPenalty> objective,
        Span<double> parameters,
        SolverObserver? observer = null,
        CancellationToken cancellationToken = default)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, ILoss<T, int>
        where TPenalty : struct, IPenalty<T> =>
        Minimize(objective, parameters, RunHooks.Of(observer, cancellationToken));

    /// <summary>Minimises an objective, from where its checkpoints have left it.</summary>
    internal SolverResult Minimize<T, TLoss, TPenalty>(
        LinearObjective<T, TLoss, TPenalty> objective, Span<double> parameters, in RunHooks hooks)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, ILoss<T, int>
        where TPenalty : struct, IPenalty<T>
    {
        ArgumentNullException.ThrowIfNull(objective);
        if (parameters.Length != objective.Dimension)
        {
            throw new ArgumentException(
                $"'parameters' has length {parameters.Length}; the objective has {objective.Dimension}.", nameof(parameters));
        }

        if (Obstacle<T, TLoss, TPenalty>(objective.Layout.Bias) is { } obstacle)
            throw new ArgumentException(obstacle, nameof(objective));
        IDualBlock[] blocks = DualBlocks.Make(objective, options);
        return new DualRun(blocks, options).Iterate(parameters, hooks);
    }
}
