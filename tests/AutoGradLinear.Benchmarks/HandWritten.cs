using System.Numerics.Tensors;
using AutoGradLinear.Numerics;

namespace AutoGradLinear.Benchmarks;

/// <summary>What an expert writes for value and gradient of one example, with the checks that generated code makes.</summary>
internal static class HandWritten
{
    public static float Hinge(ReadOnlySpan<float> scores, int label, Span<float> gradient, float margin)
    {
        Check(scores, gradient);
        float shift = margin - scores[label];
        float loss = 0f;
        float count = 0f;
        for (int j = 0; j < scores.Length; j++)
        {
            float violation = scores[j] + shift;
            float active = violation > 0f ? 1f : 0f;
            loss += active * violation;
            count += active;
            gradient[j] = active;
        }

        // The label's own term was counted as well: a violation of exactly the margin.
        gradient[label] = 1f - count;
        return loss - margin;
    }

    public static float SquaredHinge(ReadOnlySpan<float> scores, int label, Span<float> gradient, float margin)
    {
        Check(scores, gradient);
        float shift = margin - scores[label];
        float loss = 0f;
        float sum = 0f;
        for (int j = 0; j < scores.Length; j++)
        {
            float violation = MathF.Max(0f, scores[j] + shift);
            loss += violation * violation;
            gradient[j] = violation + violation;
            sum += violation;
        }

        gradient[label] = 2f * (margin - sum);
        return loss - (margin * margin);
    }

    public static float Softmax(ReadOnlySpan<float> scores, int label, Span<float> gradient)
    {
        Check(scores, gradient);
        float largest = scores[0];
        for (int j = 1; j < scores.Length; j++)
            largest = MathF.Max(largest, scores[j]);
        float sum = 0f;
        for (int j = 0; j < scores.Length; j++)
        {
            float exp = MathF.Exp(scores[j] - largest);
            gradient[j] = exp;
            sum += exp;
        }

        float scale = 1f / sum;
        for (int j = 0; j < gradient.Length; j++)
            gradient[j] *= scale;
        gradient[label] -= 1f;
        return MathF.Log(sum) + largest - scores[label];
    }

    public static float L2(ReadOnlySpan<float> weights, Span<float> gradient, float strength)
    {
        Check(weights, gradient);
        TensorPrimitives.Multiply(weights, 2f * strength, gradient);
        return strength * TensorPrimitives.SumOfSquares(weights);
    }

    private static void Check(ReadOnlySpan<float> input, Span<float> sink)
    {
        GeneratedCode.RequireSameLength(input.Length, sink.Length, nameof(sink));
        GeneratedCode.RequireNoOverlap<float>(input, sink, nameof(sink));
    }
}
