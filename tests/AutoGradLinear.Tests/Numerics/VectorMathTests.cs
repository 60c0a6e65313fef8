using System.Numerics;
using AutoGradLinear.Numerics;
using Xunit;

namespace AutoGradLinear.Tests.Numerics;

public class VectorMathTests
{
    /// <summary>Units in the last place: the bound that the documentation states, and what the reference itself may be off.</summary>
    private const double Tolerance = 2;

    [Fact]
    public void ExponentialsOfDoublesKeepTheirDigits()
    {
        for (double x = -708; x < 709.7; x += 0.0137)
            Near(Math.Exp(x), VectorMath.Exp(new Vector<double>(x))[0], double.BitIncrement(Math.Exp(x)) - Math.Exp(x), x);
    }

    [Fact]
    public void ExponentialsOfFloatsKeepTheirDigits()
    {
        for (float x = -87f; x < 88.7f; x += 0.00171f)
            Near(Math.Exp(x), VectorMath.Exp(new Vector<float>(x))[0], float.BitIncrement(MathF.Exp(x)) - MathF.Exp(x), x);
    }

    [Theory]
    [InlineData(0.0, 1.0)]
    [InlineData(double.NegativeInfinity, 0.0)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(1e300, double.PositiveInfinity)]
    [InlineData(-1e300, 0.0)]
    public void EdgesAreThoseOfTheExponential(double x, double expected)
    {
        Assert.Equal(expected, VectorMath.Exp(new Vector<double>(x))[0]);
        Assert.Equal((float)expected, VectorMath.Exp(new Vector<float>((float)x))[0]);
    }

    /// <summary>One unit of subnormal numbers is their smallest one.</summary>
    [Fact]
    public void SmallExponentialsAreSubnormal()
    {
        for (double x = -745; x < -708; x += 0.0137)
            Near(Math.Exp(x), VectorMath.Exp(new Vector<double>(x))[0], double.Epsilon, x);
        for (float x = -103f; x < -87.4f; x += 0.0017f)
            Near(Math.Exp(x), VectorMath.Exp(new Vector<float>(x))[0], float.Epsilon, x);
        Assert.Equal(double.MaxValue, Math.Min(VectorMath.Exp(new Vector<double>(709.79))[0], double.MaxValue));
    }

    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(3.0, 1.0)]
    [InlineData(1e-20, 5e-21)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(-2.0, double.NaN)]
    public void RootsLessOneKeepTheirDigits(double x, double expected) => Assert.Equal(expected, VectorMath.Sqrt1PM1(new Vector<double>(x))[0]);

    [Fact]
    public void TheLargestLaneIsFound()
    {
        Assert.Equal(Vector<double>.Count - 1, VectorMath.LargestOf(Vector<double>.Indices));
        Assert.Equal(1f, VectorMath.LargestOf(Vector<float>.One));
    }

    [Fact]
    public void ANaNIsNeverLarger()
    {
        (Vector<double> one, Vector<double> two, Vector<double> nan) = (new(1.0), new(2.0), new(double.NaN));
        Assert.Equal(2, VectorMath.Larger(one, two)[0]);
        Assert.Equal(2, VectorMath.Larger(two, one)[0]);
        Assert.Equal(1, VectorMath.Larger(nan, one)[0]);
        Assert.True(double.IsNaN(VectorMath.Larger(one, nan)[0]));
    }

    /// <summary>Also of a NaN and of infinities nothing stays where the mask says zero.</summary>
    [Theory]
    [InlineData(3.5)]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    public void MasksKeepOrZero(double x)
    {
        Vector<long> first = Vector.Equals(Vector<long>.Indices, Vector<long>.Zero);
        (Vector<double> kept, Vector<double> zeroed) = (VectorMath.KeepWhere(first, new Vector<double>(x)), VectorMath.ZeroWhere(first, new Vector<double>(x)));
        Assert.Equal((x, 0.0), (kept[0], kept[1]));
        Assert.Equal((0.0, x), (zeroed[0], zeroed[1]));
    }

    [Fact]
    public void ExtremaWithZeroAreThoseOfNumbersBitByBit()
    {
        foreach (double x in new[] { 2.0, -2.0, 0.0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity })
        {
            Assert.Equal(BitConverter.DoubleToInt64Bits(Math.Max(0, x)), BitConverter.DoubleToInt64Bits(VectorMath.AtLeastZero(new Vector<double>(x))[0]));
            Assert.Equal(BitConverter.DoubleToInt64Bits(Math.Min(0, x)), BitConverter.DoubleToInt64Bits(VectorMath.AtMostZero(new Vector<double>(x))[0]));
        }
    }

    private static void Near(double expected, double actual, double unit, double x)
        => Assert.True(Math.Abs(expected - actual) <= Tolerance * unit, $"e^{x:R} is {expected:R}, not {actual:R}: {Math.Abs(expected - actual) / unit:F1} units");
}
