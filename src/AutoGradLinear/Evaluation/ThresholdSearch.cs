using System.Globalization;

namespace AutoGradLinear;

/// <summary>Finds the threshold of a decision between two classes: an example is positive where its score is greater than it.</summary>
public static class ThresholdSearch
{
    /// <summary>
    /// The threshold that makes a metric largest. The metric changes only at scores, so one threshold in each gap between neighbouring
    /// distinct scores, its middle, and one beyond each end are all there is to try. O(n log n) for n examples.
    /// </summary>
    /// <param name="scores">The score of each example; finite.</param>
    /// <param name="isPositive">Whether each example is positive.</param>
    /// <param name="weights">The weight of each example, finite and not negative; empty where all weigh 1. Those of weight 0 play no part.</param>
    /// <param name="metric">What is made as large as possible.</param>
    /// <returns>
    /// A finite threshold and the metric there. Of gaps that are equally good the widest is taken, of equally wide ones that of the lowest
    /// scores; beyond the ends only where no gap is as good.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// The lengths differ, a score or a weight is not as it should be (the message names the row), no example has a weight, or the metric is NaN.
    /// </exception>
    public static (double Threshold, double Value) Best(
        ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive, ReadOnlySpan<double> weights, BinaryMetric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        RequireShape(scores, isPositive, weights);
        int[] rows = WeightyRows(scores, weights);
        double[] sorted = new double[rows.Length];
        for (int k = 0; k < rows.Length; k++)
            sorted[k] = scores[rows[k]];
        Array.Sort(sorted, rows);

        // What lies below and what lies above a gap are summed each from its own end, so that no sum is a difference with a rounding error.
        double[] positivesFrom = new double[rows.Length + 1];
        double[] negativesFrom = new double[rows.Length + 1];
        for (int k = rows.Length - 1; k >= 0; k--)
        {
            double weight = WeightOf(weights, rows[k]);
            positivesFrom[k] = positivesFrom[k + 1] + (isPositive[rows[k]] ? weight : 0.0);
            negativesFrom[k] = negativesFrom[k + 1] + (isPositive[rows[k]] ? 0.0 : weight);
        }

        (double Threshold, double Value) best = (double.NaN, double.NegativeInfinity);
        double widest = -1.0;
        double positivesBelow = 0.0;
        double negativesBelow = 0.0;
        for (int k = 0; k <= rows.Length; k++)
        {
            if ((k == 0 || k == rows.Length || sorted[k] != sorted[k - 1]) && !(k == 0 && sorted[0] == double.MinValue))
            {
                double value = Checked(metric, new BinaryCounts(positivesFrom[k], negativesFrom[k], negativesBelow, positivesBelow));
                double width = k == 0 || k == rows.Length ? 0.0 : sorted[k] - sorted[k - 1];
                if (double.IsNaN(best.Threshold) || value > best.Value || (value == best.Value && width > widest))
                {
                    best = (ThresholdAt(sorted, k), value);
                    widest = width;
                }
            }

            if (k < rows.Length)
            {
                double weight = WeightOf(weights, rows[k]);
                positivesBelow += isPositive[rows[k]] ? weight : 0.0;
                negativesBelow += isPositive[rows[k]] ? 0.0 : weight;
            }
        }

        return best;
    }

    /// <summary>A finite threshold with <paramref name="below"/> of the sorted scores at or below it and the others above.</summary>
    private static double ThresholdAt(double[] sorted, int below)
    {
        if (below == 0)
            return Math.Max(double.MinValue, sorted[0] - Margin(sorted[0]));
        if (below == sorted.Length)
            return Math.Min(double.MaxValue, sorted[^1] + Margin(sorted[^1]));
        double low = sorted[below - 1];
        double high = sorted[below];
        double middle = (0.5 * low) + (0.5 * high);

        // Neighbouring doubles have nothing between them; the lower one separates them, since it is not greater than itself.
        return middle >= low && middle < high ? middle : low;
    }

    // Enough to be another number in single precision too.
    private static double Margin(double score) => Math.Max(1.0, Math.Abs(score) * 0.001);

    private static double WeightOf(ReadOnlySpan<double> weights, int row) => weights.IsEmpty ? 1.0 : weights[row];

    private static double Checked(BinaryMetric metric, BinaryCounts counts)
    {
        double value = metric.Of(counts);
        return double.IsNaN(value)
            ? throw new ArgumentException($"The metric '{metric.Name}' is NaN for {counts}; a metric gives a number for every outcome.", nameof(metric))
            : value;
    }

    private static int[] WeightyRows(ReadOnlySpan<double> scores, ReadOnlySpan<double> weights)
    {
        var rows = new List<int>(scores.Length);
        for (int i = 0; i < scores.Length; i++)
        {
            if (!double.IsFinite(scores[i]))
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The score of row {i} is {scores[i]}; scores are finite."), nameof(scores));
            double weight = WeightOf(weights, i);
            if (!(weight >= 0.0) || !double.IsFinite(weight))
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The weight of row {i} is {weight}; weights are finite and not negative."), nameof(weights));
            if (weight > 0.0)
                rows.Add(i);
        }

        return rows.Count > 0 ? [.. rows] : throw new ArgumentException("There is no example with a positive weight.", nameof(scores));
    }

    private static void RequireShape(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive, ReadOnlySpan<double> weights)
    {
        if (isPositive.Length != scores.Length)
            throw new ArgumentException($"There are {isPositive.Length} labels for {scores.Length} scores.", nameof(isPositive));
        if (!weights.IsEmpty && weights.Length != scores.Length)
            throw new ArgumentException($"There are {weights.Length} weights for {scores.Length} scores.", nameof(weights));
    }
}
