using AutoGradLinear.Data;

namespace AutoGradLinear.Training;

/// <summary>All that makes up a search but the data.</summary>
/// <param name="Candidates">The candidates, the simplest first.</param>
/// <param name="Trainer">Makes a candidate's trainer with the options of the search.</param>
/// <param name="Options">How it measures and chooses.</param>
/// <param name="Halving">The resource of successive halving; null for a single round.</param>
/// <param name="Factor">The factor of successive halving.</param>
internal sealed record SearchPlan<TCandidate, TModel>(
    IReadOnlyList<TCandidate> Candidates,
    Func<TCandidate, TrainingOptions, Trainer<TModel>> Trainer,
    SearchOptions Options,
    HalvingResource? Halving,
    int Factor)
    where TModel : Classifier
{
    /// <summary>Makes the trainer of a candidate.</summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="options">The options without a limit.</param>
    /// <param name="resource">The amount of the resource; null for all of it.</param>
    public Trainer<TModel> TrainerOf(TCandidate candidate, TrainingOptions options, int? resource = null) =>
        Trainer(candidate, Halving is null ? options : Halving.Limit(options, resource))
        ?? throw new InvalidOperationException("The function that makes trainers returned null.");

    /// <summary>The rounds on folds.</summary>
    public IReadOnlyList<SearchRung> Rungs(IReadOnlyList<Fold> folds) => Halving is null
        ? [new SearchRung(Candidates.Count, null)]
        : SearchRung.Halve(Candidates.Count, Factor, Halving.Least, Halving.MostOf(folds.Min(fold => fold.Train.Count)));

    /// <summary>What a journal has to agree with.</summary>
    /// <exception cref="ArgumentException">Two candidates cannot be told apart by their text.</exception>
    public SearchIdentity Identity(ClassificationDataset data, IReadOnlyList<Fold> folds)
    {
        string[] texts = [.. Candidates.Select(CandidateText.Of)];
        string[] settings =
        [
            typeof(TModel).FullName ?? typeof(TModel).Name,
            .. Options.Measures.Select(measure => measure.Name),
            $"{Options.WarmStart} {Options.RequireConvergence} {Options.Seed} {Halving} {Factor}",
        ];
        RequireDistinct(texts);
        return new SearchIdentity(Rungs(folds).Count, folds.Count, texts.Length, Options.Measures.Count)
        {
            Checksums =
            [
                ("data", DataFingerprint.Of(data)),
                ("folds", SearchChecksum.Of(sum => AddFolds(sum, folds))),
                ("candidates", SearchChecksum.Of(sum => AddTexts(sum, texts))),
                ("settings", SearchChecksum.Of(sum => AddTexts(sum, settings))),
            ],
        };
    }

    private void RequireDistinct(string[] texts)
    {
        for (int k = 1; k < texts.Length; k++)
        {
            int same = Array.IndexOf(texts, texts[k], 0, k);
            if (same >= 0 && !EqualityComparer<TCandidate>.Default.Equals(Candidates[same], Candidates[k]))
            {
                throw new ArgumentException(
                    $"The candidates {same} and {k} differ, but both are shown as '{texts[k]}', so that a journal could not tell them apart. "
                    + "Make them records, or give them a ToString with all their settings.");
            }
        }
    }

    private static void AddFolds(SearchChecksum sum, IReadOnlyList<Fold> folds)
    {
        foreach (Fold fold in folds)
        {
            sum.Add<int>([.. fold.Train]);
            sum.Add<int>([.. fold.Test]);
        }
    }

    private static void AddTexts(SearchChecksum sum, string[] texts)
    {
        foreach (string text in texts)
            sum.Add(text);
    }
}
