using System.Globalization;
using AutoGradLinear.Evaluation;

namespace AutoGradLinear;

/// <summary>How probabilities are divided into bins.</summary>
public enum BinStrategy
{
    /// <summary>Bins of equal width.</summary>
    Uniform,

    /// <summary>Bins with equal numbers of examples; the edges are quantiles, each example counted once.</summary>
    Quantile,
}

/// <summary>Examples whose probabilities are similar: a point of a reliability diagram.</summary>
/// <param name="Probability">The mean probability that was predicted, in [0, 1].</param>
/// <param name="Share">The share of positive examples, in [0, 1]; the same where probabilities are right.</param>
/// <param name="Weight">The number of examples, or the sum of their weights.</param>
public readonly record struct CalibrationBin(double Probability, double Share, double Weight);

/// <summary>The reliability diagram: predicted probabilities against what happened.</summary>
/// <remarks>
/// As scikit-learn's <c>calibration_curve</c>, with weights: an inner edge belongs to the bin below it, and empty bins are left out.
/// (A. Niculescu-Mizil and R. Caruana, "Predicting good probabilities with supervised learning", ICML 2005.)
/// </remarks>
public sealed class CalibrationCurve
{
    /// <summary>More bins than anybody can look at, and few enough to be made in memory.</summary>
    private const int MostBins = 1_000_000;

    private CalibrationCurve(IReadOnlyList<CalibrationBin> bins) => Bins = bins;

    /// <summary>The bins that have examples, probabilities ascending.</summary>
    public IReadOnlyList<CalibrationBin> Bins { get; }

    /// <summary>
    /// Σ_b w_b |share − probability| / Σ_b w_b over the bins, in [0, 1]: the expected calibration error. (C. Guo et al., "On calibration of
    /// modern neural networks", ICML 2017.) It depends on the bins: compare only what was measured with the same ones.
    /// </summary>
    public double ExpectedError
    {
        get
        {
            var mean = default(WeightedMean);
            foreach (CalibrationBin bin in Bins)
                mean.Add(Math.Abs(bin.Share - bin.Probability), bin.Weight);
            return mean.Value;
        }
    }

    /// <summary>The largest |share − probability| of a bin, in [0, 1].</summary>
    public double MaximumError => Bins.Max(bin => Math.Abs(bin.Share - bin.Probability));

    /// <summary>Makes the curve.</summary>
    /// <param name="probabilities">The probability of each example to be positive, in [0, 1].</param>
    /// <param name="isPositive">Whether each example is positive.</param>
    /// <param name="weights">The weight of each example; empty where all weigh 1. Those of weight 0 play no part.</param>
    /// <param name="bins">The number of bins, from 1 to 1 000 000.</param>
    /// <param name="strategy">How the bins are made.</param>
    /// <returns>The curve.</returns>
    /// <exception cref="ArgumentException">
    /// Lengths differ, or a probability or a weight is not allowed; the message names the row.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of bins is out of its range.</exception>
    public static CalibrationCurve Of(
        ReadOnlySpan<double> probabilities,
        ReadOnlySpan<bool> isPositive,
        ReadOnlySpan<double> weights = default,
        int bins = 10,
        BinStrategy strategy = BinStrategy.Uniform)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bins, MostBins);
        if (isPositive.IsEmpty)
            throw new ArgumentException("There are no examples; a curve needs one or more.", nameof(isPositive));
        ExampleChecks.RequireCount(probabilities.Length, isPositive.Length, nameof(probabilities));
        ExampleChecks.RequireProbabilities(probabilities, nameof(probabilities));
        ExampleChecks.RequireWeights(weights, isPositive.Length);

        double[] edges = strategy == BinStrategy.Uniform ? UniformEdges(bins) : QuantileEdges(probabilities, weights, bins);
        double[] mass = new double[bins], predicted = new double[bins], happened = new double[bins];
        for (int i = 0; i < probabilities.Length; i++)
        {
            double weight = weights.IsEmpty ? 1.0 : weights[i];
            int bin = BinOf(edges, probabilities[i]);
            mass[bin] += weight;
            predicted[bin] += weight * probabilities[i];
            happened[bin] += isPositive[i] ? weight : 0.0;
        }

        return new CalibrationCurve(
        [
            .. Enumerable.Range(0, bins).Where(bin => mass[bin] > 0.0)
                .Select(bin => new CalibrationBin(predicted[bin] / mass[bin], happened[bin] / mass[bin], mass[bin])),
        ]);
    }

    /// <summary>Shows the bins and the expected error.</summary>
    /// <returns>A table with a line for each bin.</returns>
    public override string ToString()
    {
        string table = TextTable.Of([["predicted", "happened", "weight"], .. Bins.Select(Row)]);
        return $"{table}expected calibration error {Number(ExpectedError)}";
    }

    private static string[] Row(CalibrationBin bin) =>
        [Number(bin.Probability), Number(bin.Share), bin.Weight.ToString("0.##", CultureInfo.InvariantCulture)];

    private static string Number(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);

    /// <summary>The edges between bins; 0 and 1 are not among them.</summary>
    private static double[] UniformEdges(int bins) => [.. Enumerable.Range(1, bins - 1).Select(edge => edge * (1.0 / bins))];

    private static double[] QuantileEdges(ReadOnlySpan<double> probabilities, ReadOnlySpan<double> weights, int bins)
    {
        var counted = new List<double>(probabilities.Length);
        for (int i = 0; i < probabilities.Length; i++)
        {
            if (weights.IsEmpty || weights[i] > 0.0)
                counted.Add(probabilities[i]);
        }

        counted.Sort();
        return [.. Enumerable.Range(1, bins - 1).Select(edge => Quantiles.Of(counted, edge * (1.0 / bins)))];
    }

    /// <summary>The number of edges below a probability.</summary>
    private static int BinOf(double[] edges, double probability)
    {
        int bin = 0;
        while (bin < edges.Length && edges[bin] < probability)
            bin++;
        return bin;
    }
}
