using AutoGradLinear;

namespace LectureTour.Losses;

/// <summary>
/// Softmax cross-entropy as the lecture writes it, −ln(exp(s_y) / Σ_j exp(s_j)). Taken literally it overflows for a score of 100; what the
/// compiler makes of it does not.
/// </summary>
[Loss]
public readonly partial record struct CrossEntropy
{
    public float Value(ReadOnlySpan<float> scores, int label)
    {
        float sum = 0f;
        for (int j = 0; j < scores.Length; j++)
            sum += MathF.Exp(scores[j]);
        return -MathF.Log(MathF.Exp(scores[label]) / sum);
    }

    /// <summary>The probabilities exp(s_j) / Σ_k exp(s_k); the largest score is taken out first, which changes nothing but the overflow.</summary>
    [Link]
    public void Probabilities(ReadOnlySpan<float> scores, Span<float> probabilities)
    {
        float largest = float.NegativeInfinity;
        foreach (float score in scores)
            largest = MathF.Max(largest, score);
        float sum = 0f;
        for (int j = 0; j < scores.Length; j++)
        {
            probabilities[j] = MathF.Exp(scores[j] - largest);
            sum += probabilities[j];
        }

        for (int j = 0; j < scores.Length; j++)
            probabilities[j] /= sum;
    }
}
