using AutoGradLinear.Training;

namespace AutoGradLinear;

/// <summary>How far a cross-validation has come.</summary>
/// <param name="Completed">The trainings that are done.</param>
/// <param name="Total">All trainings.</param>
public readonly record struct CrossValidationProgress(int Completed, int Total);

/// <summary>Measures on rows that were not trained on: each fold is held out once.</summary>
/// <remarks>M. Stone, "Cross-Validatory Choice and Assessment of Statistical Predictions", J. R. Stat. Soc. B 36 (1974).</remarks>
public static class CrossValidation
{
    /// <summary>Trains and measures once per fold; folds hold the classes in the same proportions.</summary>
    /// <typeparam name="TModel">The classifier.</typeparam>
    /// <param name="trainer">Trains a model on all folds but one.</param>
    /// <param name="data">The examples.</param>
    /// <param name="folds">The number of folds.</param>
    /// <param name="seed">Fixes the folds.</param>
    /// <param name="progress">Is told after each fold.</param>
    /// <param name="cancellationToken">Ends the run with an exception.</param>
    /// <returns>The measures.</returns>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static CrossValidationResult Run<TModel>(
        Trainer<TModel> trainer,
        ClassificationDataset data,
        int folds = 5,
        int seed = 0,
        IProgress<CrossValidationProgress>? progress = null,
        CancellationToken cancellationToken = default)
        where TModel : Classifier
    {
        ArgumentNullException.ThrowIfNull(data);
        return Run(trainer, data, Folds.Stratified(data.Labels, data.ClassCount, folds, seed), progress, cancellationToken);
    }

    /// <summary>Trains and measures once per fold.</summary>
    /// <typeparam name="TModel">The classifier.</typeparam>
    /// <param name="trainer">Trains a model on all folds but one.</param>
    /// <param name="data">The examples.</param>
    /// <param name="folds">The folds, such as <see cref="Folds.Grouped"/>.</param>
    /// <param name="progress">Is told after each fold.</param>
    /// <param name="cancellationToken">Ends the run with an exception.</param>
    /// <returns>The measures.</returns>
    /// <exception cref="ArgumentException">There are fewer than two folds, or they do not fit the data.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static CrossValidationResult Run<TModel>(
        Trainer<TModel> trainer,
        ClassificationDataset data,
        IReadOnlyList<Fold> folds,
        IProgress<CrossValidationProgress>? progress = null,
        CancellationToken cancellationToken = default)
        where TModel : Classifier
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(data);
        return Run(folds, Measure, progress, cancellationToken);

        EvaluationResult Measure(Fold fold)
        {
            (ClassificationDataset train, ClassificationDataset test) = data.Split(fold);
            TModel model = trainer.Train(train, null, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            return model.Evaluate(test);
        }
    }

    /// <summary>Measures once per fold, with all that is fitted (preparation, vocabulary, encoder) fitted anew on the fold's own training rows.</summary>
    /// <param name="folds">The folds.</param>
    /// <param name="measure">Fits and trains on a fold's training rows and measures on its test rows.</param>
    /// <param name="progress">Is told after each fold.</param>
    /// <param name="cancellationToken">Ends the run with an exception.</param>
    /// <returns>The measures.</returns>
    /// <exception cref="ArgumentException">There are fewer than two folds.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static CrossValidationResult Run(
        IReadOnlyList<Fold> folds,
        Func<Fold, EvaluationResult> measure,
        IProgress<CrossValidationProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        RequireFolds(folds);
        ArgumentNullException.ThrowIfNull(measure);
        var results = new List<EvaluationResult>(folds.Count);
        foreach (Fold fold in folds)
        {
            cancellationToken.ThrowIfCancellationRequested();
            results.Add(measure(fold));
            progress?.Report(new CrossValidationProgress(results.Count, folds.Count));
        }

        return new CrossValidationResult(results);
    }

    /// <summary>
    /// Measures every candidate on the same folds, fold by fold. <see cref="HyperparameterSearch"/> does so with trainers, on several threads.
    /// </summary>
    /// <typeparam name="TCandidate">What is chosen, such as the strength of a penalty.</typeparam>
    /// <param name="candidates">The candidates, the simplest (most penalised) first.</param>
    /// <param name="folds">The folds.</param>
    /// <param name="prepare">
    /// Fits what all candidates share on a fold's training rows and gives a function that trains and measures one candidate.
    /// </param>
    /// <param name="score">What is made as large as possible, such as <c>result => result.Accuracy</c>.</param>
    /// <param name="progress">Is told after each training.</param>
    /// <param name="cancellationToken">Ends the run with an exception.</param>
    /// <returns>The table of candidates, and the choice.</returns>
    /// <remarks>
    /// A candidate whose measuring ends with an arithmetic exception (such as a loss that is not finite), an argument exception or an invalid operation, or
    /// with a score that is NaN, has failed: the table says why, and it is never chosen.
    /// </remarks>
    /// <exception cref="ArgumentException">There are no candidates, or fewer than two folds.</exception>
    /// <exception cref="InvalidOperationException">All candidates failed.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static CandidateTable<TCandidate> Compare<TCandidate>(
        IReadOnlyList<TCandidate> candidates,
        IReadOnlyList<Fold> folds,
        Func<Fold, Func<TCandidate, EvaluationResult>> prepare,
        Func<EvaluationResult, double> score,
        IProgress<CrossValidationProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        RequireFolds(folds);
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(prepare);
        ArgumentNullException.ThrowIfNull(score);
        if (candidates.Count == 0)
            throw new ArgumentException("There are no candidates; give one or more.", nameof(candidates));
        var grid = new TrialGrid
        {
            Candidates = [.. Enumerable.Range(0, candidates.Count)],
            FoldCount = folds.Count,
            InOrder = true,
            Progress = progress is null ? null : new SearchProgress(folds.Count * candidates.Count, progress),
            Prepare = fold =>
            {
                Func<TCandidate, EvaluationResult> measure = prepare(folds[fold]);
                return k => FoldTrial.Of(() => [score(measure(candidates[k]))]);
            },
        };
        FoldTrial[][] trials = grid.Run(cancellationToken);
        return new CandidateTable<TCandidate>(
            [.. candidates.Select((candidate, k) => new Candidate<TCandidate>(candidate, trials[k], 0, null))], ["score"]);
    }

    internal static void RequireFolds(IReadOnlyList<Fold> folds)
    {
        ArgumentNullException.ThrowIfNull(folds);
        if (folds.Count < 2)
            throw new ArgumentException($"There are {folds.Count} folds; a cross-validation needs two or more.", nameof(folds));
    }
}
