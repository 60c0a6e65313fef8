using AutoGradLinear;

namespace LectureTour.Losses;

/// <summary>The lecture's multiclass hinge, Σ_{j≠y} max(0, s_j − s_y + margin).</summary>
[Loss]
public readonly partial record struct Hinge(float Margin)
{
    public float Value(ReadOnlySpan<float> scores, int label)
    {
        float loss = 0f;
        for (int j = 0; j < scores.Length; j++)
        {
            if (j != label)
                loss += MathF.Max(0f, scores[j] - scores[label] + Margin);
        }

        return loss;
    }
}

/// <summary>The hinge with j = y in the sum, Σ_j max(0, s_j − s_y + margin).</summary>
[Loss]
public readonly partial record struct HingeOverAllClasses(float Margin)
{
    public float Value(ReadOnlySpan<float> scores, int label)
    {
        float loss = 0f;
        for (int j = 0; j < scores.Length; j++)
            loss += MathF.Max(0f, scores[j] - scores[label] + Margin);
        return loss;
    }
}

/// <summary>The mean over the wrong classes in place of the sum, Σ_{j≠y} max(0, s_j − s_y + margin) / (C − 1).</summary>
[Loss]
public readonly partial record struct MeanHinge(float Margin)
{
    public float Value(ReadOnlySpan<float> scores, int label)
    {
        float sum = 0f;
        for (int j = 0; j < scores.Length; j++)
        {
            if (j != label)
                sum += MathF.Max(0f, scores[j] - scores[label] + Margin);
        }

        return sum / (scores.Length - 1);
    }
}

/// <summary>The squared hinge, Σ_{j≠y} max(0, s_j − s_y + margin)².</summary>
[Loss]
public readonly partial record struct HingeOfSquares(float Margin)
{
    public float Value(ReadOnlySpan<float> scores, int label)
    {
        float loss = 0f;
        for (int j = 0; j < scores.Length; j++)
        {
            if (j == label)
                continue;
            float violation = MathF.Max(0f, scores[j] - scores[label] + Margin);
            loss += violation * violation;
        }

        return loss;
    }
}
