using AutoGradLinear.Evaluation;

namespace AutoGradLinear;

/// <content>Measures that are computed on demand; each can be given to <c>Bootstrap</c> for an interval.</content>
public sealed partial record EvaluationResult
{
    /// <summary>Precision, recall and F1 of each class, and their averages.</summary>
    public ClassReport Report => ClassReport.Of(ConfusionMatrix);

    /// <summary>The mean −ln of the probability of the actual class; see <see cref="Metrics.LogLoss"/>.</summary>
    /// <exception cref="InvalidOperationException">There are no probabilities, or no examples were kept.</exception>
    public double LogLoss => Metrics.LogLoss(RequiredProbabilities, Classes.Count, RequiredExamples.Labels, RequiredExamples.Weights);

    /// <summary>The mean squared error of the probabilities; see <see cref="Metrics.BrierScore"/>.</summary>
    /// <exception cref="InvalidOperationException">There are no probabilities, or no examples were kept.</exception>
    public double BrierScore => Metrics.BrierScore(RequiredProbabilities, Classes.Count, RequiredExamples.Labels, RequiredExamples.Weights);

    /// <summary>The areas under the ROC curves of each class against the rest.</summary>
    /// <remarks>Examples are ranked as in <see cref="Roc"/>.</remarks>
    /// <exception cref="InvalidOperationException">There are no scores, or no examples were kept.</exception>
    public OneVsRestAreas RocAreas => OneVsRestAreas.Of(
        RequiredExamples, RequiredScores, (ranking, isOfClass, weights) => RocCurve.Of(ranking, isOfClass, weights).Area);

    /// <summary>The average precisions of each class against the rest.</summary>
    /// <remarks>Examples are ranked as in <see cref="Roc"/>.</remarks>
    /// <exception cref="InvalidOperationException">There are no scores, or no examples were kept.</exception>
    public OneVsRestAreas AveragePrecisions => OneVsRestAreas.Of(
        RequiredExamples,
        RequiredScores,
        (ranking, isOfClass, weights) => PrecisionRecallCurve.Of(ranking, isOfClass, weights).AveragePrecision);

    private IReadOnlyList<string> Classes => ConfusionMatrix.Classes;

    /// <summary>What was kept of each example.</summary>
    /// <exception cref="InvalidOperationException">Nothing was.</exception>
    internal ScoredExamples RequiredExamples => Examples ?? throw new InvalidOperationException(
        "This result has its figures alone, not the examples that it was measured on. Use the one that Evaluate returns, and keep "
        + "examples where an option asks for it.");

    private ScoreColumns RequiredScores => RequiredExamples.Columns ?? throw new InvalidOperationException(
        "There are no scores, only predictions: the classifier gives none, or there are too many examples to keep them. Evaluate "
        + "parts of the data.");

    private ReadOnlySpan<double> RequiredProbabilities => RequiredScores.Probabilities ?? throw new InvalidOperationException(
        "There are no probabilities: the loss has no link. Calibrate the model on held-out examples "
        + "(model.Calibrate(Calibration.Platt, heldOut)) and evaluate that.");

    /// <summary>
    /// The part of the examples whose class is among the k with the highest scores; see <see cref="Metrics.TopKAccuracy"/>.
    /// </summary>
    /// <param name="k">The number of classes that may be named, at least 1.</param>
    /// <returns>The accuracy, in [0, 1].</returns>
    /// <exception cref="InvalidOperationException">There are no scores, or no examples were kept.</exception>
    public double TopKAccuracy(int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ScoreColumns columns = RequiredScores;
        if (columns.Layout.PositiveIndex is null)
            return Metrics.TopKAccuracy(columns.Values, Classes.Count, RequiredExamples.Labels, k, RequiredExamples.Weights);
        return k == 1 ? Accuracy : 1.0;
    }

    /// <summary>The ROC curve of one class against the others.</summary>
    /// <param name="className">
    /// The class that counts as positive; null, with two classes only, takes that of the model, or the last one.
    /// </param>
    /// <returns>The curve.</returns>
    /// <remarks>
    /// Examples are ranked by the probability of the class, or, with one score for two classes, by that score. With a score per class and
    /// no probabilities, by the margin s_c − max over k ≠ c of s_k, since such scores mean something only beside each other.
    /// </remarks>
    /// <exception cref="ArgumentException">There is no such class, or there are more than two and none is named.</exception>
    /// <exception cref="InvalidOperationException">There are no scores, or no examples were kept.</exception>
    public RocCurve Roc(string? className = null)
    {
        int index = IndexOf(className);
        return RocCurve.Of(RequiredScores.Ranking(index), RequiredExamples.IsOf(index), RequiredExamples.Weights);
    }

