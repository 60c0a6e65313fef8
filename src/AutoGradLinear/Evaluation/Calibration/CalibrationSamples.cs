namespace AutoGradLinear.Evaluation;

/// <summary>Checked scores, labels and weights; every weight is positive.</summary>
internal sealed record CalibrationSamples(double[] Scores, ScoreLayout Layout, int[] Labels, double[] Weights)
{
    public int Count => Labels.Length;

    public static CalibrationSamples Of(
        ReadOnlySpan<double> scores, ScoreLayout layout, ReadOnlySpan<int> labels, ReadOnlySpan<double> weights)
    {
        var kept = new List<int>(labels.Length);
        for (int i = 0; i < labels.Length; i++)
        {
            if (weights.IsEmpty || weights[i] > 0.0)
                kept.Add(i);
        }

        double[] keptScores = new double[kept.Count * layout.Count];
        int[] keptLabels = new int[kept.Count];
        double[] keptWeights = new double[kept.Count];
        for (int k = 0; k < keptLabels.Length; k++)
        {
            scores.Slice(kept[k] * layout.Count, layout.Count).CopyTo(keptScores.AsSpan(k * layout.Count));
            keptLabels[k] = labels[kept[k]];
            keptWeights[k] = weights.IsEmpty ? 1.0 : weights[kept[k]];
        }

        return new CalibrationSamples(keptScores, layout, keptLabels, keptWeights);
    }

    /// <summary>The samples with the <see cref="Margins"/> of the classes in place of their scores.</summary>
    public CalibrationSamples WithMargins()
    {
        double[] margins = new double[Scores.Length];
        for (int i = 0; i < margins.Length; i += Layout.Count)
            Margins.Compute(Scores.AsSpan(i, Layout.Count), margins.AsSpan(i, Layout.Count));
        return this with { Scores = margins };
    }

    /// <summary>One score of every example.</summary>
    public double[] Column(int index)
    {
        double[] column = new double[Count];
        for (int i = 0; i < column.Length; i++)
            column[i] = Scores[(i * Layout.Count) + index];
        return column;
    }

    /// <summary>Whether each example is of the class that a score stands for.</summary>
    public bool[] IsOfColumn(int index) => Array.ConvertAll(Labels, label => label == (Layout.PositiveIndex ?? index));
}
