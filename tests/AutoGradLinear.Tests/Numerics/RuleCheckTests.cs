using Xunit;

namespace AutoGradLinear.Tests.Numerics;

public class RuleCheckTests
{
    [Fact]
    public void RulesOfNumbersPassWhereTheyAreRight()
    {
        GradientCheck.Rule(Math.Exp, Math.Exp, -1.0, 0.0, 2.5).ThrowIfFailed();
        GradientCheck.Rule<double>(Math.Tanh, (_, y) => 1 - (y * y), -1.0, 0.5).ThrowIfFailed();
        GradientCheck.Rule<float>(MathF.Sin, MathF.Cos, 0.5f, 2f).ThrowIfFailed();
        GradientCheck.Rule<double>(Math.Atan2, SlopesOfAtan2, (1, 2), (-0.5, 0.25)).ThrowIfFailed();
        GradientCheck.Rule<double>(Math.Pow, (x, y, r) => (y * r / x, r * Math.Log(x)), (1, 2), (0.5, 0.25)).ThrowIfFailed();
        GradientCheck.Rule<double>(Math.FusedMultiplyAdd, (x, y, z) => (y, x, 1), (1, 2, 3)).ThrowIfFailed();
    }

    [Fact]
    public void ARuleThatIsWrongIsNamedWithItsPoint()
    {
        RuleCheckReport report = GradientCheck.Rule<double>(Math.Atan2, (x, y) => (SlopesOfAtan2(x, y).Item1, 2 * SlopesOfAtan2(x, y).Item2), (1, 2), (0, 3));
        Assert.False(report.Passed);
        Assert.Equal([GradientCheckStatus.Right, GradientCheckStatus.Wrong], report.Points[0].Report.Entries.Select(entry => entry.Status));
        Assert.True(report.Points[1].Report.Passed);
        GradientCheckException exception = Assert.Throws<GradientCheckException>(report.ThrowIfFailed);
        Assert.Contains("rule check FAILED: 2 points, 1 wrong", exception.Message, StringComparison.Ordinal);
        Assert.Contains("at (1, 2):", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("at (0, 3):", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void APullbackAddsAndScales()
    {
        double[] point = [0.5, -1, 2];
        GradientCheck.Rule(SumOfCubes, Right, point).ThrowIfFailed();
        Assert.False(GradientCheck.Rule(SumOfCubes, Overwrites, point).Passed);
        Assert.False(GradientCheck.Rule(SumOfCubes, IgnoresTheAdjoint, point).Passed);
    }

    [Fact]
    public void NoPointIsNoPass() => Assert.False(GradientCheck.Rule<double>(Math.Exp, Math.Exp).Passed);

    private static (double, double) SlopesOfAtan2(double y, double x) => (x / ((x * x) + (y * y)), -y / ((x * x) + (y * y)));

    private static double SumOfCubes(ReadOnlySpan<double> x)
    {
        double sum = 0;
        foreach (double t in x)
            sum += t * t * t;
        return sum;
    }

    private static void Right(ReadOnlySpan<double> x, double resultAdjoint, Span<double> xAdjoint)
    {
        for (int i = 0; i < x.Length; i++)
            xAdjoint[i] += resultAdjoint * 3 * x[i] * x[i];
    }

    private static void Overwrites(ReadOnlySpan<double> x, double resultAdjoint, Span<double> xAdjoint)
    {
        for (int i = 0; i < x.Length; i++)
            xAdjoint[i] = resultAdjoint * 3 * x[i] * x[i];
    }

    private static void IgnoresTheAdjoint(ReadOnlySpan<double> x, double resultAdjoint, Span<double> xAdjoint)
    {
        for (int i = 0; i < x.Length; i++)
            xAdjoint[i] += 3 * x[i] * x[i];
    }
}
