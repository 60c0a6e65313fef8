namespace AutoGradLinear.Generators.IR;

/// <summary>What is proved of a loss as a function of its scores, or of a penalty as a function of its weights; the names are those of the runtime's enums.</summary>
/// <remarks>
/// A trait holds for all values of the hyperparameters and labels, in exact arithmetic, where the function is finite. What is not proved may hold as well.
/// </remarks>
[Flags]
internal enum ProvedTraits
{
    None = 0,
    Smooth = 1,
    Convex = 2,
    PiecewiseAffine = 4,
    Separable = 8,
    AbsoluteValue = 16,
    PiecewiseQuadratic = 32,
    SumOfSquares = 64,
}
