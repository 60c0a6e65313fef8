using AutoGradLinear.Training;

namespace AutoGradLinear;

/// <summary>
/// A search over hyperparameters, made by <see cref="HyperparameterSearch"/>. As a trainer it searches and then trains the chosen candidate on all
/// data, so that <see cref="CrossValidation"/> of it (nested) measures the whole procedure honestly: the best of many scores is too good to be true.
/// </summary>
/// <typeparam name="TCandidate">What is chosen.</typeparam>
/// <typeparam name="TModel">The classifier.</typeparam>
public sealed class HyperparameterSearch<TCandidate, TModel> : Trainer<TModel>
    where TModel : Classifier
{
    private readonly SearchPlan<TCandidate, TModel> plan;

    internal HyperparameterSearch(SearchPlan<TCandidate, TModel> plan) => this.plan = plan;

    /// <summary>The candidates, the simplest first.</summary>
    public IReadOnlyList<TCandidate> Candidates => plan.Candidates;

    /// <summary>Measures the candidates.</summary>
    /// <param name="data">The examples.</param>
    /// <param name="folds">The folds; null for stratified ones by the options.</param>
    /// <param name="journal">
    /// A file that takes a line for each finished training. If it is there and belongs to this search, the run goes on where an earlier one
    /// ended, with the same result; with warm starts, the path of a fold that was not finished is trained again up to there. Data, folds,
    /// candidates (by their text) and options of the search are compared; what the trainers do with a candidate cannot be. Null for none.
    /// </param>
    /// <param name="progress">Is told after each training of a fold.</param>
    /// <param name="cancellationToken">Ends the run with an exception; a journal keeps what is finished.</param>
    /// <returns>The table, and what trains the chosen candidate.</returns>
    /// <exception cref="ArgumentException">There are fewer than two folds, or they do not fit the data.</exception>
    /// <exception cref="InvalidOperationException">
    /// All candidates failed, the journal belongs to another search, or the examples have no labels.
    /// </exception>
    /// <exception cref="DataFormatException">The journal is damaged, or another file.</exception>
    /// <exception cref="IOException">
    /// The journal cannot be opened or written: the disk is full, or another run has it open. What is in it stays.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">The journal may not be written.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public SearchResult<TCandidate, TModel> Run(
        ClassificationDataset data,
        IReadOnlyList<Fold>? folds = null,
        string? journal = null,
        IProgress<CrossValidationProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        folds ??= Folds.Stratified(data.Labels, data.ClassCount, plan.Options.Folds, plan.Options.Seed);
        CrossValidation.RequireFolds(folds);
        using SearchJournal? file = journal is null ? null : SearchJournal.Open(journal, plan.Identity(data, folds));
        var run = new SearchRun<TCandidate, TModel>(plan, data, folds, file);
        return new SearchResult<TCandidate, TModel>(run.Run(progress, cancellationToken), plan);
    }

    /// <summary>Searches on the data, and trains the candidate that the rule of the options chooses on all of them.</summary>
    /// <param name="data">The training data.</param>
    /// <param name="progress">Is told after each iteration or epoch of the last training.</param>
    /// <param name="cancellationToken">Ends the search with an exception, the last training with the best model so far.</param>
    /// <returns>The model.</returns>
    /// <exception cref="ArgumentException">The data do not suit the folds or the trainer.</exception>
    /// <exception cref="InvalidOperationException">All candidates failed, or the examples have no labels.</exception>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public override TModel Train(
        ClassificationDataset data, IProgress<TrainingProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Run(data, cancellationToken: cancellationToken).Train(data, progress: progress, cancellationToken: cancellationToken);
}
