namespace AutoGradLinear;

/// <summary>The matrix that L-BFGS begins with, which stands for the curvature that its pairs have not seen.</summary>
public enum InitialMatrix
{
    /// <summary>A multiple of the unit matrix, scaled by the last pair: for features of similar size.</summary>
    Scaled,

    /// <summary>
    /// The diagonal of the Hessian at the start, scaled by the last pair: for features of very different size, where the objective is an
    /// <see cref="Objectives.ICurvature"/>.
    /// </summary>
    HessianDiagonal,

    /// <summary>A diagonal that is estimated from all pairs so far: for features of different size, without second derivatives.</summary>
    EstimatedDiagonal,

    /// <summary>
    /// The blocks on the Hessian's diagonal, one for each score, from a sample of the examples; computed at the start and again after a few iterations. For
    /// features that go together, such as the pixels of images, if there are at most one or two thousand of them.
    /// </summary>
    HessianBlocks,
}
