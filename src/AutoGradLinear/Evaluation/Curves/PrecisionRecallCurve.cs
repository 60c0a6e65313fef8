using System.Globalization;
using AutoGradLinear.Evaluation;

namespace AutoGradLinear;

/// <summary>A point of a precision–recall curve: what deciding for the positive class at scores of at least a threshold comes to.</summary>
/// <param name="Recall">TP / (TP + FN), in [0, 1].</param>
/// <param name="Precision">TP / (TP + FP), in [0, 1].</param>
/// <param name="Threshold">The threshold; +∞ for the first point, where nothing is positive.</param>
public readonly record struct PrecisionRecallPoint(double Recall, double Precision, double Threshold);

/// <summary>Precision against recall for every threshold: more telling than a ROC curve where positive examples are rare.</summary>
/// <remarks>
/// As scikit-learn's <c>precision_recall_curve</c> (whose points come in the opposite order) and <c>average_precision_score</c>: equal
/// scores make one point, and at the end without positives precision is 1. Without any positive example recall is 1 by convention, and
/// average precision 0.
/// </remarks>
public sealed class PrecisionRecallCurve
{
    private PrecisionRecallCurve(IReadOnlyList<PrecisionRecallPoint> points, double averagePrecision, double area)
    {
        Points = points;
        AveragePrecision = averagePrecision;
        Area = area;
    }

    /// <summary>The points, recall ascending from (0, 1), thresholds descending.</summary>
    public IReadOnlyList<PrecisionRecallPoint> Points { get; }

    /// <summary>Σₖ (Rₖ − Rₖ₋₁) Pₖ over the points, in [0, 1]: the area under the curve in steps, which flatters nobody.</summary>
    public double AveragePrecision { get; }

    /// <summary>
    /// The area in trapezoids, in [0, 1]: straight lines between points are too good to be true (J. Davis and M. Goadrich, "The
    /// relationship between Precision-Recall and ROC curves", ICML 2006), so <see cref="AveragePrecision"/> is the better summary.
    /// </summary>
    public double Area { get; }

    /// <summary>Makes the curve.</summary>
    /// <param name="scores">The score of each example, or its probability of being positive; finite.</param>
    /// <param name="isPositive">Whether each example is positive.</param>
    /// <param name="weights">The weight of each example; empty where all weigh 1. Those of weight 0 play no part.</param>
    /// <returns>The curve.</returns>
    /// <exception cref="ArgumentException">Lengths differ, or a score or a weight is not allowed; the message names the row.</exception>
    public static PrecisionRecallCurve Of(
        ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive, ReadOnlySpan<double> weights = default)
    {
        RankedExamples ranked = RankedExamples.Of(scores, isPositive, weights);
        var points = new List<PrecisionRecallPoint>(ranked.Count + 1) { new(0.0, 1.0, double.PositiveInfinity) };
        double average = 0.0, doubled = 0.0;
        for (int k = 0; k < ranked.Count; k++)
        {
            PrecisionRecallPoint point = PointAt(ranked, k);
            double step = point.Recall - points[k].Recall;
            average += step * point.Precision;
            doubled += step * (point.Precision + points[k].Precision);
            points.Add(point);
        }

        return new PrecisionRecallCurve(points, average, 0.5 * doubled);
    }

    /// <summary>Shows the average precision.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"precision–recall curve of {Points.Count} points, average precision {AveragePrecision:0.0000}");

    private static PrecisionRecallPoint PointAt(RankedExamples ranked, int index)
    {
        double found = ranked.TruePositives[index];
        double recall = ranked.Positives == 0.0 ? 1.0 : found / ranked.Positives;
        return new PrecisionRecallPoint(recall, found / (found + ranked.FalsePositives[index]), ranked.Thresholds[index]);
    }
}
