using AutoGradLinear.Losses;

namespace AutoGradLinear.NativeAot;

/// <summary>A loss of the program's own, whose gradient is generated.</summary>
[Loss]
public readonly partial record struct OwnHinge(float Margin)
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

/// <summary>A classifier with that loss.</summary>
[LinearClassifier<OwnHinge, L2<float>>]
public sealed partial class OwnClassifier;
