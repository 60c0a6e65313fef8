using AutoGradLinear.Training;

namespace AutoGradLinear;

/// <summary>
/// Makes searches over hyperparameters. A candidate is any value (a number, a record); a function makes its trainer from it and from the options that
/// the search hands over: one thread, with warm starts the initial model, with successive halving the epochs or iterations. It may
/// change the other options by <c>options with { … }</c>.
/// </summary>
/// <remarks>
/// The function is called on several threads. Candidates are ordered from the simplest (most penalised) to the most complex; of candidates with
/// equal scores the simpler is taken.
/// </remarks>
public static class HyperparameterSearch
{
    /// <summary>Makes a search that trains every candidate in every fold.</summary>
    /// <typeparam name="TCandidate">What is chosen.</typeparam>
    /// <typeparam name="TModel">The classifier.</typeparam>
    /// <param name="candidates">The candidates, the simplest first if <paramref name="complexity"/> is not given.</param>
    /// <param name="trainer">Makes the trainer of a candidate with the options of the search.</param>
    /// <param name="options">How the search measures and chooses; null for the defaults.</param>
    /// <param name="complexity">Gives each candidate a number, the smallest to the simplest, such as <c>c => -c.Strength</c>.</param>
    /// <returns>The search.</returns>
    /// <exception cref="ArgumentException">There are no candidates, or the complexity of one is NaN.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static HyperparameterSearch<TCandidate, TModel> Grid<TCandidate, TModel>(
        IEnumerable<TCandidate> candidates,
        Func<TCandidate, TrainingOptions, Trainer<TModel>> trainer,
        SearchOptions? options = null,
        Func<TCandidate, double>? complexity = null)
        where TModel : Classifier
        => Make(candidates, trainer, options, complexity, null, 2);

    /// <summary>Makes a search that trains candidates that are drawn at random in every fold.</summary>
    /// <typeparam name="TCandidate">What is chosen.</typeparam>
    /// <typeparam name="TModel">The classifier.</typeparam>
    /// <param name="space">What candidates are drawn from.</param>
    /// <param name="count">How many are drawn, at least 1.</param>
    /// <param name="seed">Fixes the draw.</param>
    /// <param name="trainer">Makes the trainer of a candidate with the options of the search.</param>
    /// <param name="options">How the search measures and chooses; null for the defaults.</param>
    /// <param name="complexity">
    /// Gives each candidate a number, the smallest to the simplest; without, they stand in the order in which they are drawn, so that the rule of one
    /// standard error means nothing.
    /// </param>
    /// <returns>The search.</returns>
    /// <remarks>J. Bergstra and Y. Bengio, "Random Search for Hyper-Parameter Optimization", JMLR 13 (2012).</remarks>
    /// <exception cref="ArgumentException">The complexity of a candidate is NaN.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are no candidates, or an option is out of its range.</exception>
    public static HyperparameterSearch<TCandidate, TModel> Random<TCandidate, TModel>(
        Space<TCandidate> space,
        int count,
        int seed,
        Func<TCandidate, TrainingOptions, Trainer<TModel>> trainer,
        SearchOptions? options = null,
        Func<TCandidate, double>? complexity = null)
        where TModel : Classifier
    {
        ArgumentNullException.ThrowIfNull(space);
        return Make(space.Draw(count, seed), trainer, options, complexity, null, 2);
    }

    /// <summary>
    /// Makes a search in rounds: all candidates get a little of a resource, and the best of them, one in <paramref name="factor"/>, that
    /// many times more, until no more than <paramref name="factor"/> are left, which get all of it.
    /// </summary>
    /// <typeparam name="TCandidate">What is chosen.</typeparam>
    /// <typeparam name="TModel">The classifier.</typeparam>
    /// <param name="candidates">The candidates, the simplest first if <paramref name="complexity"/> is not given.</param>
    /// <param name="resource">What the candidates get: examples, epochs or iterations.</param>
    /// <param name="trainer">Makes the trainer of a candidate with the options of the search.</param>
    /// <param name="options">How the search measures and chooses; null for the defaults.</param>
    /// <param name="complexity">Gives each candidate a number, the smallest to the simplest.</param>
    /// <param name="factor">The factor η, at least 2.</param>
    /// <returns>The search; only candidates of the last round are chosen.</returns>
    /// <remarks>
    /// K. Jamieson and A. Talwalkar, "Non-stochastic Best Arm Identification and Hyperparameter Optimization", AISTATS 2016. Every round costs
    /// about as much as training <paramref name="factor"/> candidates with all of the resource. A model is trained anew in each round.
    /// </remarks>
    /// <exception cref="ArgumentException">There are no candidates, or the complexity of one is NaN.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The factor is less than 2, or an option is out of its range.</exception>
    public static HyperparameterSearch<TCandidate, TModel> SuccessiveHalving<TCandidate, TModel>(
        IEnumerable<TCandidate> candidates,
        HalvingResource resource,
        Func<TCandidate, TrainingOptions, Trainer<TModel>> trainer,
        SearchOptions? options = null,
        Func<TCandidate, double>? complexity = null,
        int factor = 3)
        where TModel : Classifier
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 2);
        return Make(candidates, trainer, options, complexity, resource, factor);
    }

    private static HyperparameterSearch<TCandidate, TModel> Make<TCandidate, TModel>(
        IEnumerable<TCandidate> candidates,
        Func<TCandidate, TrainingOptions, Trainer<TModel>> trainer,
        SearchOptions? options,
        Func<TCandidate, double>? complexity,
        HalvingResource? resource,
        int factor)
        where TModel : Classifier
    {
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(trainer);
        options ??= new SearchOptions();
        options.Validate();
        TCandidate[] ordered = Ordered([.. candidates], complexity);
        return new(new SearchPlan<TCandidate, TModel>(ordered, trainer, options, resource, factor));
    }

    private static TCandidate[] Ordered<TCandidate>(TCandidate[] candidates, Func<TCandidate, double>? complexity)
    {
        if (candidates.Length == 0)
            throw new ArgumentException("There are no candidates; give one or more.", nameof(candidates));
        if (complexity is null)
            return candidates;
        int unordered = Array.FindIndex(candidates, candidate => double.IsNaN(complexity(candidate)));
        if (unordered >= 0)
            throw new ArgumentException($"The complexity of the candidate {CandidateText.Of(candidates[unordered])} is NaN.", nameof(complexity));
        return [.. candidates.OrderBy(complexity)];
    }
}
