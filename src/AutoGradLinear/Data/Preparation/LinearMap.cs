namespace AutoGradLinear.Data;

/// <summary>
/// Scores W x + b of features x, in doubles, that are carried backwards through a preparation, to the features before it.
/// </summary>
/// <param name="Weights">W, row by row (scores × columns).</param>
/// <param name="Bias">b, one per score.</param>
/// <param name="Columns">The number of columns.</param>
internal sealed record LinearMap(double[] Weights, double[] Bias, int Columns)
{
    /// <summary>
    /// How many times its factor an offset may be. In w f x − w f o both terms are that much larger than w f (x − o), whose digits they
    /// take: 16 costs four bits.
    /// </summary>
    private const double MostOffset = 16.0;

    private int ScoreCount => Weights.Length / Columns;

    /// <summary>The same scores of what a map of columns takes: w (x − o) f = w f x − w f o.</summary>
    /// <returns>The scores, or null where digits would be lost.</returns>
    public LinearMap? Before(ColumnMap map)
    {
        double[] weights = new double[Weights.Length];
        double[] bias = [.. Bias];
        for (int j = 0; j < Columns; j++)
        {
            double shift = map.Offsets[j] * map.Factors[j];
            if (!(Math.Abs(shift) <= MostOffset))
                return null;
            for (int c = 0, place = j; c < ScoreCount; c++, place += Columns)
            {
                weights[place] = Weights[place] * map.Factors[j];
                bias[c] -= Weights[place] * shift;
            }
        }

        return new LinearMap(weights, bias, Columns);
    }

    /// <summary>The same scores of rows of which only some columns were kept: the others have the weight 0.</summary>
    /// <returns>The scores, or null where most columns were left out, which is less work than weights of 0.</returns>
    public LinearMap? Before(ReadOnlySpan<int> kept, int columns)
    {
        if (columns / 2 > kept.Length)
            return null;
        double[] weights = new double[checked(ScoreCount * columns)];
        for (int c = 0; c < ScoreCount; c++)
        {
            for (int k = 0; k < kept.Length; k++)
                weights[(c * columns) + kept[k]] = Weights[(c * Columns) + k];
        }

        return new LinearMap(weights, Bias, columns);
    }
}
