using AutoGradLinear.Numerics;
using CsCheck;
using Xunit;

namespace AutoGradLinear.Tests.Numerics;

public class StableMathTests
{
    // Reference values: series to enough terms, or exact arithmetic with 30 digits.
    // Tolerance 4 ε: both forms are three roundings of functions that are good to about one unit in the last place.
    private const double Tolerance = 4 * 2.220446049250313e-16;

    [Theory]
    [InlineData(1e-20, 1e-20)]
    [InlineData(1e-10, 9.9999999995e-11)]
    [InlineData(-1e-10, -1.00000000005e-10)]
    [InlineData(1e-3, 9.9950033308353316681e-4)]
    [InlineData(0.5, 0.40546510810816438198)]
    [InlineData(1e10, 23.025850930040456840)]
    public void Log1PKeepsItsDigits(double x, double expected) => Close(expected, StableMath.Log1P(x));

    [Theory]
    [InlineData(1e-20, 1e-20)]
    [InlineData(1e-10, 1.00000000005e-10)]
    [InlineData(-1e-10, -9.9999999995e-11)]
    [InlineData(1e-3, 1.0005001667083416681e-3)]
    [InlineData(0.5, 0.64872127070012814685)]
    [InlineData(-40.0, -0.99999999999999999575)]
    public void ExpM1KeepsItsDigits(double x, double expected) => Close(expected, StableMath.ExpM1(x));

    // polygamma(1, x) of mpmath with 30 digits; ten terms of the recurrence and the reflection cost a few roundings more.
    [Theory]
    [InlineData(0.001, 1000001.6425331958273)]
    [InlineData(0.25, 17.197329154507110739)]
    [InlineData(1.0, 1.6449340668482264365)]
    [InlineData(1.5, 0.93480220054467930942)]
    [InlineData(7.25, 0.14787923315893216965)]
    [InlineData(10.0, 0.10516633568168574612)]
    [InlineData(1234.5, 0.0008103727271269666527)]
    [InlineData(-0.5, 8.9348022005446793094)]
    [InlineData(-3.75, 19.504980060599575273)]
    public void TriGammaFollowsItsReference(double x, double expected) => Assert.Equal(1.0, StableMath.TriGamma(x) / expected, 1e-14);

    [Fact]
    public void EdgesAreThoseOfTheFunctions()
    {
        Assert.Equal(double.PositiveInfinity, StableMath.TriGamma(-2.0));
        Assert.True(double.IsNaN(StableMath.TriGamma(double.NaN)));
        Assert.Equal(double.NegativeInfinity, StableMath.Log1P(-1.0));
        Assert.True(double.IsNaN(StableMath.Log1P(-2.0)));
        Assert.Equal(double.PositiveInfinity, StableMath.Log1P(double.PositiveInfinity));
        Assert.Equal(-1.0, StableMath.ExpM1(double.NegativeInfinity));
        Assert.Equal(double.PositiveInfinity, StableMath.ExpM1(1000.0));
        Assert.True(double.IsFinite(StableMath.ExpM1(709.7)));
        Assert.Equal(0.0, StableMath.Sigmoid(-1e5));
        Assert.Equal(1.0, StableMath.Sigmoid(1e5));
        Assert.Equal(1e5, StableMath.Softplus(1e5));
        Assert.Equal(0.0, StableMath.Softplus(-1e5));
        Assert.Equal(-1e5, StableMath.LogSigmoid(-1e5));
        Assert.Equal(double.NegativeInfinity, StableMath.LogSumExp<double>([]));
        Assert.Equal(double.PositiveInfinity, StableMath.LogSumExp([1.0, double.PositiveInfinity]));
        Assert.Equal(double.NegativeInfinity, StableMath.LogSumExp([double.NegativeInfinity, double.NegativeInfinity]));
    }

    [Fact]
    public void NaNStaysNaN()
    {
        Assert.True(double.IsNaN(StableMath.Log1P(double.NaN)));
        Assert.True(double.IsNaN(StableMath.ExpM1(double.NaN)));
        Assert.True(double.IsNaN(StableMath.Sigmoid(double.NaN)));
        Assert.True(double.IsNaN(StableMath.Softplus(double.NaN)));
        Assert.True(double.IsNaN(StableMath.LogSumExp([1.0, double.NaN, 2.0])));
    }

    [Theory]
    [InlineData(-30.0, 9.3576229688392989e-14)]
    [InlineData(-1.0, 0.26894142136999512075)]
    [InlineData(2.0, 0.88079707797788244406)]
    public void SigmoidIsRelativelyPrecise(double x, double expected) => Close(expected, StableMath.Sigmoid(x));

    [Theory]
    [InlineData(-30.0, 9.3576229688397367e-14)]
    [InlineData(0.0, 0.69314718055994530942)]
    [InlineData(2.0, 2.1269280110429724965)]
    public void SoftplusIsRelativelyPrecise(double x, double expected) => Close(expected, StableMath.Softplus(x));

    [Fact]
    public void LogSumExpOfHugeScoresIsFinite()
    {
        Assert.Equal(789f, StableMath.LogSumExp([123f, 456f, 789f]));
        Assert.Equal(1e30f, StableMath.LogSumExp([1e30f, 0f]));
        Close(1000.0 + Math.Log(2.0), StableMath.LogSumExp([1000.0, 1000.0]));
    }

    [Fact]
    public void LogSumExpKeepsWhatIsSmallBesideTheMaximum() =>
        Close(1.9287498479639177830e-22, StableMath.LogSumExp([0.0, -50.0]));

    [Fact]
    public void Log1PAndExpM1AreInverses() =>
        // Tolerance 8 ε: two functions of 4 ε each, and |x| ≤ ½ keeps the condition below 1.6.
        Gen.Double[-0.5, 0.5].Sample(x => Math.Abs(StableMath.Log1P(StableMath.ExpM1(x)) - x) <= 2.0 * Tolerance * Math.Abs(x));

    [Fact]
    public void FloatAgreesWithDouble() =>
        // Tolerance 4 ε of float, as above.
        Gen.Float[-0.9f, 10f].Sample(x => Math.Abs(StableMath.Log1P(x) - StableMath.Log1P((double)x))
            <= 4.8e-7 * Math.Abs(StableMath.Log1P((double)x)));

    private static void Close(double expected, double actual) =>
        Assert.InRange(actual, expected - (Tolerance * Math.Abs(expected)), expected + (Tolerance * Math.Abs(expected)));
}
