using System.Globalization;

namespace AutoGradLinear;

/// <summary>
/// How good decisions between two classes are: a number that is better the larger it is. A fraction 0/0 counts as 0, as in scikit-learn.
/// </summary>
/// <remarks>TP, FP, TN and FN are true and false positives and negatives, or the sums of their weights; see <see cref="BinaryCounts"/>.</remarks>
public sealed class BinaryMetric
{
    private readonly Func<BinaryCounts, double> measure;

    private BinaryMetric(string name, Func<BinaryCounts, double> measure)
    {
        Name = name;
        this.measure = measure;
    }

    /// <summary>(TP + TN) / (TP + FP + TN + FN), in [0, 1].</summary>
    public static BinaryMetric Accuracy { get; } = new(
        "accuracy", counts => Ratio(counts.TruePositives + counts.TrueNegatives, counts.Total));

    /// <summary>The mean of TP / (TP + FN) and TN / (TN + FP), in [0, 1]; where only one class occurs, the one that it has.</summary>
    public static BinaryMetric BalancedAccuracy { get; } = new("balanced accuracy", MeanRecall);

    /// <summary>2 TP / (2 TP + FP + FN), the harmonic mean of precision and recall, in [0, 1].</summary>
    public static BinaryMetric F1 { get; } = FBeta(1.0);

    /// <summary>
    /// (TP · TN − FP · FN) / √((TP + FP)(TP + FN)(TN + FP)(TN + FN)), in [−1, 1]: the correlation of decisions and classes; 0 where all
    /// examples or all decisions are of one class. (Matthews, 1975.)
    /// </summary>
    public static BinaryMetric MatthewsCorrelation { get; } = new("Matthews correlation", Correlation);

    /// <summary>The metric's name.</summary>
    public string Name { get; }

    /// <summary>(1 + β²) TP / ((1 + β²) TP + β² FN + FP), in [0, 1]: recall counts β times as much as precision.</summary>
    /// <param name="beta">β, positive.</param>
    /// <returns>The metric.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="beta"/> is not positive and finite.</exception>
    public static BinaryMetric FBeta(double beta)
    {
        if (!(beta > 0.0) || !double.IsFinite(beta * beta))
            throw new ArgumentOutOfRangeException(nameof(beta), beta, "β is positive, and its square finite.");
        double square = beta * beta;
        return new(
            string.Create(CultureInfo.InvariantCulture, $"F{beta}"),
            counts => Ratio(
                (1.0 + square) * counts.TruePositives,
                ((1.0 + square) * counts.TruePositives) + (square * counts.FalseNegatives) + counts.FalsePositives));
    }

    /// <summary>−(c₊ FP + c₋ FN) / (TP + FP + TN + FN), at most 0: the mean cost of the mistakes, negated so that larger is better.</summary>
    /// <param name="falsePositive">c₊, the cost of taking a negative example for a positive one.</param>
    /// <param name="falseNegative">c₋, the cost of taking a positive example for a negative one.</param>
    /// <returns>The metric.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A cost is negative, NaN or infinite.</exception>
    public static BinaryMetric Cost(double falsePositive, double falseNegative)
    {
        RequireCost(falsePositive, nameof(falsePositive));
        RequireCost(falseNegative, nameof(falseNegative));
        return new(
            string.Create(CultureInfo.InvariantCulture, $"negative mean cost ({falsePositive} per false positive, {falseNegative} per false negative)"),
            counts => -Ratio((falsePositive * counts.FalsePositives) + (falseNegative * counts.FalseNegatives), counts.Total));
    }

    /// <summary>Makes a metric of a function.</summary>
    /// <param name="name">The name, for messages.</param>
    /// <param name="measure">Larger is better; never NaN.</param>
    /// <returns>The metric.</returns>
    public static BinaryMetric From(string name, Func<BinaryCounts, double> measure)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(measure);
        return new(name, measure);
    }

    /// <summary>Computes the metric.</summary>
    /// <param name="counts">The outcomes.</param>
    /// <returns>The value; larger is better.</returns>
    public double Of(BinaryCounts counts) => measure(counts);

    /// <summary>Shows the name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;

    private static double Ratio(double part, double whole) => whole == 0.0 ? 0.0 : part / whole;

    private static double MeanRecall(BinaryCounts counts)
    {
        double positive = Ratio(counts.TruePositives, counts.Positives);
        double negative = Ratio(counts.TrueNegatives, counts.Negatives);
        if (counts.Positives == 0.0)
            return negative;
        return counts.Negatives == 0.0 ? positive : 0.5 * (positive + negative);
    }

    private static double Correlation(BinaryCounts counts)
    {
        // One root each, since the product of four sums could overflow.
        double predicted = Math.Sqrt(counts.TruePositives + counts.FalsePositives) * Math.Sqrt(counts.TrueNegatives + counts.FalseNegatives);
        double actual = Math.Sqrt(counts.Positives) * Math.Sqrt(counts.Negatives);
        return Ratio((counts.TruePositives * counts.TrueNegatives) - (counts.FalsePositives * counts.FalseNegatives), predicted * actual);
    }

    private static void RequireCost(double cost, string name)
    {
        if (!(cost >= 0.0) || !double.IsFinite(cost))
            throw new ArgumentOutOfRangeException(name, cost, "A cost is finite and not negative.");
    }
}
