using Xunit;

namespace AutoGradLinear.Tests.Numerics;

/// <summary>The instrument that other tests measure errors with.</summary>
public class LastPlaceTests
{
    [Fact]
    public void NeighboursAreAUnitApart()
    {
        Assert.Equal(1, LastPlace.Error("1", Math.BitIncrement(1.0), 0));
        Assert.Equal(0.5, LastPlace.Error("1", Math.BitDecrement(1.0), 0));
        Assert.Equal(1, LastPlace.Error("-3e0", MathF.BitIncrement(-3f), 0));
        Assert.Equal(0, LastPlace.Error("0.1000000000000000055511151231257827", 0.1, 0));
    }

    [Fact]
    public void TheUnitIsThatOfTheExactResultAndNotOfTheRoundedOne() =>
        Assert.Equal(1, LastPlace.Error("0.99999999999999999999", Math.BitDecrement(1.0), 0), 0.0015);

    [Fact]
    public void ALargerScaleHasLargerUnits() => Assert.Equal(0.25, LastPlace.Error("1", Math.BitIncrement(1.0), 4.0));

    [Fact]
    public void SubnormalNumbersHaveOneUnit() =>
        Assert.Equal(2, LastPlace.Error("0", 2 * float.Epsilon, 0f));

    [Fact]
    public void WhatIsNotFiniteIsRightOrWrong()
    {
        Assert.Equal(0, LastPlace.Error("1e400", double.PositiveInfinity, 0));
        Assert.Equal(0, LastPlace.Error("NaN", double.NaN, 0));
        Assert.Equal(double.PositiveInfinity, LastPlace.Error("-Infinity", double.MinValue, 0));
        Assert.Equal(double.PositiveInfinity, LastPlace.Error("1", float.NaN, 0f));
    }
}
