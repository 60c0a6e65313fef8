namespace AutoGradLinear.Evaluation;

/// <summary>Σ wᵢ vᵢ / Σ wᵢ. What weighs nothing plays no part, whatever its value is.</summary>
internal struct WeightedMean
{
    private double sum;
    private double weightSum;

    /// <summary>The mean; NaN where nothing weighs anything.</summary>
    public readonly double Value => sum / weightSum;

    public void Add(double value, double weight)
    {
        if (weight == 0.0)
            return;
        sum += weight * value;
        weightSum += weight;
    }

    /// <summary>Adds the value of a row; without weights it weighs 1.</summary>
    public void Add(double value, ReadOnlySpan<double> weights, int row) => Add(value, weights.IsEmpty ? 1.0 : weights[row]);
}
