namespace AutoGradLinear.Training;

/// <summary>The trials of one round of a search in its journal.</summary>
/// <param name="journal">The journal.</param>
/// <param name="rung">The number of the round.</param>
internal sealed class SearchRound(SearchJournal journal, int rung)
{
    public FoldTrial? Find(int fold, int candidate) => journal.Find(new TrialKey(rung, fold, candidate));

    public void Append(int fold, int candidate, FoldTrial trial) => journal.Append(new TrialKey(rung, fold, candidate), trial);
}
