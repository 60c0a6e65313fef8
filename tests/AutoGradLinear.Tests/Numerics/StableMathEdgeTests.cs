using System.Numerics;
using AutoGradLinear.Numerics;
using Xunit;

namespace AutoGradLinear.Tests.Numerics;

/// <summary>Zeros, infinities and NaN of StableMath, for every real type.</summary>
public class StableMathEdgeTests
{
    private const double Infinity = double.PositiveInfinity;

    [Theory]
    [InlineData("Log1P", -1.0, -Infinity)]
    [InlineData("Log1P", -2.0, double.NaN)]
    [InlineData("Log1P", -Infinity, double.NaN)]
    [InlineData("Log1P", Infinity, Infinity)]
    [InlineData("ExpM1", -Infinity, -1.0)]
    [InlineData("ExpM1", Infinity, Infinity)]
    [InlineData("Log1MExp", 0.0, -Infinity)]
    [InlineData("Log1MExp", 1.0, double.NaN)]
    [InlineData("Log1MExp", Infinity, double.NaN)]
    [InlineData("Log1MExp", -Infinity, 0.0)]
    [InlineData("LogExpM1", 0.0, -Infinity)]
    [InlineData("LogExpM1", -1.0, double.NaN)]
    [InlineData("LogExpM1", -Infinity, double.NaN)]
    [InlineData("LogExpM1", Infinity, Infinity)]
    [InlineData("Sigmoid", Infinity, 1.0)]
    [InlineData("Sigmoid", 0.0, 0.5)]
    [InlineData("Sigmoid", -Infinity, 0.0)]
    [InlineData("Softplus", Infinity, Infinity)]
    [InlineData("Softplus", -Infinity, 0.0)]
    [InlineData("LogSigmoid", Infinity, 0.0)]
    [InlineData("LogSigmoid", -Infinity, -Infinity)]
    [InlineData("LogCosh", 0.0, 0.0)]
    [InlineData("LogCosh", Infinity, Infinity)]
    [InlineData("LogCosh", -Infinity, Infinity)]
    [InlineData("XLogX", 0.0, 0.0)]
    [InlineData("XLogX", 1.0, 0.0)]
    [InlineData("XLogX", -1.0, double.NaN)]
    [InlineData("XLogX", -Infinity, double.NaN)]
    [InlineData("XLogX", Infinity, Infinity)]
    [InlineData("Sqrt1PM1", -1.0, -1.0)]
    [InlineData("Sqrt1PM1", -2.0, double.NaN)]
    [InlineData("Sqrt1PM1", -Infinity, double.NaN)]
    [InlineData("Sqrt1PM1", Infinity, Infinity)]
    public void EdgesOfOneArgument(string function, double x, double expected)
    {
        Check<double>(function, expected, x);
        Check<float>(function, expected, x);
        Check<Half>(function, expected, x);
    }

    [Theory]
    [InlineData("LogAddExp", -Infinity, -Infinity, -Infinity)]
    [InlineData("LogAddExp", -Infinity, 3.0, 3.0)]
    [InlineData("LogAddExp", 3.0, -Infinity, 3.0)]
    [InlineData("LogAddExp", Infinity, -Infinity, Infinity)]
    [InlineData("LogAddExp", Infinity, Infinity, Infinity)]
    [InlineData("LogAddExp", 1.0, Infinity, Infinity)]
    [InlineData("LogAddExp", Infinity, double.NaN, double.NaN)]
    [InlineData("LogAddExp", double.NaN, -Infinity, double.NaN)]
    [InlineData("LogSubExp", 1.0, 1.0, -Infinity)]
    [InlineData("LogSubExp", 0.0, -0.0, -Infinity)]
    [InlineData("LogSubExp", -Infinity, -Infinity, -Infinity)]
    [InlineData("LogSubExp", Infinity, Infinity, double.NaN)]
    [InlineData("LogSubExp", Infinity, 1.0, Infinity)]
    [InlineData("LogSubExp", Infinity, -Infinity, Infinity)]
    [InlineData("LogSubExp", 2.0, -Infinity, 2.0)]
    [InlineData("LogSubExp", 1.0, 2.0, double.NaN)]
    [InlineData("LogSubExp", -Infinity, 2.0, double.NaN)]
    [InlineData("LogSubExp", 1.0, Infinity, double.NaN)]
    [InlineData("LogSubExp", double.NaN, -Infinity, double.NaN)]
    [InlineData("LogSubExp", Infinity, double.NaN, double.NaN)]
    public void EdgesOfTwoArguments(string function, double x, double y, double expected)
    {
        Check<double>(function, expected, x, y);
        Check<float>(function, expected, x, y);
        Check<Half>(function, expected, x, y);
    }

