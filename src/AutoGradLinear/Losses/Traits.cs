namespace AutoGradLinear.Losses;

/// <summary>Properties of a loss as a function of its scores. A solver may rely on each one that is set.</summary>
/// <remarks>Generated losses claim what the compiler has proved: for all hyperparameters and labels, in exact arithmetic, where the loss is finite.</remarks>
[Flags]
public enum LossTraits
{
    /// <summary>Nothing is known.</summary>
    None = 0,

    /// <summary>The gradient exists everywhere and is continuous.</summary>
    Smooth = 1,

    /// <summary>The loss is convex in the scores.</summary>
    Convex = 2,

    /// <summary>The loss is continuous and piecewise affine in the scores; with <see cref="Convex"/>, a maximum of affine functions.</summary>
    PiecewiseAffine = 4,

    /// <summary>
    /// The loss is continuous and, on each of finitely many polyhedra, a polynomial of degree 2 at most in the scores. Where
    /// <see cref="PiecewiseAffine"/> is proved, that is claimed alone.
    /// </summary>
    PiecewiseQuadratic = 8,
}

/// <summary>Properties of a penalty as a function of the weights. A solver may rely on each one that is set.</summary>
/// <remarks>Generated penalties claim what the compiler has proved: for all hyperparameters, in exact arithmetic, where the penalty is finite.</remarks>
[Flags]
public enum PenaltyTraits
{
    /// <summary>Nothing is known.</summary>
    None = 0,

    /// <summary>The gradient exists everywhere and is continuous.</summary>
    Smooth = 1,

    /// <summary>The penalty is convex in the weights.</summary>
    Convex = 2,

    /// <summary>The penalty is a sum of functions of one weight each.</summary>
    Separable = 4,

    /// <summary>The penalty is a multiple of Σ |w|, over all weights, and a smooth rest.</summary>
    AbsoluteValue = 8,

    /// <summary>
    /// The penalty is a multiple of Σ w², over all weights, and nothing else; or, with <see cref="AbsoluteValue"/>, that and a multiple of
    /// Σ |w|.
    /// </summary>
    SumOfSquares = 16,
}
