namespace AutoGradLinear.Plots;

/// <summary>What the sections of a report are made of.</summary>
/// <param name="Model">The classifier.</param>
/// <param name="Training">The data it was trained on.</param>
/// <param name="Test">The data it is measured on.</param>
/// <param name="Evaluation">What was measured on the test data.</param>
/// <param name="Options">What the report says beside.</param>
/// <param name="Loss">The loss with its hyperparameters, as text.</param>
/// <param name="Penalty">The penalty with its hyperparameters, as text.</param>
/// <param name="Landscape">The objective around the weights; null where it is left out.</param>
internal sealed record Run(
    LinearClassifier Model,
    ClassificationDataset Training,
    ClassificationDataset Test,
    EvaluationResult Evaluation,
    RunReportOptions Options,
    string Loss,
    string Penalty,
    LossLandscape? Landscape);
