namespace AutoGradLinear;

/// <summary>What successive halving gives sparingly to many candidates, and generously to the few that are left.</summary>
public sealed record HalvingResource
{
    private readonly ResourceKind kind;
    private readonly int least;
    private readonly int most;

    private HalvingResource(ResourceKind kind, int least, int most)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(least);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, least);
        this.kind = kind;
        this.least = least;
        this.most = most;
    }

    private enum ResourceKind
    {
        Examples,
        Epochs,
        Iterations,
    }

    /// <summary>
    /// Training examples: each round trains on more of a fold's training rows, which hold the classes in proportion and include those of the round before.
    /// </summary>
    /// <param name="least">No round has fewer examples, if there are so many.</param>
    /// <returns>The resource.</returns>
    public static HalvingResource Examples(int least = 1) => new(ResourceKind.Examples, least, int.MaxValue);

    /// <summary>Epochs of SGD and AdamW: <see cref="TrainingOptions.Epochs"/> of the options that the trainer is made with.</summary>
    /// <param name="most">The epochs of the last round, and of the model that is trained in the end.</param>
    /// <param name="least">No round has fewer.</param>
    /// <returns>The resource.</returns>
    public static HalvingResource Epochs(int most, int least = 1) => new(ResourceKind.Epochs, least, most);

    /// <summary>
    /// Iterations of the other solvers: <see cref="TrainingOptions.MaxIterations"/> of the options that the trainer is made with. Trainings that
    /// end before they converge are no failures.
    /// </summary>
    /// <param name="most">The iterations of the last round, and of the model that is trained in the end.</param>
    /// <param name="least">No round has fewer.</param>
    /// <returns>The resource.</returns>
    public static HalvingResource Iterations(int most, int least = 1) => new(ResourceKind.Iterations, least, most);

    /// <summary>Whether rows of the folds are left out.</summary>
    internal bool IsExamples => kind == ResourceKind.Examples;

    /// <summary>Whether trainings end by the amount that they get, converged or not.</summary>
    internal bool LimitsIterations => kind == ResourceKind.Iterations;

    /// <summary>No round has less.</summary>
    internal int Least => least;

    /// <summary>What the last round has, on folds with so many training rows.</summary>
    internal int MostOf(int trainingRows) => IsExamples ? trainingRows : most;

    /// <summary>Limits a training to an amount of the resource; null stands for all of it.</summary>
    internal TrainingOptions Limit(TrainingOptions options, int? amount) => kind switch
    {
        ResourceKind.Epochs => options with { Epochs = amount ?? most },
        ResourceKind.Iterations => options with { MaxIterations = amount ?? most },
        _ => options,
    };

    /// <summary>Describes the resource.</summary>
    /// <returns>Its name and bounds.</returns>
    public override string ToString() => IsExamples ? $"Examples, at least {least}" : $"{kind}, {least} to {most}";
}
