namespace AutoGradLinear;

/// <summary>What was measured with one share of the training data, round by round.</summary>
/// <param name="Share">The share, in (0, 1].</param>
/// <param name="Count">The number of training examples; the mean of the rounds, rounded.</param>
/// <param name="Training">The measures on the examples that were trained on.</param>
/// <param name="HeldOut">The measures on held-out examples.</param>
public sealed record LearningCurveStep(double Share, int Count, CrossValidationResult Training, CrossValidationResult HeldOut);
