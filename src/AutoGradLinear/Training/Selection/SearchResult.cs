using AutoGradLinear.Training;

namespace AutoGradLinear;

/// <summary>What a search found.</summary>
/// <typeparam name="TCandidate">What is chosen.</typeparam>
/// <typeparam name="TModel">The classifier.</typeparam>
public sealed class SearchResult<TCandidate, TModel>
    where TModel : Classifier
{
    private readonly SearchPlan<TCandidate, TModel> plan;

    internal SearchResult(CandidateTable<TCandidate> table, SearchPlan<TCandidate, TModel> plan)
    {
        Table = table;
        this.plan = plan;
    }

    /// <summary>The candidates and their scores.</summary>
    public CandidateTable<TCandidate> Table { get; }

    /// <summary>The candidate with the highest mean score.</summary>
    public Candidate<TCandidate> Best => Table.Best;

    /// <summary>The simplest candidate within one standard error of the best.</summary>
    public Candidate<TCandidate> Simplest => Table.Simplest;

    /// <summary>The candidate that the rule of the options chooses.</summary>
    public Candidate<TCandidate> Chosen => Table.Choose(plan.Options.Rule);

    /// <summary>Trains a candidate on data, usually all that the search had: from zeros, on as many threads as the search was allowed.</summary>
    /// <param name="data">The training data.</param>
    /// <param name="rule">Which candidate; null for the rule of the options.</param>
    /// <param name="progress">Is told after each iteration or epoch.</param>
    /// <param name="cancellationToken">Ends the training with the best model so far.</param>
    /// <returns>The model.</returns>
    public TModel Train(
        ClassificationDataset data,
        SelectionRule? rule = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        var options = new TrainingOptions { MaxThreads = plan.Options.MaxThreads };
        return plan.TrainerOf(Table.Choose(rule ?? plan.Options.Rule).Value, options).Train(data, progress, cancellationToken);
    }

    /// <summary>Shows the table.</summary>
    /// <returns>A line for each candidate.</returns>
    public override string ToString() => Table.ToString();
}
