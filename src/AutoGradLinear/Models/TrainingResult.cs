namespace AutoGradLinear;

/// <summary>How a model came to be.</summary>
/// <param name="Solver">The method that was used, never <see cref="Solver.Auto"/>.</param>
/// <param name="Status">Why it stopped.</param>
/// <param name="Objective">The objective on the training data, at the model's weights.</param>
/// <param name="Iterations">The number of iterations, or of epochs of stochastic and dual methods, that were completed.</param>
/// <param name="BestIteration">
/// The iteration whose weights the model has: the last one, or with validation data the one of the smallest validation loss.
/// </param>
/// <param name="Evaluations">The number of times the objective was evaluated, over all examples or over a batch.</param>
/// <param name="Elapsed">The time the training took.</param>
/// <param name="History">What was reported after each iteration or epoch.</param>
public sealed record TrainingResult(
    Solver Solver,
    SolverStatus Status,
    double Objective,
    int Iterations,
    int BestIteration,
    long Evaluations,
    TimeSpan Elapsed,
    IReadOnlyList<TrainingProgress> History)
{
    /// <summary>Why this method was used: what <see cref="Solver.Auto"/> saw in loss, penalty, bias and data; empty where nobody said.</summary>
    public string SolverReason { get; init; } = string.Empty;

    /// <summary>In which storage the data were trained on, and why; empty where nobody said.</summary>
    public string StorageReason { get; init; } = string.Empty;

    /// <summary>
    /// By how much the objective exceeds the dual one, which bounds its distance from the minimum; null but for dual coordinate ascent whose
    /// last weights the model has.
    /// </summary>
    public double? DualityGap { get; init; }

    /// <summary>What checkpoints did; null where there were none.</summary>
    public CheckpointReport? Checkpoints { get; init; }

    /// <summary>What went wrong without ending the training, such as a checkpoint that could not be written.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
