namespace AutoGradLinear;

/// <summary>Candidates in their order, the simplest first, with their scores.</summary>
/// <typeparam name="TCandidate">What is chosen.</typeparam>
public sealed partial class CandidateTable<TCandidate>
{
    /// <summary>Ranks the candidates.</summary>
    /// <exception cref="InvalidOperationException">All of them failed, or all that came to the last round of a search.</exception>
    internal CandidateTable(IReadOnlyList<Candidate<TCandidate>> candidates, IReadOnlyList<string> measures)
    {
        Candidates = candidates;
        Measures = measures;
        Candidate<TCandidate>[] ranked = [.. candidates
            .OrderBy(candidate => candidate.Failure is not null)
            .ThenByDescending(candidate => candidate.Rung)
            .ThenByDescending(candidate => candidate.Mean)];
        for (int i = 0; i < ranked.Length; i++)
            ranked[i].Rank = i + 1;
        Best = ranked[0];
        RequireChoice(candidates);
        Simplest = candidates.FirstOrDefault(IsWithinOneStandardError) ?? Best;
    }

    /// <summary>The candidates.</summary>
    public IReadOnlyList<Candidate<TCandidate>> Candidates { get; }

    /// <summary>The names of what was measured; the first is the score.</summary>
    public IReadOnlyList<string> Measures { get; }

    /// <summary>The candidate with the highest mean score, the simplest of equals; see <see cref="SelectionRule.Best"/>.</summary>
    public Candidate<TCandidate> Best { get; }

    /// <summary>The simplest candidate within one standard error of the best; see <see cref="SelectionRule.OneStandardError"/>.</summary>
    public Candidate<TCandidate> Simplest { get; }

    /// <summary>Chooses a candidate by a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <returns>The candidate.</returns>
    public Candidate<TCandidate> Choose(SelectionRule rule) => rule == SelectionRule.OneStandardError ? Simplest : Best;

    private void RequireChoice(IReadOnlyList<Candidate<TCandidate>> candidates)
    {
        int last = candidates.Max(candidate => candidate.Rung);
        if (Best.Failure is null && Best.Rung == last)
            return;
        Candidate<TCandidate>[] failed = [.. candidates.Where(candidate => candidate.Rung == last)];
        throw new InvalidOperationException(
            $"There is no candidate to choose: all {failed.Length}{(last > 0 ? " of the last round" : string.Empty)} failed. The first one, {Shown(failed[0].Value)}: {failed[0].Failure}");
    }

    private bool IsWithinOneStandardError(Candidate<TCandidate> candidate) =>
        candidate.Failure is null && candidate.Rung == Best.Rung && candidate.Mean >= Best.Mean - Best.StandardError;
}
