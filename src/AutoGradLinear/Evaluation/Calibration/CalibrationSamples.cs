namespace AutoGradLinear.Evaluation;

/// <summary>Checked scores, labels and weights; every weight is positive.</summary>
internal sealed record CalibrationSamples(double[] Scores, int ScoreCount, int[] Labels, double[] Weights, int? PositiveIndex)
{
    public int Count => Labels.Length;

    public static CalibrationSamples Of(
        ReadOnlySpan<double> scores, int scoreCount, ReadOnlySpan<int> labels, ReadOnlySpan<double> weights, int? positiveIndex)
    {
        var kept = new List<int>(labels.Length);
        for (int i = 0; i < labels.Length; i++)
        {
            if (weights.IsEmpty || weights[i] > 0.0)
                kept.Add(i);
        }

        double[] keptScores = new double[kept.Count * scoreCount];
        int[] keptLabels = new int[kept.Count];
        double[] keptWeights = new double[kept.Count];
        for (int k = 0; k < keptLabels.Length; k++)
        {
            scores.Slice(kept[k] * scoreCount, scoreCount).CopyTo(keptScores.AsSpan(k * scoreCount));
            keptLabels[k] = labels[kept[k]];
            keptWeights[k] = weights.IsEmpty ? 1.0 : weights[kept[k]];
        }

        return new CalibrationSamples(keptScores, scoreCount, keptLabels, keptWeights, positiveIndex);
    }

    /// <summary>One score of every example.</summary>
    public double[] Column(int index)
    {
        double[] column = new double[Count];
        for (int i = 0; i < column.Length; i++)
            column[i] = Scores[(i * ScoreCount) + index];
        return column;
    }

    /// <summary>Whether each example is of the class that a score stands for.</summary>
    public bool[] IsOfColumn(int index) => Array.ConvertAll(Labels, label => label == (PositiveIndex ?? index));
}
