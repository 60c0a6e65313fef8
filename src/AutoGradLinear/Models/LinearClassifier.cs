using AutoGradLinear.Models;

namespace AutoGradLinear;

/// <summary>A linear classifier of any numeric type, loss and penalty: what is common to all of them.</summary>
/// <remarks>The assembly's own <see cref="LinearClassifier{T, TLoss, TPenalty}"/> is the only one that derives from it.</remarks>
public abstract class LinearClassifier : Classifier
{
    private protected LinearClassifier()
    {
    }

    /// <summary>How the model was trained; null for a model from a file.</summary>
    public abstract TrainingResult? TrainingResult { get; }

    /// <summary>The number of scores of an example: one per class, or one alone where a binary loss decides between two.</summary>
    public abstract int ScoreCount { get; }

    /// <summary>
    /// What makes the features that the weights belong to of those that are given, fitted with <see cref="TrainingOptions.Preparation"/>;
    /// null where there is none. The model takes raw rows and prepares them itself.
    /// </summary>
    public abstract Preparation? Preparation { get; }

    /// <summary>Computes the scores W x + b of every example.</summary>
    /// <param name="data">The examples; their labels play no part.</param>
    /// <param name="scores">Receives the scores, example by example (Count × <see cref="ScoreCount"/>).</param>
    /// <exception cref="ArgumentException">
    /// The number of features differs, or a name or their order, or <paramref name="scores"/> has another length.
    /// </exception>
    public abstract void Scores(ClassificationDataset data, Span<double> scores);

    /// <summary>Saves the model, with its preparation, in the safetensors layout. The file is replaced as a whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="InvalidOperationException">The model is larger than a file of this layout can be.</exception>
    public abstract void Save(string path);

    /// <summary>Fits probabilities to the model's scores on examples that it was not trained on.</summary>
    /// <param name="method">The method; see <see cref="Calibration"/>.</param>
    /// <param name="heldOut">The examples; their classes are matched by name, and their weights respected.</param>
    /// <returns>The classifier with probabilities.</returns>
    /// <exception cref="ArgumentException">
    /// The number of features differs, an example has a class that the model does not know, or a score is not finite.
    /// </exception>
    public CalibratedClassifier Calibrate(Calibration method, ClassificationDataset heldOut)
    {
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(heldOut);
        int[] labels = ClassMapping.Labels(heldOut, this, nameof(heldOut));
        double[] scores = new double[checked(labels.Length * ScoreCount)];
        Scores(heldOut, scores);
        return new(this, method.Fit(scores, ScoreCount, labels, heldOut.Weights, Classes.Count, PositiveIndexOrNull ?? -1, Classes));
    }

    /// <summary>Joins the model with a calibrator that was fitted to its scores, such as one from a file.</summary>
    /// <param name="calibrator">The calibrator.</param>
    /// <returns>The classifier with probabilities.</returns>
    /// <exception cref="ArgumentException">
    /// The calibrator is for another number of scores, another positive class, or other classes; the message names the first that differs.
    /// </exception>
    public CalibratedClassifier WithCalibrator(Calibrator calibrator)
    {
        ArgumentNullException.ThrowIfNull(calibrator);
        if (calibrator.ScoreCount != ScoreCount)
            throw new ArgumentException($"The calibrator is for {calibrator.ScoreCount} scores; the model has {ScoreCount}.", nameof(calibrator));
        if (calibrator.PositiveIndex != PositiveIndexOrNull)
            throw new ArgumentException($"The calibrator's positive class is {calibrator.PositiveIndex}; the model's is {PositiveIndexOrNull}.", nameof(calibrator));
        for (int c = 0; c < calibrator.Classes?.Count; c++)
        {
            if (calibrator.Classes[c] != Classes[c])
            {
                throw new ArgumentException(
                    $"Class {c} of the calibrator is '{calibrator.Classes[c]}', that of the model '{Classes[c]}'. Load the calibrator that was fitted to this model, or fit one with Calibrate.",
                    nameof(calibrator));
            }
        }

        return new(this, calibrator);
    }

    /// <summary>The class that a high score stands for; null where every class has a score of its own.</summary>
    internal abstract int? PositiveIndexOrNull { get; }

    /// <summary>The score above which an example is taken for the positive class; 0 where every class has a score of its own.</summary>
    internal abstract double ThresholdOrZero { get; }

    /// <summary>The real type of the weights.</summary>
    internal abstract Type RealType { get; }

    /// <summary>The loss; a loss of one score within its <see cref="Losses.BinaryTarget{T, TLoss}"/>.</summary>
    internal abstract Type LossType { get; }

    /// <summary>The name of the loss, as files have it.</summary>
    internal abstract string LossName { get; }

    /// <summary>The name of the penalty, as files have it.</summary>
    internal abstract string PenaltyName { get; }

    /// <summary>Computes the scores of one example.</summary>
    internal abstract void ScoresOf(ReadOnlySpan<double> features, Span<double> scores);

    /// <summary>Copies the weights and bias, converted to double.</summary>
    /// <param name="weights">Receives W, row by row (scores × prepared features).</param>
    /// <param name="bias">Receives b, one per score.</param>
    internal abstract void CopyParameters(Span<double> weights, Span<double> bias);
}
