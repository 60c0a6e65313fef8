using System.Numerics.Tensors;
using AutoGradLinear.Numerics;

namespace AutoGradLinear.Benchmarks;

/// <summary>Losses with their gradients as someone writes them who knows the derivative and the machine: stable, one exponential for each score, in the gradient's own storage.</summary>
internal static partial class ByHand
{
    public static float Hinge(ReadOnlySpan<float> scores, int label, float margin, Span<float> gradient)
    {
        Check(scores, gradient);
        float loss = 0f, labelSlope = 0f, own = scores[label];
        for (int j = 0; j < scores.Length; j++)
        {
            gradient[j] = 0f;
            if (j == label)
                continue;
            float excess = scores[j] - own + margin;
            if (!(excess <= 0f))
            {
                loss += excess;
                gradient[j] = 1f;
                labelSlope -= 1f;
            }
        }

        gradient[label] = labelSlope;
        return loss;
    }

    public static float SquaredHinge(ReadOnlySpan<float> scores, int label, float margin, Span<float> gradient)
    {
        Check(scores, gradient);
        float loss = 0f, labelSlope = 0f, own = scores[label];
        for (int j = 0; j < scores.Length; j++)
        {
            if (j == label)
                continue;
            float excess = MathF.Max(0f, scores[j] - own + margin);
            loss += excess * excess;
            gradient[j] = 2f * excess;
            labelSlope -= 2f * excess;
        }

        gradient[label] = labelSlope;
        return loss;
    }

    public static float CrossEntropy(ReadOnlySpan<float> scores, int label, Span<float> gradient)
    {
        Check(scores, gradient);
        (float shift, float sum) = Exponentials(scores, gradient);
        float inverse = 1f / sum;
        for (int j = 0; j < gradient.Length; j++)
            gradient[j] *= inverse;
        gradient[label] -= 1f;
        return MathF.Log(sum) + (shift - scores[label]);
    }

    public static float CrossEntropyByRows(ReadOnlySpan<float> scores, int label, Span<float> gradient)
    {
        Check(scores, gradient);
        (float shift, float sum) = ExponentialsByRows(scores, gradient);
        TensorPrimitives.Multiply(gradient, 1f / sum, gradient);
        gradient[label] -= 1f;
        return MathF.Log(sum) + (shift - scores[label]);
    }

    public static float Smoothed(ReadOnlySpan<float> scores, int label, float smoothing, Span<float> gradient)
    {
        Check(scores, gradient);
        (float shift, float sum) = Exponentials(scores, gradient);
        (float logarithm, float inverse, float rest) = (MathF.Log(sum) + shift, 1f / sum, smoothing / scores.Length);
        float total = 0f;
        for (int j = 0; j < scores.Length; j++)
        {
            total += scores[j];
            gradient[j] = (gradient[j] * inverse) - rest;
        }

        gradient[label] -= 1f - smoothing;
        return logarithm - (rest * total) - ((1f - smoothing) * scores[label]);
    }

    public static float SmoothedByRows(ReadOnlySpan<float> scores, int label, float smoothing, Span<float> gradient)
    {
        Check(scores, gradient);
        (float shift, float sum) = ExponentialsByRows(scores, gradient);
        (float logarithm, float inverse, float rest) = (MathF.Log(sum) + shift, 1f / sum, smoothing / scores.Length);
        TensorPrimitives.Multiply(gradient, inverse, gradient);
        TensorPrimitives.Subtract(gradient, rest, gradient);
        gradient[label] -= 1f - smoothing;
        return logarithm - (rest * TensorPrimitives.Sum(scores)) - ((1f - smoothing) * scores[label]);
    }

    public static float Focal(ReadOnlySpan<float> scores, int label, Span<float> gradient)
    {
        Check(scores, gradient);
        (float shift, float sum) = Exponentials(scores, gradient);
        (float value, float factor) = FocalFactor(scores[label] - shift, sum, gradient[label]);
        float scale = factor / sum;
        for (int j = 0; j < gradient.Length; j++)
            gradient[j] *= scale;
        gradient[label] -= factor;
        return value;
    }

    public static float FocalByRows(ReadOnlySpan<float> scores, int label, Span<float> gradient)
    {
        Check(scores, gradient);
        (float shift, float sum) = ExponentialsByRows(scores, gradient);
        (float value, float factor) = FocalFactor(scores[label] - shift, sum, gradient[label]);
        TensorPrimitives.Multiply(gradient, factor / sum, gradient);
        gradient[label] -= factor;
        return value;
    }

    public static float SquaredNorm(ReadOnlySpan<float> weights, float strength, Span<float> gradient)
    {
        Check(weights, gradient);
        float sum = 0f, twice = 2f * strength;
        for (int i = 0; i < weights.Length; i++)
        {
            float weight = weights[i];
            sum += weight * weight;
            gradient[i] = twice * weight;
        }

        return strength * sum;
    }

    public static float SquaredNormByRows(ReadOnlySpan<float> weights, float strength, Span<float> gradient)
    {
        Check(weights, gradient);
        TensorPrimitives.Multiply(weights, 2f * strength, gradient);
        return strength * TensorPrimitives.SumOfSquares(weights);
    }

    public static float PseudoHuber(ReadOnlySpan<float> weights, float width, Span<float> gradient)
    {
        Check(weights, gradient);
        float sum = 0f, inverse = 1f / width;
        for (int i = 0; i < weights.Length; i++)
        {
            float weight = weights[i];
            float ratio = weight * inverse;
            float square = ratio * ratio;
            float root = MathF.Sqrt(1f + square);
            sum += square / (root + 1f);
            gradient[i] = weight / root;
        }

        return width * width * sum;
    }

    private static void Check(ReadOnlySpan<float> input, Span<float> gradient)
    {
        GeneratedCode.RequireSameLength(input.Length, gradient.Length, nameof(gradient));
        GeneratedCode.RequireNoOverlap<float>(input, gradient, nameof(gradient));
    }

    private static (float Shift, float Sum) Exponentials(ReadOnlySpan<float> scores, Span<float> exponentials)
    {
        float largest = float.NegativeInfinity;
        foreach (float score in scores)
            largest = MathF.Max(largest, score);
        float shift = float.IsFinite(largest) ? largest : 0f;
        float sum = 0f;
        for (int j = 0; j < scores.Length; j++)
        {
            float exponential = MathF.Exp(scores[j] - shift);
            exponentials[j] = exponential;
            sum += exponential;
        }

        return (shift, sum);
    }

    private static (float Shift, float Sum) ExponentialsByRows(ReadOnlySpan<float> scores, Span<float> exponentials)
    {
        float largest = TensorPrimitives.Max(scores);
        float shift = float.IsFinite(largest) ? largest : 0f;
        TensorPrimitives.Subtract(scores, shift, exponentials);
        TensorPrimitives.Exp(exponentials, exponentials);
        return (shift, TensorPrimitives.Sum(exponentials));
    }

    /// <summary>For p = softmax(s)_y the loss −(1 − p)² ln p, and the number by which p − e_y is to be multiplied.</summary>
    private static (float Value, float Factor) FocalFactor(float exponent, float sum, float exponential)
    {
        float logarithm = exponent - MathF.Log(sum);
        float p = exponential / sum;
        float rest = 1f - p;
        return (-rest * rest * logarithm, (rest * rest) - (2f * p * rest * logarithm));
    }
}
