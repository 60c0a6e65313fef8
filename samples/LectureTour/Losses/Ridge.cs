using System.Numerics.Tensors;
using AutoGradLinear;

namespace LectureTour.Losses;

/// <summary>The penalty λ Σ W².</summary>
[Penalty]
public readonly partial record struct Ridge(float Strength)
{
    public float Value(ReadOnlySpan<float> weights) => Strength * TensorPrimitives.SumOfSquares(weights);
}
