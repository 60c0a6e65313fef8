namespace AutoGradLinear;

/// <summary>What checkpoints did for a training.</summary>
/// <param name="ResumedAfter">
/// The number of iterations or epochs that were complete in the checkpoint from which the training went on; null where it began anew.
/// </param>
/// <param name="Written">The number of checkpoints that were written, since the training went on.</param>
public sealed record CheckpointReport(int? ResumedAfter, int Written);
