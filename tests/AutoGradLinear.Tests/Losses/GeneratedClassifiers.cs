using AutoGradLinear.Losses;

namespace AutoGradLinear.Tests.Losses;

/// <summary>A classifier with the library's hinge, as a user declares it.</summary>
[LinearClassifier<MulticlassHinge<float>, L2<float>>]
public sealed partial class HingeClassifierUnderTest;

/// <summary>A classifier with the library's softmax cross-entropy in double.</summary>
[LinearClassifier<SoftmaxCrossEntropy<double>, L2<double>>]
public sealed partial class SoftmaxClassifierUnderTest;

/// <summary>A loss that no library has: a one-sided pseudo-Huber of each violated margin.</summary>
[Loss]
public readonly partial record struct SoftMargin(float Margin, float Width)
{
    /// <summary>Computes the loss of one example.</summary>
    public float Value(ReadOnlySpan<float> scores, int label)
    {
        float loss = 0f;
        for (int j = 0; j < scores.Length; j++)
        {
            float violation = MathF.Max(0f, scores[j] - scores[label] + Margin);
            if (j != label)
                loss += Width * (MathF.Sqrt(1f + (violation / Width * (violation / Width))) - 1f);
        }

        return loss;
    }
}

/// <summary>A classifier with that loss.</summary>
[LinearClassifier<SoftMargin, L2<float>>]
public sealed partial class SoftMarginClassifierUnderTest;
