using System.Globalization;
using AutoGradLinear.Data;

namespace AutoGradLinear;

public sealed partial record LearningCurve
{
    /// <summary>Holds out one fold after another and trains on growing shares of the other folds.</summary>
    /// <typeparam name="TModel">The classifier.</typeparam>
    /// <param name="trainer">Trains the models.</param>
    /// <param name="data">The examples. Those of weight 0 are not trained on.</param>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <param name="progress">Is told after each training.</param>
    /// <param name="cancellationToken">Ends the run with an exception.</param>
    /// <returns>The curve. The shares of a round are nested and hold the classes in the same proportions.</returns>
    /// <exception cref="ArgumentException">A setting is not allowed, or a share has no example.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static LearningCurve Run<TModel>(
        Trainer<TModel> trainer,
        ClassificationDataset data,
        LearningCurveOptions? options = null,
        IProgress<CrossValidationProgress>? progress = null,
        CancellationToken cancellationToken = default)
        where TModel : Classifier
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= new LearningCurveOptions();
        options.Validate();
        IReadOnlyList<Fold> folds = Folds.Stratified(data.Labels, data.ClassCount, options.Rounds, options.Seed);
        (IReadOnlyList<int>, ClassificationDataset)[] rounds = [.. folds.Select(fold => (fold.Train, data.Subset([.. fold.Test])))];
        return Measure(trainer, data, rounds, options, progress, cancellationToken);
    }

    /// <summary>Trains on growing shares of training data and measures on other data.</summary>
    /// <typeparam name="TModel">The classifier.</typeparam>
    /// <param name="trainer">Trains the models.</param>
    /// <param name="train">The examples to train on. Those of weight 0 are not.</param>
    /// <param name="heldOut">The examples to measure on.</param>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <param name="progress">Is told after each training.</param>
    /// <param name="cancellationToken">Ends the run with an exception.</param>
    /// <returns>
    /// The curve. Its standard errors tell how much the choice of training examples matters; the share 1 leaves no choice, and they are 0.
    /// </returns>
    /// <exception cref="ArgumentException">A setting is not allowed, or a share has no example.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static LearningCurve Run<TModel>(
        Trainer<TModel> trainer,
        ClassificationDataset train,
        ClassificationDataset heldOut,
        LearningCurveOptions? options = null,
        IProgress<CrossValidationProgress>? progress = null,
        CancellationToken cancellationToken = default)
        where TModel : Classifier
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(heldOut);
        options ??= new LearningCurveOptions();
        options.Validate();
        IReadOnlyList<int> rows = [.. Enumerable.Range(0, train.Count)];
        return Measure(trainer, train, [.. Enumerable.Repeat((rows, heldOut), options.Rounds)], options, progress, cancellationToken);
    }

    private static LearningCurve Measure<TModel>(
        Trainer<TModel> trainer,
        ClassificationDataset data,
        (IReadOnlyList<int> Rows, ClassificationDataset HeldOut)[] rounds,
        LearningCurveOptions options,
        IProgress<CrossValidationProgress>? progress,
        CancellationToken cancellationToken)
        where TModel : Classifier
    {
        ArgumentNullException.ThrowIfNull(trainer);
        var measured = new List<(EvaluationResult Training, EvaluationResult HeldOut)>[options.Shares.Count];
        for (int k = 0; k < measured.Length; k++)
            measured[k] = [];
        for (int round = 0; round < rounds.Length; round++)
        {
            int[] order = Order(data, rounds[round].Rows, unchecked(options.Seed + round));
            for (int k = 0; k < measured.Length; k++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                ClassificationDataset share = Beginning(data, order, options.Shares[k]);
                TModel model = trainer.Train(share, null, cancellationToken);
                cancellationToken.ThrowIfCancellationRequested();
                measured[k].Add((Kept(model.Evaluate(share), options), Kept(model.Evaluate(rounds[round].HeldOut), options)));
                progress?.Report(new CrossValidationProgress((round * measured.Length) + k + 1, rounds.Length * measured.Length));
            }
        }

        return new LearningCurve([.. measured.Select((results, k) => Step(options.Shares[k], results))]);
    }

    private static LearningCurveStep Step(double share, List<(EvaluationResult Training, EvaluationResult HeldOut)> results) => new(
        share,
        (int)Math.Round(results.Average(result => result.Training.Count), MidpointRounding.AwayFromZero),
        new CrossValidationResult([.. results.Select(result => result.Training)]),
        new CrossValidationResult([.. results.Select(result => result.HeldOut)]));

    private static EvaluationResult Kept(EvaluationResult result, LearningCurveOptions options) =>
        options.KeepExamples ? result : result.WithoutExamples();

    /// <summary>The rows that have a weight, so that every beginning is a share of the classes.</summary>
    private static int[] Order(ClassificationDataset data, IReadOnlyList<int> rows, int seed)
    {
        int[] weighty = [.. rows.Where(row => !data.HasWeights || data.Weights[row] > 0.0)];
        return StratifiedOrder.Make(weighty, data.Labels, data.ClassCount, seed);
    }

    /// <summary>The first rows of an order, in their order in the data.</summary>
    private static ClassificationDataset Beginning(ClassificationDataset data, int[] order, double share)
    {
        int count = (int)Math.Round(share * order.Length, MidpointRounding.AwayFromZero);
        if (count == 0)
        {
            string message = string.Create(
                CultureInfo.InvariantCulture, $"A share of {share} of {order.Length} examples is empty; begin with a larger share.");
            throw new ArgumentException(message, nameof(share));
        }

        return data.Subset([.. order.Take(count).Order()]);
    }
}
