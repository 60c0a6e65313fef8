using System.Numerics;
using AutoGradLinear.Losses;
using AutoGradLinear.Numerics;

namespace AutoGradLinear.Tests;

/// <summary>Softmax cross-entropy, ln Σ e^sⱼ − s_y, with gradient softmax(s) − e_y.</summary>
public readonly record struct HandwrittenSoftmax<T> : ILoss<T, int>, IHyperparameters<HandwrittenSoftmax<T>>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static LossTraits Traits => LossTraits.Convex | LossTraits.Smooth;

    public static ReadOnlySpan<string> HyperparameterNames => [];

    public static HandwrittenSoftmax<T> FromHyperparameters(ReadOnlySpan<double> values) => default;

    public double[] GetHyperparameters() => [];

    public T Evaluate(ReadOnlySpan<T> scores, int target) => StableMath.LogSumExp(scores) - scores[target];

    public T ValueWithGradient(ReadOnlySpan<T> scores, int target, Span<T> scoresGradient)
    {
        GeneratedCode.RequireSameLength(scores.Length, scoresGradient.Length, nameof(scoresGradient));
        T logarithm = StableMath.LogSumExp(scores);
        for (int j = 0; j < scores.Length; j++)
            scoresGradient[j] = T.Exp(scores[j] - logarithm);
        scoresGradient[target] -= T.One;
        return logarithm - scores[target];
    }

    public void Probabilities(ReadOnlySpan<T> scores, Span<T> probabilities)
    {
        T logarithm = StableMath.LogSumExp(scores);
        for (int j = 0; j < scores.Length; j++)
            probabilities[j] = T.Exp(scores[j] - logarithm);
    }
}
