namespace AutoGradLinear.Losses;

/// <summary>Properties of a loss as a function of its scores. A solver may rely on each one that is set.</summary>
[Flags]
public enum LossTraits
{
    /// <summary>Nothing is known.</summary>
    None = 0,

    /// <summary>The gradient exists everywhere and is continuous.</summary>
    Smooth = 1,

    /// <summary>The loss is convex in the scores.</summary>
    Convex = 2,

    /// <summary>The loss is piecewise affine in the scores.</summary>
    PiecewiseAffine = 4,
}

/// <summary>Properties of a penalty as a function of the weights. A solver may rely on each one that is set.</summary>
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

    /// <summary>The penalty holds a multiple of Σ |w|.</summary>
    AbsoluteValue = 8,
}
