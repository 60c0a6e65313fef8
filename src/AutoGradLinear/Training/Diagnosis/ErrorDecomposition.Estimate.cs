namespace AutoGradLinear;

public sealed partial record ErrorDecomposition
{
    /// <summary>Trains a model, minimises its objective further, measures a reference, and compares.</summary>
    /// <typeparam name="TModel">The classifier.</typeparam>
    /// <param name="trainer">The trainer whose error is decomposed.</param>
    /// <param name="train">The training data.</param>
    /// <param name="heldOut">Examples that nothing was chosen on.</param>
    /// <param name="reference">What the model is held against.</param>
    /// <param name="intervals">How intervals are made; null for the defaults. Strata are the two datasets, whatever it says.</param>
    /// <param name="progress">Is told before each step.</param>
    /// <param name="cancellationToken">Ends the run with an exception.</param>
    /// <returns>
    /// The parts. Intervals are bootstraps over examples for the models as they are; the spread of training itself is not in them.
    /// </returns>
    /// <exception cref="ArgumentException">The datasets do not fit one another, or a setting is not allowed.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static ErrorDecomposition Estimate<TModel>(
        Trainer<TModel> trainer,
        ClassificationDataset train,
        ClassificationDataset heldOut,
        ErrorReference reference,
        BootstrapOptions? intervals = null,
        IProgress<DiagnosisProgress>? progress = null,
        CancellationToken cancellationToken = default)
        where TModel : Classifier
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(heldOut);
        ArgumentNullException.ThrowIfNull(reference);
        intervals ??= new BootstrapOptions();
        intervals.Validate();
        int steps = 0;

        Report("training");
        TModel trained = trainer.Train(train, null, cancellationToken);
        double[] trainedMistakes = HeldOutErrors.Mistakes(trained.Evaluate(heldOut));
        Report("minimising the objective further");
        (TModel best, ObjectiveGap? objective) = Refine(trainer, trained, train, cancellationToken);
        Report($"measuring the reference '{reference.Name}'");
        var errors = new HeldOutErrors(heldOut.Weights.ToArray(), train.Weights.ToArray())
        {
            Trained = trainedMistakes,
            Best = HeldOutErrors.Mistakes(best.Evaluate(heldOut)),
            BestOnTraining = HeldOutErrors.Mistakes(best.Evaluate(train)),
            Reference = reference.Mistakes(train, heldOut, cancellationToken),
        };
        Report("making intervals");
        return Compare(errors, reference, objective, intervals, cancellationToken);

        void Report(string step)
        {
            cancellationToken.ThrowIfCancellationRequested();
            progress?.Report(new DiagnosisProgress(step, steps++, 4));
        }
    }

    /// <summary>The model with the smallest objective among the trained one and those that start from it.</summary>
    private static (TModel Best, ObjectiveGap? Objective) Refine<TModel>(
        Trainer<TModel> trainer, TModel trained, ClassificationDataset train, CancellationToken cancellationToken)
        where TModel : Classifier
    {
        IReadOnlyList<Trainer<TModel>> refinements = trainer.Refinements(trained);
        if (refinements.Count == 0 || ResultOf(trained) is not { } reached)
            return (trained, null);
        TModel best = trained;
        double lowest = reached.Objective;
        var runs = new List<RefinementRun>();
        foreach (Trainer<TModel> refinement in refinements)
        {
            TModel model = refinement.Train(train, null, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            if (ResultOf(model) is not { } result)
                continue;
            runs.Add(new RefinementRun(result.Solver, result.Status, result.Objective, result.Iterations));
            if (result.Objective < lowest)
                (best, lowest) = (model, result.Objective);
        }

        return (best, new ObjectiveGap(reached.Objective, lowest, runs));
    }

    private static TrainingResult? ResultOf(Classifier model) => (model as LinearClassifier)?.TrainingResult;

    private static ErrorDecomposition Compare(
        HeldOutErrors errors, ErrorReference reference, ObjectiveGap? objective, BootstrapOptions options, CancellationToken cancellationToken)
    {
        var total = new ErrorPart(
            "error on held-out examples",
            errors.Paired(errors.Trained, null, options, cancellationToken),
            "Error of the trained model w on the held-out examples.");
        var standard = new ErrorPart(
            $"reference ({reference.Name})", errors.Paired(errors.Reference, null, options, cancellationToken), reference.Method);
        var modelling = new ErrorPart(
            "modelling error",
            errors.AgainstTraining(errors.Reference, -1.0, options, cancellationToken),
            "Training error of w*, the model with the best objective found, − error of the reference. A low estimate as a "
            + "rule: w* suits its training examples.");
        var estimation = new ErrorPart(
            "estimation error",
            errors.AgainstTraining(errors.Best, 1.0, options, cancellationToken),
            "Held-out error − training error of w*. A high estimate as a rule: the best linear classifier is expected between the two.");
        var optimization = new ErrorPart(
            "optimization error",
            errors.Paired(errors.Trained, errors.Best, options, cancellationToken),
            objective is null
                ? "The trainer minimises no objective that is known; w* is w, and this part is 0."
                : "Held-out error of w − held-out error of w*. Below 0 where stopping early helps.");
        return new ErrorDecomposition(total, standard, modelling, estimation, optimization, objective);
    }
}
