namespace AutoGradLinear;

/// <summary>Why a solver stopped.</summary>
public enum SolverStatus
{
    /// <summary>The norm of the gradient fell below the tolerance: a minimum, as far as the gradient can tell.</summary>
    GradientConverged,

    /// <summary>The objective has all but ceased to fall over the last iterations.</summary>
    ObjectiveConverged,

    /// <summary>The duality gap is within the tolerance: the objective is that close to its minimum.</summary>
    GapConverged,

    /// <summary>The allowed number of iterations or epochs is used up.</summary>
    IterationLimit,

    /// <summary>
    /// No step along the direction of steepest descent lowers the objective: the last digit is reached, the objective has a kink
    /// here, or value and gradient do not belong together.
    /// </summary>
    NoDescent,

    /// <summary>The validation loss has not improved for as long as patience allows.</summary>
    EarlyStopped,

    /// <summary>Cancellation was asked for; the result is the best so far.</summary>
    Cancelled,

    /// <summary>
    /// A checkpoint could not be written, and <see cref="CheckpointOptions.OnFailure"/> asks to stop then; the result is the best so far.
    /// </summary>
    CheckpointFailed,
}
