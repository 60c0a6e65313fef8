namespace AutoGradLinear.Evaluation;

/// <summary>
/// Positive and negative examples from the highest score down, equal scores together: element k of each array belongs to the decision that
/// takes an example for positive where its score is at least <c>Thresholds[k]</c>.
/// </summary>
/// <param name="Thresholds">The scores that occur, descending. Examples of weight 0 play no part.</param>
/// <param name="TruePositives">The weight of the positive examples at or above each threshold.</param>
/// <param name="FalsePositives">The weight of the negative examples at or above each threshold.</param>
internal sealed record RankedExamples(double[] Thresholds, double[] TruePositives, double[] FalsePositives)
{
    public int Count => Thresholds.Length;

    /// <summary>The weight of all positive examples.</summary>
    public double Positives => TruePositives[^1];

    /// <summary>The weight of all negative examples.</summary>
    public double Negatives => FalsePositives[^1];

    /// <exception cref="ArgumentException">Lengths differ, or a score or a weight is not allowed; the message names the row.</exception>
    public static RankedExamples Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive, ReadOnlySpan<double> weights)
    {
        if (isPositive.IsEmpty)
            throw new ArgumentException("There are no examples; a curve needs one or more.", nameof(isPositive));
        ExampleChecks.RequireScores(scores, isPositive.Length, 1, nameof(scores));
        ExampleChecks.RequireWeights(weights, isPositive.Length);
        double[] sorted = scores.ToArray();
        int[] rows = [.. Enumerable.Range(0, sorted.Length)];
        Array.Sort(sorted, rows);

        List<double> thresholds = [], truePositives = [], falsePositives = [];
        double positives = 0.0, negatives = 0.0;
        for (int k = rows.Length - 1; k >= 0; k--)
        {
            double weight = weights.IsEmpty ? 1.0 : weights[rows[k]];
            if (weight == 0.0)
                continue;
            if (isPositive[rows[k]])
                positives += weight;
            else
                negatives += weight;
            if (thresholds.Count == 0 || thresholds[^1] != sorted[k])
            {
                thresholds.Add(sorted[k]);
                truePositives.Add(positives);
                falsePositives.Add(negatives);
            }

            truePositives[^1] = positives;
            falsePositives[^1] = negatives;
        }

        return new RankedExamples([.. thresholds], [.. truePositives], [.. falsePositives]);
    }
}
