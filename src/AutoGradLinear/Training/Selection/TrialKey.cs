namespace AutoGradLinear.Training;

/// <summary>Which trial of a search.</summary>
/// <param name="Rung">The round of successive halving, from 0; without halving there is one.</param>
/// <param name="Fold">The fold.</param>
/// <param name="Candidate">The candidate, in the order of simplicity.</param>
internal readonly record struct TrialKey(int Rung, int Fold, int Candidate);
