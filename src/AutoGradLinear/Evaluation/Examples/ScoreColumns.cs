namespace AutoGradLinear.Evaluation;

/// <summary>The scores of examples, and the probabilities that follow from them, made when they are first asked for.</summary>
/// <param name="values">The scores, example by example.</param>
/// <param name="layout">What the scores of an example stand for.</param>
/// <param name="link">Makes the probabilities, example by example, one per class; null where nothing gives probabilities.</param>
internal sealed class ScoreColumns(double[] values, ScoreLayout layout, Func<double[]>? link)
{
    /// <summary>The most scores that an evaluation keeps: 512 MiB.</summary>
    private const long MostValues = 1L << 26;

    private readonly Lazy<double[]?> probabilities = new(() => link?.Invoke());

    /// <summary>Whether scores and probabilities are few enough to be kept.</summary>
    public static bool AreKept(int examples, int classes) => (long)examples * classes <= MostValues;

    public double[] Values => values;

    public ScoreLayout Layout => layout;

    public bool HasProbabilities => link is not null;

    public double[]? Probabilities => probabilities.Value;

    /// <summary>
    /// Numbers that are the larger the more an example looks like a class: the probability where there is one; else the only score, or the
    /// margin s_c − max over k ≠ c of s_k (<see cref="Margins"/>). The only score is preferred to its probability, which is 1 for many
    /// large scores.
    /// </summary>
    public double[] Ranking(int classIndex)
    {
        if (layout.PositiveIndex is int positive)
        {
            RequireFinite();
            return classIndex == positive ? values : Array.ConvertAll(values, score => -score);
        }

        if (Probabilities is { } known)
            return Column(known, classIndex);
        RequireFinite();
        double[] margins = new double[values.Length];
        for (int i = 0; i < margins.Length; i += layout.Count)
            Margins.Compute(values.AsSpan(i, layout.Count), margins.AsSpan(i, layout.Count));
        return Column(margins, classIndex);
    }

    /// <summary>The value of one class for every example.</summary>
    public double[] Column(double[] table, int classIndex)
    {
        int perExample = layout.ClassCount;
        double[] column = new double[table.Length / perExample];
        for (int i = 0; i < column.Length; i++)
            column[i] = table[(i * perExample) + classIndex];
        return column;
    }

    private void RequireFinite() => ExampleChecks.RequireScores(values, values.Length / layout.Count, layout.Count, "scores");
}
