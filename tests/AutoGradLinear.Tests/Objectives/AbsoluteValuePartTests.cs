using System.Numerics.Tensors;
using AutoGradLinear.Losses;
using AutoGradLinear.Objectives;
using Xunit;

namespace AutoGradLinear.Tests.Objectives;

public class AbsoluteValuePartTests
{
    [Theory]
    [InlineData(0.3f)]
    [InlineData(1e-5f)]
    [InlineData(0f)]
    public void TheFactorIsExact(float strength)
    {
        Assert.Equal(new AbsoluteValuePart(strength, 5), AbsoluteValuePart.Of<float, L1<float>>(new(strength), 5));
        Assert.Equal(new AbsoluteValuePart(strength, 5), AbsoluteValuePart.Of<float, ElasticNet<float>>(new(strength, 7f), 5));
        Assert.Equal(new AbsoluteValuePart(strength, 5), AbsoluteValuePart.Of<double, ElasticNet<double>>(new(strength, 1e6), 5));
    }

    [Fact]
    public void AFactorMayDependOnTheNumberOfWeights() =>
        Assert.Equal(0.25, AbsoluteValuePart.Of<double, MeanMagnitude>(default, 8)!.Value.Strength);

    [Fact]
    public void ASmoothPenaltyHasNone()
    {
        Assert.Null(AbsoluteValuePart.Of<double, L2<double>>(new(1.0), 5));
        Assert.Equal(new AbsoluteValuePart(0.0, 0), AbsoluteValuePart.Of<double, L1<double>>(new(1.0), 0));
    }

    [Fact]
    public void WhatContradictsTheTraitIsNamed()
    {
        Assert.Contains("L1", Assert.Throws<ArgumentException>(() => AbsoluteValuePart.Of<double, L1<double>>(new(-1.0), 5)).Message, StringComparison.Ordinal);
        Assert.Contains("at 0", Assert.Throws<ArgumentException>(() => AbsoluteValuePart.Of<double, OneSided>(default, 5)).Message, StringComparison.Ordinal);
    }

    /// <summary>2 Σ |w| / n.</summary>
    private readonly struct MeanMagnitude : IPenalty<double>
    {
        public static PenaltyTraits Traits => PenaltyTraits.Convex | PenaltyTraits.Separable | PenaltyTraits.AbsoluteValue;

        public double Evaluate(ReadOnlySpan<double> weights) => 2.0 * TensorPrimitives.SumOfMagnitudes(weights) / weights.Length;

        public double ValueWithGradient(ReadOnlySpan<double> weights, Span<double> weightsGradient)
        {
            for (int i = 0; i < weights.Length; i++)
                weightsGradient[i] = 2.0 * Math.Sign(weights[i]) / weights.Length;
            return Evaluate(weights);
        }
    }

    /// <summary>Σ |w| with the derivative 1 at 0.</summary>
    private readonly struct OneSided : IPenalty<double>
    {
        public static PenaltyTraits Traits => PenaltyTraits.Convex | PenaltyTraits.Separable | PenaltyTraits.AbsoluteValue;

        public double Evaluate(ReadOnlySpan<double> weights) => TensorPrimitives.SumOfMagnitudes(weights);

        public double ValueWithGradient(ReadOnlySpan<double> weights, Span<double> weightsGradient)
        {
            for (int i = 0; i < weights.Length; i++)
                weightsGradient[i] = weights[i] >= 0.0 ? 1.0 : -1.0;
            return Evaluate(weights);
        }
    }
}
