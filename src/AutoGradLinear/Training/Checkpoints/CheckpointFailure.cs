namespace AutoGradLinear;

/// <summary>What becomes of a training where a checkpoint cannot be written: the disk is full, the folder read-only or gone.</summary>
public enum CheckpointFailure
{
    /// <summary>The training goes on, and tries again when the next checkpoint is due; progress and result have a warning.</summary>
    Continue,

    /// <summary>
    /// The training ends with the best model so far and <see cref="SolverStatus.CheckpointFailed"/>. If the folder cannot be written to at the
    /// start, before there is anything to lose, that is an exception.
    /// </summary>
    Stop,
}
