using System.Globalization;
using AutoGradLinear.Numerics;
using Xunit;

namespace AutoGradLinear.Tests.Numerics;

/// <summary>The functions of Half against those of double, whose errors are invisible beside a unit of Half.</summary>
public class StableMathHalfTests
{
    private const double Bound = 2.5;

    [Theory]
    [InlineData("Log1P")]
    [InlineData("ExpM1")]
    [InlineData("Log1MExp")]
    [InlineData("LogExpM1")]
    [InlineData("Sigmoid")]
    [InlineData("Softplus")]
    [InlineData("LogSigmoid")]
    [InlineData("LogCosh")]
    [InlineData("XLogX")]
    [InlineData("Sqrt1PM1")]
    public void EverySeventhNumberIsWithinTheBound(string function)
    {
        Func<Half[], Half[]> half = StableMathReferences.Function<Half>(function);
        Func<double[], double[]> wide = StableMathReferences.Function<double>(function);
        for (int bits = 0; bits <= ushort.MaxValue; bits += 7)
        {
            Half x = BitConverter.UInt16BitsToHalf((ushort)bits);
            double expected = wide([(double)x])[0];
            Half actual = half([x])[0];
            double error = LastPlace.Error(expected.ToString("e17", CultureInfo.InvariantCulture), actual, Half.Zero);
            Assert.True(error <= Bound, $"{function}<Half>({x}): expected {expected}, actual {actual}, {error} units in the last place.");
        }
    }

    [Fact]
    public void RowsAreWithinTheBound()
    {
        Half[] x = [(Half)(-1.5f), (Half)0.25f, (Half)7f, (Half)6.5f];
        var half = new Half[4];
        var wide = new double[4];
        StableMath.Softmax<Half>(x, half);
        StableMath.Softmax<double>([-1.5, 0.25, 7, 6.5], wide);
        for (int i = 0; i < 4; i++)
            Assert.InRange(LastPlace.Error(wide[i].ToString("e17", CultureInfo.InvariantCulture), half[i], Half.Zero), 0, Bound);
    }
}
