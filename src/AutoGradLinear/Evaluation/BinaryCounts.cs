namespace AutoGradLinear;

/// <summary>How the decisions between two classes came out: numbers of examples, or sums of their weights.</summary>
/// <param name="TruePositives">Positive examples that were taken for positive.</param>
/// <param name="FalsePositives">Negative examples that were taken for positive.</param>
/// <param name="TrueNegatives">Negative examples that were taken for negative.</param>
/// <param name="FalseNegatives">Positive examples that were taken for negative.</param>
public readonly record struct BinaryCounts(double TruePositives, double FalsePositives, double TrueNegatives, double FalseNegatives)
{
    /// <summary>The positive examples.</summary>
    public double Positives => TruePositives + FalseNegatives;

    /// <summary>The negative examples.</summary>
    public double Negatives => TrueNegatives + FalsePositives;

    /// <summary>All examples.</summary>
    public double Total => Positives + Negatives;
}
