using AutoGradLinear.Evaluation;
using AutoGradLinear.Models;

namespace AutoGradLinear;

/// <summary>
/// A linear classifier whose scores are turned into probabilities by a <see cref="AutoGradLinear.Calibrator"/>. Immutable and thread-safe.
/// </summary>
/// <remarks>Saved as two files: <c>Model.Save</c> and <c>Calibrator.Save</c>; joined by <see cref="LinearClassifier.WithCalibrator"/>.</remarks>
public sealed class CalibratedClassifier : Classifier
{
    /// <summary>The log loss of an example is −ln max(p, 10⁻¹⁵), so that one certain mistake does not make the mean infinite.</summary>
    private const double SmallestProbability = 1e-15;

    internal CalibratedClassifier(LinearClassifier model, Calibrator calibrator)
    {
        Model = model;
        Calibrator = calibrator;
    }

    /// <summary>The classifier that gives the scores.</summary>
    public LinearClassifier Model { get; }

    /// <summary>What turns scores into probabilities.</summary>
    public Calibrator Calibrator { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes => Model.Classes;

    /// <inheritdoc/>
    public override IReadOnlyList<string>? FeatureNames => Model.FeatureNames;

    /// <inheritdoc/>
    public override int FeatureCount => Model.FeatureCount;

    /// <summary>Computes the probability of each class for one example.</summary>
    /// <param name="features">The features, <see cref="Classifier.FeatureCount"/> of them; converted to the type of the model's weights.</param>
    /// <param name="probabilities">Receives one probability per class.</param>
    /// <exception cref="ArgumentException">A length differs, or a score is not finite.</exception>
    public void PredictProbabilities(ReadOnlySpan<double> features, Span<double> probabilities)
    {
        double[] scores = new double[Model.ScoreCount];
        Model.ScoresOf(features, scores);
        Calibrator.Probabilities(scores, probabilities);
    }

    /// <summary>Computes the probability of each class for every example.</summary>
    /// <param name="data">The examples; their labels play no part.</param>
    /// <returns>The probabilities, example by example (Count × Classes.Count).</returns>
    /// <exception cref="ArgumentException">The number of features differs, or a score is not finite; the message names the row.</exception>
    public double[] PredictProbabilities(ClassificationDataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        int perExample = Model.ScoreCount;
        double[] scores = new double[checked(data.Count * perExample)];
        Model.Scores(data, scores);
        double[] probabilities = new double[checked(data.Count * Classes.Count)];
        for (int i = 0; i < data.Count; i++)
        {
            ReadOnlySpan<double> row = scores.AsSpan(i * perExample, perExample);
            foreach (double score in row)
            {
                if (!double.IsFinite(score))
                    throw new ArgumentException($"The features of row {i} are so large that a score is not finite; scale them as the training data.", nameof(data));
            }

            Calibrator.Probabilities(row, probabilities.AsSpan(i * Classes.Count, Classes.Count));
        }

        return probabilities;
    }

    /// <summary>Predicts the class of every example: the one with the highest probability, the first of equals. A tuned threshold plays no part.</summary>
    /// <inheritdoc/>
    public override int[] Predict(ClassificationDataset data)
    {
        double[] probabilities = PredictProbabilities(data);
        int[] predictions = new int[data.Count];
        for (int i = 0; i < predictions.Length; i++)
            predictions[i] = Argmax.Of(probabilities.AsSpan(i * Classes.Count, Classes.Count));
        return predictions;
    }

    /// <summary>
    /// Measures accuracy, log loss and confusion matrix on data. The mean loss is Σ wᵢ (−ln max(pᵢ, 10⁻¹⁵)) / Σ wᵢ, with the probability pᵢ of
    /// example i's own class.
    /// </summary>
    /// <inheritdoc/>
    public override EvaluationResult Evaluate(ClassificationDataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        int[] labels = ClassMapping.Labels(data, this, nameof(data));
        double[] probabilities = PredictProbabilities(data);
        int[] predictions = new int[labels.Length];
        double[] losses = new double[labels.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<double> row = probabilities.AsSpan(i * Classes.Count, Classes.Count);
            predictions[i] = Argmax.Of(row);
            losses[i] = -Math.Log(Math.Max(SmallestProbability, row[labels[i]]));
        }

        var columns = new ScoreColumns(probabilities, new ScoreLayout(Classes.Count, null, Classes), () => probabilities);
        return new ScoredExamples(Classes, labels, predictions, losses, data.Weights, columns).Evaluate();
    }
}
