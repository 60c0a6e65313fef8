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
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(data);
        return Run(Folds.Stratified(data.Labels, data.ClassCount, folds, seed), Measure, progress, cancellationToken);

        EvaluationResult Measure(Fold fold)
        {
            TModel model = trainer.Train(data.Subset([.. fold.Train]), null, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            return model.Evaluate(data.Subset([.. fold.Test]));
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

    /// <summary>Measures every candidate on the same folds, fold by fold.</summary>
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
    /// <exception cref="ArgumentException">There are no candidates, or fewer than two folds.</exception>
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
        List<EvaluationResult>[] results = [.. candidates.Select(_ => new List<EvaluationResult>(folds.Count))];
        int completed = 0;
        foreach (Fold fold in folds)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Func<TCandidate, EvaluationResult> measure = prepare(fold);
            for (int k = 0; k < candidates.Count; k++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                results[k].Add(measure(candidates[k]));
                progress?.Report(new CrossValidationProgress(++completed, folds.Count * candidates.Count));
            }
        }

        return new CandidateTable<TCandidate>(
            [.. candidates.Select((candidate, k) => new Candidate<TCandidate>(candidate, new CrossValidationResult(results[k]), score))]);
    }

    private static void RequireFolds(IReadOnlyList<Fold> folds)
    {
        ArgumentNullException.ThrowIfNull(folds);
        if (folds.Count < 2)
            throw new ArgumentException($"There are {folds.Count} folds; a cross-validation needs two or more.", nameof(folds));
    }
}
