namespace AutoGradLinear.Evaluation;

/// <summary>
/// How far each class is ahead of the best of the others: m_c = s_c − max over k ≠ c of s_k. Scores of a softmax or of a multiclass hinge
/// mean something only relative to each other; m_c does not change where a number is added to all of them, and is positive for the
/// predicted class only (Crammer and Singer, 2001).
/// </summary>
internal static class Margins
{
    /// <summary>Computes the margins of one example.</summary>
    /// <param name="scores">Two scores or more, finite.</param>
    /// <param name="margins">Receives as many margins, finite; may be the same memory as the scores.</param>
    public static void Compute(ReadOnlySpan<double> scores, Span<double> margins)
    {
        int best = 0;
        double second = double.NegativeInfinity;
        for (int c = 1; c < scores.Length; c++)
        {
            if (scores[c] > scores[best])
            {
                second = scores[best];
                best = c;
            }
            else
            {
                second = Math.Max(second, scores[c]);
            }
        }

        double first = scores[best];
        for (int c = 0; c < scores.Length; c++)
            margins[c] = Difference(scores[c], c == best ? second : first);
    }

    /// <summary>Of large scores the difference can overflow.</summary>
    private static double Difference(double x, double y) => Math.Clamp(x - y, double.MinValue, double.MaxValue);
}
