namespace AutoGradLinear;

/// <summary>A point of a learning curve.</summary>
/// <param name="Count">The number of training examples.</param>
/// <param name="Training">The mean of a measure on the examples that were trained on.</param>
/// <param name="TrainingError">The standard error of <paramref name="Training"/>; NaN with one round.</param>
/// <param name="HeldOut">The mean of the measure on held-out examples.</param>
/// <param name="HeldOutError">The standard error of <paramref name="HeldOut"/>; NaN with one round.</param>
public readonly record struct LearningCurvePoint(int Count, double Training, double TrainingError, double HeldOut, double HeldOutError);
