namespace AutoGradLinear;

/// <summary>How far a decomposition has come.</summary>
/// <param name="Step">What comes next, in words.</param>
/// <param name="Completed">The steps that are done.</param>
/// <param name="Total">All steps.</param>
public readonly record struct DiagnosisProgress(string Step, int Completed, int Total);
