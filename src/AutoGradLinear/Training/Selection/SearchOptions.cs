namespace AutoGradLinear;

/// <summary>How a search over hyperparameters measures and chooses.</summary>
public sealed record SearchOptions
{
    /// <summary>The number of folds, stratified by class, where none are given to the run; at least 2.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Fixes the folds, and with successive halving the examples of each round.</summary>
    public int Seed { get; init; }

    /// <summary>What is made as large as possible.</summary>
    public SearchMeasure Score { get; init; } = SearchMeasure.Accuracy;

    /// <summary>What the table shows beside the score.</summary>
    public IReadOnlyList<SearchMeasure> AlsoMeasured { get; init; } = [];

    /// <summary>Which candidate is trained on all data in the end.</summary>
    public SelectionRule Rule { get; init; } = SelectionRule.Best;

    /// <summary>
    /// Whether each training starts from the model of the candidate before it (the next simpler one) in the same fold, along a path of
    /// regularisation. Then the candidates of a fold follow one another, and only folds run side by side.
    /// </summary>
    public bool WarmStart { get; init; }

    /// <summary>
    /// Whether a candidate fails where a solver that tests for convergence used up its iterations. Not asked of SGD and AdamW, which never
    /// converge, nor where successive halving limits the iterations.
    /// </summary>
    public bool RequireConvergence { get; init; } = true;

    /// <summary>
    /// The largest number of trainings at once, each on one thread. The results do not depend on it.
    /// </summary>
    public int MaxThreads { get; init; } = Environment.ProcessorCount;

    /// <summary>The score, and what else is measured.</summary>
    internal IReadOnlyList<SearchMeasure> Measures => [Score, .. AlsoMeasured];

    /// <summary>Throws where a setting is out of its range.</summary>
    internal void Validate()
    {
        if (Folds < 2)
            throw new ArgumentOutOfRangeException(nameof(Folds), Folds, $"There are {Folds} folds; a cross-validation needs two or more.");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxThreads);
        ArgumentNullException.ThrowIfNull(Score);
        ArgumentNullException.ThrowIfNull(AlsoMeasured);
        if (!Enum.IsDefined(Rule))
            throw new ArgumentOutOfRangeException(nameof(Rule), Rule, "There is no such rule.");
    }
}
