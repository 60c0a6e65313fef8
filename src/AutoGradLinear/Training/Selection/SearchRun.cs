using AutoGradLinear.Data;

namespace AutoGradLinear.Training;

/// <summary>A search on data: round by round, the best candidates of each go on to the next.</summary>
internal sealed class SearchRun<TCandidate, TModel>(
    SearchPlan<TCandidate, TModel> plan, ClassificationDataset data, IReadOnlyList<Fold> folds, SearchJournal? journal)
    where TModel : Classifier
{
    private readonly IReadOnlyList<SearchRung> rungs = plan.Rungs(folds);

    /// <summary>Runs the search.</summary>
    /// <exception cref="InvalidOperationException">All candidates failed.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public CandidateTable<TCandidate> Run(IProgress<CrossValidationProgress>? listener, CancellationToken cancellationToken)
    {
        SearchProgress? progress = listener is null ? null : new SearchProgress(rungs.Sum(rung => rung.Count) * folds.Count, listener);
        var rows = new Candidate<TCandidate>[plan.Candidates.Count];
        IReadOnlyList<int> alive = [.. Enumerable.Range(0, rows.Length)];
        for (int rung = 0; rung < rungs.Count && alive.Count > 0; rung++)
        {
            if (rung > 0)
                alive = Survivors(alive, rows, rungs[rung].Count);
            FoldTrial[][] trials = RunRung(rung, alive, progress, cancellationToken);
            for (int k = 0; k < alive.Count; k++)
                rows[alive[k]] = new Candidate<TCandidate>(plan.Candidates[alive[k]], trials[k], rung, rungs[rung].Resource);
        }

        return new CandidateTable<TCandidate>(rows, [.. plan.Options.Measures.Select(measure => measure.Name)]);
    }

    /// <summary>The best candidates, the simpler of equals, in their order.</summary>
    private static IReadOnlyList<int> Survivors(IReadOnlyList<int> alive, Candidate<TCandidate>[] rows, int count) =>
        [.. alive.Where(k => rows[k].Failure is null).OrderByDescending(k => rows[k].Mean).Take(count).Order()];

    private FoldTrial[][] RunRung(int rung, IReadOnlyList<int> alive, SearchProgress? progress, CancellationToken cancellationToken)
    {
        int? resource = rungs[rung].Resource;
        var grid = new TrialGrid
        {
            Candidates = alive,
            FoldCount = folds.Count,
            InOrder = plan.Options.WarmStart,
            MaxThreads = plan.Options.MaxThreads,
            Journal = journal is null ? null : new SearchRound(journal, rung),
            Progress = progress,
            Prepare = fold =>
            {
                var training = new FoldTraining<TCandidate, TModel>(plan, data, Reduced(fold, rung), resource, cancellationToken);
                return k => training.Run(plan.Candidates[k]);
            },
        };
        return grid.Run(cancellationToken);
    }

    /// <summary>A fold with as many training rows as the round allows; those of a round include those of the round before.</summary>
    private Fold Reduced(int index, int rung)
    {
        Fold fold = folds[index];
        if (plan.Halving is not { IsExamples: true } || rung == rungs.Count - 1)
            return fold;
        int[] order = StratifiedOrder.Make([.. fold.Train], data.Labels, data.ClassCount, plan.Options.Seed);
        return fold with { Train = [.. order.Take(rungs[rung].Resource!.Value).Order()] };
    }
}
