namespace AutoGradLinear;

/// <summary>The method that minimises the objective.</summary>
public enum Solver
{
    /// <summary>
    /// <see cref="OwlQn"/> where the loss is proved smooth and the penalty smooth but for a multiple of Σ |w|; <see cref="Lbfgs"/> where both are
    /// proved smooth; <see cref="DualCoordinateAscent"/> where there are kinks and it applies; else <see cref="Lbfgs"/> if passes over all of the
    /// data are cheap, and <see cref="Sgd"/> if not. The training result says which one was picked and why.
    /// </summary>
    Auto,

    /// <summary>Limited-memory BFGS: passes over all examples, no settings to tune.</summary>
    Lbfgs,

    /// <summary>Mini-batch stochastic gradient descent with momentum.</summary>
    Sgd,

    /// <summary>Limited-memory BFGS for penalties with a multiple of Σ |w| in them: weights that do not matter are exactly zero.</summary>
    OwlQn,

    /// <summary>Newton's method in a trust region, for smooth losses and penalties: few iterations, and an accurate minimum.</summary>
    TrustRegionNewton,

    /// <summary>Mini-batch Adam with decoupled weight decay: for features of very different size.</summary>
    AdamW,

    /// <summary>
    /// Dual coordinate ascent, for convex losses with an L2 penalty (or an elastic net) and a bias that is penalised or none: no settings
    /// to tune, and a bound on the error. Best on many features, dense or sparse.
    /// </summary>
    DualCoordinateAscent,
}