    [Fact]
    public void LogRatioIsInfiniteOrNaNWhereTheDifferenceOfLogarithmsIs()
    {
        LogRatioHasTheClassOfTheDifference<double>();
        LogRatioHasTheClassOfTheDifference<float>();
        LogRatioHasTheClassOfTheDifference<Half>();
    }

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
    [InlineData("LogSumExp")]
    [InlineData("Softmax")]
    [InlineData("LogSoftmax")]
    public void NaNStaysNaN(string function)
    {
        Check<double>(function, double.NaN, double.NaN);
        Check<float>(function, double.NaN, double.NaN);
        Check<Half>(function, double.NaN, double.NaN);
    }

    [Fact]
    public void FunctionsThatAreOddAtZeroKeepItsSign()
    {
        Assert.True(double.IsNegative(StableMath.Log1P(-0.0)));
        Assert.True(double.IsNegative(StableMath.ExpM1(-0.0)));
        Assert.True(double.IsNegative(StableMath.Sqrt1PM1(-0.0)));
    }

    [Fact]
    public void OtherFunctionsTakeNegativeZeroAsZero()
    {
        Assert.Equal(-Infinity, StableMath.Log1MExp(-0.0));
        Assert.Equal(-Infinity, StableMath.LogExpM1(-0.0));
        Assert.Equal(0.0, StableMath.XLogX(-0.0));
    }

    [Fact]
    public void HugeArgumentsDoNotOverflow()
    {
        Assert.Equal(double.MaxValue, StableMath.Softplus(double.MaxValue));
        Assert.Equal(double.MaxValue, StableMath.LogExpM1(double.MaxValue));
        Assert.Equal(double.MaxValue, StableMath.LogCosh(-double.MaxValue));
        Assert.Equal(double.MaxValue, StableMath.LogAddExp(double.MaxValue, -double.MaxValue));
        Assert.Equal(double.MaxValue, StableMath.LogSubExp(double.MaxValue, -double.MaxValue));
    }

    private static void LogRatioHasTheClassOfTheDifference<T>()
        where T : IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        T[] edges =
        [
            T.NegativeInfinity, T.MinValue, -T.One, -T.Epsilon, T.NegativeZero, T.Zero,
            T.Epsilon, T.One, T.Pi, T.MaxValue, T.PositiveInfinity, T.NaN,
        ];
        foreach (T x in edges)
        {
            foreach (T y in edges)
            {
                T expected = T.Log(x) - T.Log(y);
                T actual = StableMath.LogRatio(x, y);
                bool agrees = T.IsFinite(expected) ? T.IsFinite(actual) : expected.Equals(actual);
                Assert.True(agrees, $"LogRatio<{typeof(T).Name}>({x}, {y}): expected {expected}, actual {actual}.");
            }
        }
    }

    private static void Check<T>(string function, double expected, params double[] arguments)
        where T : IBinaryFloatingPointIeee754<T>
    {
        T actual = StableMathReferences.Function<T>(function)([.. arguments.Select(T.CreateChecked)])[0];
        Assert.True(
            T.CreateChecked(expected).Equals(actual),
            $"{function}<{typeof(T).Name}>({string.Join(", ", arguments)}): expected {expected}, actual {actual}.");
    }
}
