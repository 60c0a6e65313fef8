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
}
