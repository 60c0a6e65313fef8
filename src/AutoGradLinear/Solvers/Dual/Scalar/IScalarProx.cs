namespace AutoGradLinear.Solvers;

/// <summary>
/// A convex loss of one score as dual coordinate ascent needs it. Examples lie on one of two sides: target −1 is side 0, +1 is side 1.
/// </summary>
internal interface IScalarProx
{
    /// <summary>ℓ(s).</summary>
    double Value(double score, int side);

    /// <summary>
    /// A dual variable to start from: of the slopes that the loss has, the smallest that is found, 0 where the loss has a minimum.
    /// </summary>
    DualCoordinate Start(int side);

    /// <summary>
    /// The dual variable that maximises the dual objective while all others stand still: the slope of the loss at argminₛ ℓ(s) + (s − s₀)²
    /// / (2 q),
    /// where s₀ is the score that the example would have without its own share, s + q α.
    /// </summary>
    /// <param name="score">The score s.</param>
    /// <param name="q">By how much the score falls where the slope rises by 1; 0 or more.</param>
    /// <param name="current">The dual variable α.</param>
    /// <param name="side">The side of the example.</param>
    DualCoordinate Step(double score, double q, in DualCoordinate current, int side);
}
