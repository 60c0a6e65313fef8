namespace AutoGradLinear.Training;

/// <summary>Trains candidates on the training rows of one fold, which they share, and measures them on its test rows.</summary>
internal sealed class FoldTraining<TCandidate, TModel>
    where TModel : Classifier
{
    private readonly SearchPlan<TCandidate, TModel> plan;
    private readonly ClassificationDataset train;
    private readonly ClassificationDataset test;
    private readonly int? resource;
    private readonly CancellationToken cancellationToken;
    private LinearClassifier? neighbor;

    /// <summary>Takes the rows of a fold.</summary>
    public FoldTraining(
        SearchPlan<TCandidate, TModel> plan, ClassificationDataset data, Fold fold, int? resource, CancellationToken cancellationToken)
    {
        this.plan = plan;
        this.resource = resource;
        this.cancellationToken = cancellationToken;
        (train, test) = data.Split(fold);
    }

    /// <summary>Trains and measures a candidate; with warm starts from the last model of this fold that did not fail.</summary>
    public FoldTrial Run(TCandidate candidate) => FoldTrial.Of(() =>
    {
        var options = new TrainingOptions { MaxThreads = 1, InitialModel = neighbor };
        TModel model = plan.TrainerOf(candidate, options, resource).Train(train, null, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        if (plan.Options.RequireConvergence && plan.Halving?.LimitsIterations != true)
            RequireConvergence(model);
        double[] values = Measure(model);
        if (plan.Options.WarmStart)
            neighbor = model as LinearClassifier;
        return values;
    });

    private double[] Measure(TModel model)
    {
        EvaluationResult result = model.Evaluate(test);
        return [.. plan.Options.Measures.Select(measure => measure.Of(result))];
    }

    private static void RequireConvergence(TModel model)
    {
        if (model is LinearClassifier { TrainingResult: { Status: SolverStatus.IterationLimit, Solver: not (Solver.Sgd or Solver.AdamW) } result })
        {
            throw new InvalidOperationException(
                $"'{result.Solver}' did not converge in {result.Iterations} iterations; allow more of them or a larger tolerance, or set RequireConvergence to false.");
        }
    }
}