    /// <summary>The precision–recall curve of one class against the others.</summary>
    /// <param name="className">
    /// The class that counts as positive; null, with two classes only, takes that of the model, or the last one.
    /// </param>
    /// <returns>The curve.</returns>
    /// <remarks>Examples are ranked as in <see cref="Roc"/>.</remarks>
    /// <exception cref="ArgumentException">There is no such class, or there are more than two and none is named.</exception>
    /// <exception cref="InvalidOperationException">There are no scores, or no examples were kept.</exception>
    public PrecisionRecallCurve PrecisionRecall(string? className = null)
    {
        int index = IndexOf(className);
        return PrecisionRecallCurve.Of(RequiredScores.Ranking(index), RequiredExamples.IsOf(index), RequiredExamples.Weights);
    }

    /// <summary>The reliability diagram of one class against the others.</summary>
    /// <param name="className">
    /// The class that counts as positive; null, with two classes only, takes that of the model, or the last one.
    /// </param>
    /// <param name="bins">The number of bins.</param>
    /// <param name="strategy">How the bins are made.</param>
    /// <returns>The curve.</returns>
    /// <exception cref="ArgumentException">There is no such class, or there are more than two and none is named.</exception>
    /// <exception cref="InvalidOperationException">There are no probabilities, or no examples were kept.</exception>
    public CalibrationCurve Reliability(string? className = null, int bins = 10, BinStrategy strategy = BinStrategy.Uniform)
    {
        int index = IndexOf(className);
        double[] column = RequiredScores.Column(RequiredProbabilities.ToArray(), index);
        return CalibrationCurve.Of(column, RequiredExamples.IsOf(index), RequiredExamples.Weights, bins, strategy);
    }

    /// <summary>
    /// The reliability diagram of all predictions: how often the most probable class is right, against its probability. Its
    /// <see cref="CalibrationCurve.ExpectedError"/> is what is commonly called the expected calibration error.
    /// </summary>
    /// <param name="bins">The number of bins.</param>
    /// <param name="strategy">How the bins are made.</param>
    /// <returns>The curve.</returns>
    /// <exception cref="InvalidOperationException">There are no probabilities, or no examples were kept.</exception>
    public CalibrationCurve ConfidenceReliability(int bins = 10, BinStrategy strategy = BinStrategy.Uniform)
    {
        ReadOnlySpan<double> probabilities = RequiredProbabilities;
        ScoredExamples examples = RequiredExamples;
        double[] confidences = new double[examples.Count];
        bool[] isRight = new bool[examples.Count];
        for (int i = 0; i < confidences.Length; i++)
        {
            int best = Argmax.Of(probabilities.Slice(i * Classes.Count, Classes.Count));
            confidences[i] = probabilities[(i * Classes.Count) + best];
            isRight[i] = best == examples.Labels[i];
        }

        return CalibrationCurve.Of(confidences, isRight, examples.Weights, bins, strategy);
    }

    /// <summary>A confidence interval of any measure, by the bootstrap; see <see cref="AutoGradLinear.Bootstrap"/>.</summary>
    /// <param name="measure">The measure, such as <c>result => result.Accuracy</c>; called from several threads.</param>
    /// <param name="options">The settings; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the run with an exception.</param>
    /// <returns>The interval.</returns>
    /// <exception cref="InvalidOperationException">No examples were kept.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public ConfidenceInterval Bootstrap(
        Func<EvaluationResult, double> measure, BootstrapOptions? options = null, CancellationToken cancellationToken = default)
        => AutoGradLinear.Bootstrap.Interval(this, measure, options, cancellationToken);

    private int IndexOf(string? className)
    {
        if (className is null)
        {
            return Classes.Count == 2
                ? RequiredScores.Layout.PositiveIndex ?? 1
                : throw new ArgumentException(
                    $"There are {Classes.Count} classes; name the one that counts as positive: {string.Join(", ", Classes)}.", nameof(className));
        }

        for (int c = 0; c < Classes.Count; c++)
        {
            if (string.Equals(Classes[c], className, StringComparison.Ordinal))
                return c;
        }

        throw new ArgumentException($"There is no class '{className}'; the classes are {string.Join(", ", Classes)}.", nameof(className));
    }
}
