using System.Numerics;
using AutoGradLinear.Losses;
using AutoGradLinear.Numerics;

namespace AutoGradLinear.Tests;

/// <summary>Σ over wrong classes j of max(0, sⱼ − s_y + margin), written by hand as the generator would.</summary>
public readonly record struct HandwrittenHinge<T>(T Margin) : ILoss<T, int>, IHyperparameters<HandwrittenHinge<T>>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly string[] Names = ["Margin"];

    public static LossTraits Traits => LossTraits.Convex | LossTraits.PiecewiseAffine;

    public static ReadOnlySpan<string> HyperparameterNames => Names;

    public static HandwrittenHinge<T> FromHyperparameters(ReadOnlySpan<double> values) => new(T.CreateTruncating(values[0]));

    public double[] GetHyperparameters() => [double.CreateTruncating(Margin)];

    public T Evaluate(ReadOnlySpan<T> scores, int target)
    {
        T loss = T.Zero;
        for (int j = 0; j < scores.Length; j++)
        {
            if (j != target)
                loss += T.Max(T.Zero, scores[j] - scores[target] + Margin);
        }

        return loss;
    }

    public T ValueWithGradient(ReadOnlySpan<T> scores, int target, Span<T> scoresGradient)
    {
        GeneratedCode.RequireSameLength(scores.Length, scoresGradient.Length, nameof(scoresGradient));
        T loss = T.Zero;
        T labelAdjoint = T.Zero;
        for (int j = 0; j < scores.Length; j++)
        {
            scoresGradient[j] = T.Zero;
            if (j == target)
                continue;
            T margin = scores[j] - scores[target] + Margin;
            if (!(margin <= T.Zero))
            {
                loss += margin;
                scoresGradient[j] = T.One;
                labelAdjoint -= T.One;
            }
        }

        scoresGradient[target] = labelAdjoint;
        return loss;
    }
}
