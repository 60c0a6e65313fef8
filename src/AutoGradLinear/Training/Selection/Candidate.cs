using AutoGradLinear.Training;

namespace AutoGradLinear;

/// <summary>A candidate with what was measured of it: a row of a <see cref="CandidateTable{TCandidate}"/>.</summary>
/// <typeparam name="TCandidate">What is chosen.</typeparam>
public sealed class Candidate<TCandidate>
{
    internal Candidate(TCandidate value, IReadOnlyList<FoldTrial> folds, int rung, int? resource)
    {
        Value = value;
        Rung = rung;
        Resource = resource;
        Elapsed = TimeSpan.FromTicks(folds.Sum(trial => trial.Elapsed.Ticks));
        int failed = folds.ToList().FindIndex(trial => trial.Failure is not null);
        Failure = failed < 0 ? null : $"Fold {failed}: {folds[failed].Failure}";
        int measures = failed < 0 ? folds[0].Values.Count : 0;
        FoldValues = [.. Enumerable.Range(0, measures).Select(m => folds.Select(trial => trial.Values[m]).ToArray())];
    }

    /// <summary>The candidate.</summary>
    public TCandidate Value { get; }

    /// <summary>The score in each fold; empty where the candidate failed.</summary>
    public IReadOnlyList<double> Scores => FoldValues.Count == 0 ? [] : FoldValues[0];

    /// <summary>The mean score over the folds; NaN where the candidate failed.</summary>
    public double Mean => MeanOf(0);

    /// <summary>
    /// The standard error of <see cref="Mean"/>, s / √k for k folds (see <see cref="CrossValidationResult.StandardError"/>); NaN where the
    /// candidate failed.
    /// </summary>
    public double StandardError => StandardErrorOf(0);

    /// <summary>Why the candidate is never chosen (a loss that is not finite, say), with the first fold in which it failed; null where it may be.</summary>
    public string? Failure { get; }

    /// <summary>The time that training and measuring took, over all folds.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>
    /// With successive halving, the examples, epochs or iterations with which the candidate was last measured; else null.
    /// </summary>
    public int? Resource { get; }

    /// <summary>
    /// The place in the table, from 1: by the resource reached, then by the mean score; of equals, the simpler is before. Failed ones are last.
    /// </summary>
    public int Rank { get; internal set; }

    /// <summary>How many rounds of successive halving the candidate has survived.</summary>
    internal int Rung { get; }

    /// <summary>The measures in each fold, measure by measure; none where the candidate failed.</summary>
    internal IReadOnlyList<IReadOnlyList<double>> FoldValues { get; }

    /// <summary>The mean of a measure over the folds; NaN where the candidate failed.</summary>
    /// <param name="measure">An index into <see cref="CandidateTable{TCandidate}.Measures"/>; 0 is the score.</param>
    /// <returns>The mean.</returns>
    public double MeanOf(int measure) => Failure is null ? FoldStatistics.Mean(FoldValues[measure]) : double.NaN;

    /// <summary>The standard error of <see cref="MeanOf"/>; NaN where the candidate failed.</summary>
    /// <param name="measure">An index into <see cref="CandidateTable{TCandidate}.Measures"/>; 0 is the score.</param>
    /// <returns>The standard error.</returns>
    public double StandardErrorOf(int measure) => Failure is null ? FoldStatistics.StandardError(FoldValues[measure]) : double.NaN;
}
