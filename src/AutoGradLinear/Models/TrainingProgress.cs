namespace AutoGradLinear;

/// <summary>Where a training stands after an iteration (L-BFGS) or an epoch (SGD).</summary>
/// <param name="Iteration">The number of iterations or epochs that are completed.</param>
/// <param name="Total">The largest number of iterations or epochs.</param>
/// <param name="Objective">The objective on the training data; for SGD the mean over the epoch's batches, as they were met.</param>
/// <param name="GradientNorm">‖∇F‖₂; null for SGD.</param>
/// <param name="ValidationLoss">The mean loss on the validation data, where there are any.</param>
/// <param name="ValidationAccuracy">The accuracy on the validation data, in [0, 1], where there are any.</param>
/// <param name="Elapsed">The time since the training began.</param>
public readonly record struct TrainingProgress(
    int Iteration,
    int Total,
    double Objective,
    double? GradientNorm,
    double? ValidationLoss,
    double? ValidationAccuracy,
    TimeSpan Elapsed)
{
    /// <summary>What went wrong since the last report without ending the training; null where nothing did.</summary>
    public string? Warning { get; init; }
}
