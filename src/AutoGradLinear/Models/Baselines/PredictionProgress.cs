namespace AutoGradLinear;

/// <summary>Where a prediction for many examples stands.</summary>
/// <param name="Completed">The examples that are done.</param>
/// <param name="Total">All examples.</param>
public readonly record struct PredictionProgress(int Completed, int Total);
