using AutoGradLinear.Numerics;
using Xunit;

namespace AutoGradLinear.Tests.GradBench;

/// <summary>Compares rows on the scale of their largest number.</summary>
internal static class Near
{
    /// <summary>Sums of some thousand terms in another order: a few thousand roundings of 1e-16.</summary>
    private const double Tolerance = 1e-11;

    public static void Equal(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        double scale = 0;
        foreach (double number in expected)
            scale = Math.Max(scale, Math.Abs(number));
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                Math.Abs(expected[i] - actual[i]) <= Tolerance * scale,
                FormattableString.Invariant($"[{i}]: {expected[i]:R} expected, {actual[i]:R} found"));
        }
    }

    /// <summary>The gradient by generated code is that by hand, and that of differences.</summary>
    public static void Gradients(
        double[] point,
        ScalarFunction<double> value,
        ScalarFunctionWithGradient<double> generated,
        ScalarFunctionWithGradient<double> byHand)
    {
        GradientCheck.Check(value, generated, point).ThrowIfFailed();
        double[] gradient = new double[point.Length];
        double[] expected = new double[point.Length];
        double found = generated(point, gradient);
        Equal([value(point), byHand(point, expected)], [found, found]);
        Equal(expected, gradient);
    }
}
