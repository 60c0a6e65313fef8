using AutoGradLinear.Evaluation;
using AutoGradLinear.Models;

namespace AutoGradLinear;

/// <content>Evaluation: what is said of each example is kept, and probabilities are made of the scores when they are asked for.</content>
public abstract partial class LinearClassifier<T, TLoss, TPenalty>
{
    /// <summary>Whether the loss has a link, so that scores give probabilities.</summary>
    protected virtual bool HasLink => false;

    /// <summary>
    /// Computes the probability of each class from scores, by the link of the loss; called only where <see cref="HasLink"/>.
    /// </summary>
    /// <param name="scores">The scores of an example, <see cref="LinearClassifier.ScoreCount"/> of them.</param>
    /// <param name="probabilities">Receives one probability per class.</param>
    protected virtual void LinkScores(ReadOnlySpan<T> scores, Span<T> probabilities) =>
        throw new NotSupportedException($"{typeof(TLoss)} has no link.");

    /// <inheritdoc/>
    public sealed override EvaluationResult Evaluate(ClassificationDataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        int[] labels = ClassMapping.Labels(data, this, nameof(data));
        int perExample = ScoreCount;
        int[] predictions = new int[labels.Length];
        double[] losses = new double[labels.Length];
        bool keepsScores = ScoreColumns.AreKept(labels.Length, Classes.Count);
        double[] scores = new double[keepsScores ? labels.Length * perExample : 0];
        LinearScoring.Measure(
            model.Scoring.Weights, model.Scoring.Bias, model.Binary, model.Loss, model.Scoring.Prepare(data), labels, Keep);
        var layout = new ScoreLayout(perExample, PositiveIndexOrNull, Classes);
        ScoreColumns? columns = keepsScores ? new ScoreColumns(scores, layout, Link(scores)) : null;
        return new ScoredExamples(Classes, labels, predictions, losses, data.Weights, columns).Evaluate();

        void Keep(int row, ReadOnlySpan<T> rowScores, int predicted, double loss)
        {
            predictions[row] = predicted;
            losses[row] = loss;
            for (int c = 0; keepsScores && c < rowScores.Length; c++)
                scores[(row * perExample) + c] = double.CreateTruncating(rowScores[c]);
        }
    }

    /// <summary>What makes probabilities of the scores of many examples; null without a link.</summary>
    private Func<double[]>? Link(double[] scores)
    {
        return HasLink ? Probabilities : null;

        double[] Probabilities()
        {
            T[] rowScores = new T[ScoreCount];
            T[] row = new T[Classes.Count];
            double[] probabilities = new double[scores.Length / rowScores.Length * row.Length];
            for (int i = 0; i < scores.Length / rowScores.Length; i++)
            {
                for (int c = 0; c < rowScores.Length; c++)
                    rowScores[c] = T.CreateTruncating(scores[(i * rowScores.Length) + c]);
                LinkScores(rowScores, row);
                for (int c = 0; c < row.Length; c++)
                    probabilities[(i * row.Length) + c] = double.CreateTruncating(row[c]);
            }

            return probabilities;
        }
    }
}
