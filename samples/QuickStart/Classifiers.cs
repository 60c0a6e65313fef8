using AutoGradLinear;
using AutoGradLinear.Losses;

namespace QuickStart;

/// <summary>
/// A hinge with its corner rounded (pseudo-Huber): Σ_{j≠y} w · (√(1 + v²) − 1) with v = max(0, s_j − s_y + margin) / w.
/// It is the hinge for w → 0, and has a gradient everywhere. No derivative is written here: the compiler writes it.
/// </summary>
[Loss]
public readonly partial record struct RoundedHinge(float Margin, float Width)
{
    public float Value(ReadOnlySpan<float> scores, int label)
    {
        float loss = 0f;
        for (int j = 0; j < scores.Length; j++)
        {
            if (j == label)
                continue;
            float violation = MathF.Max(0f, scores[j] - scores[label] + Margin) / Width;
            float square = violation * violation;
            loss += Width * square / (1f + MathF.Sqrt(1f + square)); // √(1 + v²) − 1 without its cancellation
        }

        return loss;
    }
}

/// <summary>The lecture's multiclass support vector machine.</summary>
[LinearClassifier<MulticlassHinge<float>, L2<float>>]
public sealed partial class HingeClassifier;

/// <summary>Softmax regression.</summary>
[LinearClassifier<SoftmaxCrossEntropy<float>, L2<float>>]
public sealed partial class SoftmaxClassifier;

/// <summary>The same, with the loss from above.</summary>
[LinearClassifier<RoundedHinge, L2<float>>]
public sealed partial class RoundedHingeClassifier;
