using System.Globalization;
using AutoGradLinear.Evaluation;

namespace AutoGradLinear;

/// <summary>A point of a ROC curve: what deciding for the positive class at scores of at least a threshold comes to.</summary>
/// <param name="FalsePositiveRate">FP / (FP + TN), in [0, 1].</param>
/// <param name="TruePositiveRate">TP / (TP + FN), in [0, 1].</param>
/// <param name="Threshold">The threshold; +∞ for the first point, where nothing is positive.</param>
public readonly record struct RocPoint(double FalsePositiveRate, double TruePositiveRate, double Threshold);

/// <summary>
/// The receiver operating characteristic: the rate of true positives against that of false positives, for every threshold.
/// </summary>
/// <remarks>
/// As scikit-learn's <c>roc_curve</c> and <c>roc_auc_score</c>: equal scores make one point, points on a straight line between neighbours
/// are left out. (T. Fawcett, "An introduction to ROC analysis", Pattern Recognition Letters 27, 2006.)
/// </remarks>
public sealed class RocCurve
{
    private RocCurve(IReadOnlyList<RocPoint> points, double area)
    {
        Points = points;
        Area = area;
    }

    /// <summary>
    /// The points, from (0, 0) to (1, 1), thresholds descending. A rate is NaN where no example is positive, or none negative.
    /// </summary>
    public IReadOnlyList<RocPoint> Points { get; }

    /// <summary>
    /// The area under the curve, in [0, 1]: the probability that a positive example has a higher score than a negative one, ties counted
    /// half. 0.5 is chance; NaN where one of the two classes has no example.
    /// </summary>
    public double Area { get; }

    /// <summary>Makes the curve.</summary>
    /// <param name="scores">The score of each example, or its probability of being positive; finite.</param>
    /// <param name="isPositive">Whether each example is positive.</param>
    /// <param name="weights">The weight of each example; empty where all weigh 1. Those of weight 0 play no part.</param>
    /// <returns>The curve.</returns>
    /// <exception cref="ArgumentException">Lengths differ, or a score or a weight is not allowed; the message names the row.</exception>
    public static RocCurve Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive, ReadOnlySpan<double> weights = default)
    {
        RankedExamples ranked = RankedExamples.Of(scores, isPositive, weights);
        var points = new List<RocPoint> { PointAt(ranked, -1) };
        for (int k = 0; k < ranked.Count; k++)
        {
            if (!IsOnLine(ranked, k))
                points.Add(PointAt(ranked, k));
        }

        return new RocCurve(points, AreaUnder(ranked));
    }

    /// <summary>Shows the area.</summary>
    /// <returns>One line.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"ROC curve of {Points.Count} points, area {Area:0.0000}");

    private static RocPoint PointAt(RankedExamples ranked, int index) => index < 0
        ? new RocPoint(0.0 / ranked.Negatives, 0.0 / ranked.Positives, double.PositiveInfinity)
        : new RocPoint(
            ranked.FalsePositives[index] / ranked.Negatives, ranked.TruePositives[index] / ranked.Positives, ranked.Thresholds[index]);

    /// <summary>Whether a point lies midway between its neighbours, where it adds nothing to the curve (scikit-learn's rule).</summary>
    private static bool IsOnLine(RankedExamples ranked, int index) =>
        index > 0 && index + 1 < ranked.Count && IsMidway(ranked.FalsePositives, index) && IsMidway(ranked.TruePositives, index);

    private static bool IsMidway(double[] sums, int index) => sums[index + 1] - sums[index] == sums[index] - sums[index - 1];

    /// <summary>The sum of trapezoids, which counts ties half.</summary>
    private static double AreaUnder(RankedExamples ranked)
    {
        double doubled = 0.0, left = 0.0, below = 0.0;
        for (int k = 0; k < ranked.Count; k++)
        {
            doubled += (ranked.FalsePositives[k] - left) / ranked.Negatives * ((ranked.TruePositives[k] + below) / ranked.Positives);
            (left, below) = (ranked.FalsePositives[k], ranked.TruePositives[k]);
        }

        return 0.5 * doubled;
    }
}
