using System.Numerics;
using System.Numerics.Tensors;
using AutoGradLinear.Losses;

namespace AutoGradLinear.Tests;

/// <summary>Strength · Σ w².</summary>
public readonly record struct HandwrittenRidge<T>(T Strength) : IPenalty<T>, IHyperparameters<HandwrittenRidge<T>>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly string[] Names = ["Strength"];

    public static PenaltyTraits Traits => PenaltyTraits.Smooth | PenaltyTraits.Convex | PenaltyTraits.Separable | PenaltyTraits.SumOfSquares;

    public static ReadOnlySpan<string> HyperparameterNames => Names;

    public static HandwrittenRidge<T> FromHyperparameters(ReadOnlySpan<double> values) => new(T.CreateTruncating(values[0]));

    public double[] GetHyperparameters() => [double.CreateTruncating(Strength)];

    public T Evaluate(ReadOnlySpan<T> weights) => Strength * TensorPrimitives.SumOfSquares(weights);

    public T ValueWithGradient(ReadOnlySpan<T> weights, Span<T> weightsGradient)
    {
        TensorPrimitives.Multiply(weights, Strength + Strength, weightsGradient);
        return Evaluate(weights);
    }
}
