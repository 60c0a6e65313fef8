namespace AutoGradLinear;

/// <summary>A candidate with what a cross-validation measured of it.</summary>
/// <typeparam name="TCandidate">What is chosen.</typeparam>
public sealed class Candidate<TCandidate>
{
    internal Candidate(TCandidate value, CrossValidationResult result, Func<EvaluationResult, double> score)
    {
        Value = value;
        Result = result;
        Mean = result.Mean(score);
        StandardError = result.StandardError(score);
    }

    /// <summary>The candidate.</summary>
    public TCandidate Value { get; }

    /// <summary>The measures, fold by fold.</summary>
    public CrossValidationResult Result { get; }

    /// <summary>The mean score over the folds.</summary>
    public double Mean { get; }

    /// <summary>The standard error of <see cref="Mean"/>.</summary>
    public double StandardError { get; }
}

/// <summary>Candidates in their order, the simplest first, with their scores.</summary>
/// <typeparam name="TCandidate">What is chosen.</typeparam>
/// <param name="Candidates">The candidates.</param>
public sealed record CandidateTable<TCandidate>(IReadOnlyList<Candidate<TCandidate>> Candidates)
{
    /// <summary>The candidate with the highest mean score, the first of equals. A mean that is NaN is lower than any number.</summary>
    public Candidate<TCandidate> Best => Candidates.Aggregate((best, next) => next.Mean > best.Mean || double.IsNaN(best.Mean) ? next : best);

    /// <summary>
    /// The simplest candidate within one standard error of the best: the rule of L. Breiman et al., "Classification and Regression Trees", 1984.
    /// </summary>
    public Candidate<TCandidate> Simplest
    {
        get
        {
            Candidate<TCandidate> best = Best;
            return Candidates.FirstOrDefault(candidate => candidate.Mean >= best.Mean - best.StandardError) ?? best;
        }
    }
}
