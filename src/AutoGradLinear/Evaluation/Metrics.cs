using AutoGradLinear.Evaluation;

namespace AutoGradLinear;

/// <summary>
/// Measures of scores and probabilities that lie in plain arrays; those of an evaluated model are at hand in
/// <see cref="EvaluationResult"/>. Definitions and edge cases are scikit-learn's.
/// </summary>
public static class Metrics
{
    /// <summary>
    /// The smallest probability in <see cref="LogLoss"/>, 2⁻⁵², so that one certain mistake does not make the mean infinite.
    /// </summary>
    private const double SmallestProbability = 2.220446049250313E-16;

    /// <summary>
    /// Σ wᵢ [the class of example i is among the k with the highest scores] / Σ wᵢ, in [0, 1]. Of classes with equal scores the higher
    /// index counts as the better, as in scikit-learn. 1 where k is the number of classes or more.
    /// </summary>
    /// <param name="scores">One score per class for every example (count × <paramref name="classCount"/>); finite.</param>
    /// <param name="classCount">The number of classes, at least 2.</param>
    /// <param name="labels">The class index of each example.</param>
    /// <param name="k">The number of classes that may be named, at least 1.</param>
    /// <param name="weights">The weight of each example; empty where all weigh 1.</param>
    /// <returns>The accuracy.</returns>
    /// <exception cref="ArgumentException">
    /// Lengths differ, or a score, a label or a weight is not allowed; the message names the row.
    /// </exception>
    public static double TopKAccuracy(
        ReadOnlySpan<double> scores, int classCount, ReadOnlySpan<int> labels, int k, ReadOnlySpan<double> weights = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ExampleChecks.RequireLabels(labels, classCount, nameof(labels));
        ExampleChecks.RequireWeights(weights, labels.Length);
        ExampleChecks.RequireScores(scores, labels.Length, classCount, nameof(scores));
        var mean = default(WeightedMean);
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<double> row = scores.Slice(i * classCount, classCount);
            mean.Add(Rank(row, labels[i]) < k ? 1.0 : 0.0, weights, i);
        }

        return mean.Value;
    }

    /// <summary>
    /// −Σ wᵢ ln p(i, yᵢ) / Σ wᵢ in nats, where p(i, yᵢ) is the probability of the class that example i is of, kept within [2⁻⁵², 1 − 2⁻⁵²].
    /// </summary>
    /// <param name="probabilities">One probability per class for every example (count × <paramref name="classCount"/>); sums are 1.</param>
    /// <param name="classCount">The number of classes, at least 2.</param>
    /// <param name="labels">The class index of each example.</param>
    /// <param name="weights">The weight of each example; empty where all weigh 1.</param>
    /// <returns>The log loss, at least 0; smaller is better.</returns>
    /// <exception cref="ArgumentException">
    /// Lengths differ, or a probability, a label or a weight is not allowed; the message names the row.
    /// </exception>
    public static double LogLoss(
        ReadOnlySpan<double> probabilities, int classCount, ReadOnlySpan<int> labels, ReadOnlySpan<double> weights = default)
    {
        RequireDistributions(probabilities, classCount, labels, weights);
        var mean = default(WeightedMean);
        for (int i = 0; i < labels.Length; i++)
            mean.Add(NegativeLog(probabilities[(i * classCount) + labels[i]]), weights, i);
        return mean.Value;
    }

    /// <summary>
    /// Σ wᵢ Σ_c (p(i, c) − [yᵢ = c])² / Σ wᵢ, in [0, 2]; for two classes half of it, in [0, 1], which is the mean of (p − [positive])².
    /// (G. W. Brier, "Verification of forecasts expressed in terms of probability", 1950.)
    /// </summary>
    /// <param name="probabilities">One probability per class for every example (count × <paramref name="classCount"/>); sums are 1.</param>
    /// <param name="classCount">The number of classes, at least 2.</param>
    /// <param name="labels">The class index of each example.</param>
    /// <param name="weights">The weight of each example; empty where all weigh 1.</param>
    /// <returns>The score; smaller is better.</returns>
    /// <exception cref="ArgumentException">
    /// Lengths differ, or a probability, a label or a weight is not allowed; the message names the row.
    /// </exception>
    public static double BrierScore(
        ReadOnlySpan<double> probabilities, int classCount, ReadOnlySpan<int> labels, ReadOnlySpan<double> weights = default)
    {
        RequireDistributions(probabilities, classCount, labels, weights);
        var mean = default(WeightedMean);
        for (int i = 0; i < labels.Length; i++)
        {
            double sum = 0.0;
            for (int c = 0; c < classCount; c++)
            {
                double difference = probabilities[(i * classCount) + c] - (c == labels[i] ? 1.0 : 0.0);
                sum += difference * difference;
            }

            mean.Add(classCount == 2 ? 0.5 * sum : sum, weights, i);
        }

        return mean.Value;
    }

    /// <summary>The log loss of one example.</summary>
    internal static double NegativeLog(double probability) =>
        -Math.Log(Math.Clamp(probability, SmallestProbability, 1.0 - SmallestProbability));

    private static void RequireDistributions(
        ReadOnlySpan<double> probabilities, int classCount, ReadOnlySpan<int> labels, ReadOnlySpan<double> weights)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 2);
        ExampleChecks.RequireLabels(labels, classCount, nameof(labels));
        ExampleChecks.RequireWeights(weights, labels.Length);
        ExampleChecks.RequireDistributions(probabilities, labels.Length, classCount, nameof(probabilities));
    }

    /// <summary>The number of classes that stand before one.</summary>
    private static int Rank(ReadOnlySpan<double> scores, int label)
    {
        int before = 0;
        for (int c = 0; c < scores.Length; c++)
        {
            if (scores[c] > scores[label] || (scores[c] == scores[label] && c > label))
                before++;
        }

        return before;
    }
}
