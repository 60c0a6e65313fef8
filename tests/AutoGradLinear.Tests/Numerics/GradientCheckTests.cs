using AutoGradLinear.Numerics;
using CsCheck;
using Xunit;

namespace AutoGradLinear.Tests.Numerics;

public class GradientCheckTests
{
    [Fact]
    public void AcceptsARightGradient()
    {
        double[] point = [0.3, -1.2, 2.0];
        GradientCheckReport report = GradientCheck.Check<double>(Smooth, SmoothWithGradient, point);
        Assert.True(report.Passed, report.ToString());
        Assert.All(report.Entries, entry => Assert.Equal(GradientCheckStatus.Right, entry.Status));
        Assert.All(report.Entries, entry => Assert.InRange(entry.ErrorEstimate, 0.0, 1e-7));
        report.ThrowIfFailed();
    }

    [Theory]
    [InlineData(1e-4)]
    [InlineData(1e-5)]
    public void CatchesASmallError(double error)
    {
        double[] point = [0.3, -1.2, 2.0];
        GradientCheckReport report = GradientCheck.Check<double>(
            Smooth,
            (x, gradient) =>
            {
                double value = SmoothWithGradient(x, gradient);
                gradient[1] *= 1.0 + error;
                return value;
            },
            point);
        Assert.False(report.Passed);
        Assert.Equal(GradientCheckStatus.Right, report.Entries[0].Status);
        Assert.Equal(GradientCheckStatus.Wrong, report.Entries[1].Status);

        // The relative error is the one that was put in, less the error of the differences (below 1e-7).
        Assert.InRange(report.Entries[1].RelativeError, error - 2e-7, error + 2e-7);
        var thrown = Assert.Throws<GradientCheckException>(report.ThrowIfFailed);
        Assert.Contains("FAILED", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("WRONG", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CatchesAWrongSignInFloat()
    {
        float[] point = [0.3f, -1.2f];
        GradientCheckReport report = GradientCheck.Check<float>(
            x => MathF.Sin(x[0]) * x[1],
            (x, gradient) =>
            {
                gradient[0] = MathF.Cos(x[0]) * x[1];
                gradient[1] = -MathF.Sin(x[0]);
                return MathF.Sin(x[0]) * x[1];
            },
            point);
        Assert.Equal(GradientCheckStatus.Right, report.Entries[0].Status);
        Assert.Equal(GradientCheckStatus.Wrong, report.Entries[1].Status);
    }

    [Fact]
    public void CatchesAGradientThatIsTooSmallByAFewPercentInFloat()
    {
        float[] point = [0.7f];
        GradientCheckReport report = GradientCheck.Check<float>(
            x => MathF.Exp(x[0]),
            (x, gradient) =>
            {
                gradient[0] = 0.98f * MathF.Exp(x[0]);
                return MathF.Exp(x[0]);
            },
            point);
        Assert.Equal(GradientCheckStatus.Wrong, report.Entries[0].Status);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(-1.0)]
    [InlineData(0.4)]
    public void AtAKinkAcceptsWhatLiesBetweenTheSlopes(double slope)
    {
        GradientCheckReport report = Absolute(0.0, slope);
        Assert.Equal(GradientCheckStatus.Kink, report.Entries[0].Status);
        Assert.True(report.Passed);
        Assert.Contains("at a kink", report.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1.01)]
    [InlineData(-2.0)]
    public void AtAKinkRefusesWhatDoesNot(double slope)
    {
        GradientCheckReport report = Absolute(0.0, slope);
        Assert.Equal(GradientCheckStatus.Wrong, report.Entries[0].Status);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(1e-3)]
    [InlineData(-1e-3)]
    [InlineData(1e-4)]
    public void BesideAKinkTheSlopeIsMeasured(double x)
    {
        Assert.Equal(GradientCheckStatus.Right, Absolute(x, Math.Sign(x)).Entries[0].Status);
        Assert.Equal(GradientCheckStatus.Wrong, Absolute(x, 0.0).Entries[0].Status);
    }

    [Fact]
    public void SoCloseToAKinkThatNoStepIsShorterTheSlopeOfTheBranchIsAccepted()
    {
        Assert.Equal(GradientCheckStatus.Kink, Absolute(1e-9, 1.0).Entries[0].Status);
        Assert.True(Absolute(1e-9, 1.0).Passed);
    }

    [Fact]
    public void ReportsWhatIsNotFinite()
    {
        GradientCheckReport report = GradientCheck.Check<double>(
            x => Math.Log(x[0]),
            (x, gradient) =>
            {
                gradient[0] = 1.0 / x[0];
                return Math.Log(x[0]);
            },
            [-1.0]);
        Assert.Equal(GradientCheckStatus.NonFinite, report.Entries[0].Status);
        Assert.False(report.Passed);
        Assert.Contains("NOT FINITE", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ReportsACoordinateThatWasNotWritten()
    {
        GradientCheckReport report = GradientCheck.Check<double>(x => x[0] + x[1], (x, gradient) =>
        {
            gradient[0] = 1.0;
            return x[0] + x[1];
        }, [1.0, 2.0]);
        Assert.Equal(GradientCheckStatus.Right, report.Entries[0].Status);
        Assert.Equal(GradientCheckStatus.NonFinite, report.Entries[1].Status);
    }

    [Fact]
    public void ReportsAValueThatDiffers()
    {
        GradientCheckReport report = GradientCheck.Check<double>(x => x[0], (x, gradient) =>
        {
            gradient[0] = 1.0;
            return x[0] + 0.5;
        }, [1.0]);
        Assert.False(report.ValueAgrees);
        Assert.False(report.Passed);
        Assert.Contains("value", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void FindsStepsNearTheEdgeOfTheDomain()
    {
        GradientCheckReport report = GradientCheck.Check<double>(
            x => Math.Log(x[0]),
            (x, gradient) =>
            {
                gradient[0] = 1.0 / x[0];
                return Math.Log(x[0]);
            },
            [0.01]);
        Assert.Equal(GradientCheckStatus.Right, report.Entries[0].Status);
    }

    [Fact]
    public void AConstantHasAZeroGradient()
    {
        GradientCheckReport report = GradientCheck.Check<float>(x => 5f, (x, gradient) =>
        {
            gradient.Clear();
            return 5f;
        }, [1f, 2f]);
        Assert.All(report.Entries, entry => Assert.Equal(GradientCheckStatus.Right, entry.Status));
    }

    [Fact]
    public void AcceptsTheHandwrittenLossesAtRandomPoints() =>
        Gen.Double[-3, 3].Array[5].Select(Gen.Int[0, 4]).Sample((scores, label) =>
        {
            GradientCheck.Loss(new HandwrittenSoftmax<double>(), scores, label).ThrowIfFailed();
            GradientCheck.Loss(new HandwrittenHinge<double>(1.0), scores, label).ThrowIfFailed();
            GradientCheck.Penalty(new HandwrittenRidge<double>(0.01), scores).ThrowIfFailed();
        });

    [Fact]
    public void AcceptsTheHandwrittenLossesInFloat() =>
        Gen.Float[-3, 3].Array[5].Select(Gen.Int[0, 4]).Sample((scores, label) =>
        {
            GradientCheck.Loss(new HandwrittenSoftmax<float>(), scores, label).ThrowIfFailed();
            GradientCheck.Loss(new HandwrittenHinge<float>(1f), scores, label).ThrowIfFailed();
        });

    [Fact]
    public void LargeScoresHaveStepsOfTheirSize()
    {
        float[] scores = [123f, 456f, 789f];
        GradientCheck.Loss(new HandwrittenSoftmax<float>(), scores, 0).ThrowIfFailed();
    }

    [Fact]
    public void RefusesSettingsOutOfRange() =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => GradientCheck.Check<double>(Smooth, SmoothWithGradient, [1.0, 1.0, 1.0], new GradientCheckOptions { StepCount = 1 }));

    private static double Smooth(ReadOnlySpan<double> x) => (Math.Exp(x[0]) * Math.Sin(x[1])) + (x[2] * x[2] * x[0]);

    private static double SmoothWithGradient(ReadOnlySpan<double> x, Span<double> gradient)
    {
        gradient[0] = (Math.Exp(x[0]) * Math.Sin(x[1])) + (x[2] * x[2]);
        gradient[1] = Math.Exp(x[0]) * Math.Cos(x[1]);
        gradient[2] = 2.0 * x[2] * x[0];
        return Smooth(x);
    }

    private static GradientCheckReport Absolute(double x, double slope) => GradientCheck.Check<double>(
        point => Math.Abs(point[0]),
        (point, gradient) =>
        {
            gradient[0] = slope;
            return Math.Abs(point[0]);
        },
        [x]);
}
