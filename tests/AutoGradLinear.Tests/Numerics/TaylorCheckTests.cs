using AutoGradLinear.Losses;
using AutoGradLinear.Numerics;
using CsCheck;
using Xunit;

namespace AutoGradLinear.Tests.Numerics;

public class TaylorCheckTests
{
    [Fact]
    public void TheRemainderOfARightGradientFallsAsTheSquare()
    {
        TaylorCheckReport doubles = GradientCheck.TaylorRemainder<double>(CheckSubject<double>.Value, CheckSubject<double>.WithGradient, CheckSubject<double>.Point);
        Assert.All(doubles.Entries, entry => Assert.Equal(TaylorCheckStatus.Right, entry.Status));
        Assert.All(doubles.Entries, entry => Assert.InRange(entry.ObservedRate, 1.9, 2.5));
        TaylorCheckReport floats = GradientCheck.TaylorRemainder<float>(CheckSubject<float>.Value, CheckSubject<float>.WithGradient, CheckSubject<float>.Point);
        Assert.All(floats.Entries, entry => Assert.Equal(TaylorCheckStatus.Right, entry.Status));
        floats.ThrowIfFailed();
    }

    [Fact]
    public void WithTheSecondDerivativeItFallsAsTheCube()
    {
        TaylorCheckReport doubles = GradientCheck.TaylorRemainder<double>(
            CheckSubject<double>.Value, CheckSubject<double>.WithGradient, CheckSubject<double>.Product(), CheckSubject<double>.Point);
        Assert.True(doubles.Passed, doubles.ToString());
        Assert.All(doubles.Entries.Where(entry => entry.Order == 3), entry => Assert.InRange(entry.ObservedRate, 2.7, 4.5));
        GradientCheck.TaylorRemainder<float>(CheckSubject<float>.Value, CheckSubject<float>.WithGradient, CheckSubject<float>.Product(), CheckSubject<float>.Point).ThrowIfFailed();
    }

    [Theory]
    [InlineData(1e-6)]
    [InlineData(1e-3)]
    [InlineData(1.0)]
    public void AScaledGradientIsWrong(double error)
    {
        TaylorCheckReport report = GradientCheck.TaylorRemainder<double>(
            CheckSubject<double>.Value,
            CheckSubject<double>.Gradient((gradient, _) =>
            {
                for (int k = 0; k < 3; k++)
                    gradient[k] *= 1.0 + error;
            }),
            CheckSubject<double>.Point);
        Assert.False(report.Passed);
        Assert.Contains("The gradient is wrong", report.ToString(), StringComparison.Ordinal);
        Assert.All(report.Entries.Where(entry => entry.Status == TaylorCheckStatus.Wrong), entry => Assert.InRange(entry.ObservedRate, 0.7, 1.25));
        Assert.Throws<GradientCheckException>(report.ThrowIfFailed);
    }

    [Fact]
    public void OneCoordinateASignOrAMissingTermIsWrong()
    {
        foreach (Mistake<double> mistake in new Mistake<double>[]
                 {
                     (gradient, _) => gradient[1] *= 1.00001, (gradient, _) => gradient[2] = -gradient[2], (gradient, x) => gradient[0] -= x[2] * x[2],
                     (gradient, _) => (gradient[0], gradient[1]) = (gradient[1], gradient[0]),
                 })
        {
            Assert.False(GradientCheck.TaylorRemainder<double>(CheckSubject<double>.Value, CheckSubject<double>.Gradient(mistake), CheckSubject<double>.Point).Passed);
        }

        foreach (Mistake<float> mistake in new Mistake<float>[]
                 {
                     (gradient, _) => gradient[1] *= 1.1f, (gradient, _) => gradient[2] = -gradient[2], (gradient, x) => gradient[0] -= x[2] * x[2],
                 })
        {
            Assert.False(GradientCheck.TaylorRemainder<float>(CheckSubject<float>.Value, CheckSubject<float>.Gradient(mistake), CheckSubject<float>.Point).Passed);
        }
    }

    [Fact]
    public void AWrongSecondDerivativeIsToldFromAWrongGradient()
    {
        foreach (Mistake<double> mistake in new Mistake<double>[] { (h, _) => h[0] *= 1.01, (h, _) => h[4] = -h[4], (h, _) => h[1] = h[3] = 0.0, (h, _) => h[8] += 1e-3 })
        {
            TaylorCheckReport report = GradientCheck.TaylorRemainder<double>(
                CheckSubject<double>.Value, CheckSubject<double>.WithGradient, CheckSubject<double>.Product(mistake), CheckSubject<double>.Point);
            Assert.False(report.Passed);
            Assert.All(report.Entries.Where(entry => entry.Order == 2), entry => Assert.Equal(TaylorCheckStatus.Right, entry.Status));
            Assert.Contains("the second derivative is wrong", report.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AnAffineFunctionIsAtRoundingLevel()
    {
        TaylorCheckReport report = Affine(3.0);
        Assert.True(report.Passed, report.ToString());
        Assert.All(report.Entries, entry => Assert.Equal(TaylorCheckStatus.AtRounding, entry.Status));
        Assert.All(report.Entries, entry => Assert.InRange(entry.Bound, 0.0, 1e-12));
        Assert.False(Affine(3.0 + 1e-6).Passed);
    }

    [Theory]
    [InlineData(0.0, true)]
    [InlineData(0.5, true)]
    [InlineData(1.0, true)]
    [InlineData(1.1, false)]
    [InlineData(-0.2, false)]
    public void AtAKinkAcceptsWhatLiesBetweenTheSlopes(double slope, bool passes)
    {
        TaylorCheckReport report = GradientCheck.TaylorRemainder<double>(x => Math.Max(0.0, x[0]), With(x => Math.Max(0.0, x), _ => slope), [0.0]);
        Assert.Equal(passes, report.Passed);
        if (slope == 0.5)
            Assert.All(report.Entries, entry => Assert.Equal(TaylorCheckStatus.Kink, entry.Status));
    }

    [Theory]
    [InlineData(1e-2)]
    [InlineData(1e-5)]
    public void BesideAKinkTheSlopeIsThatOfTheBranch(double x)
    {
        Assert.True(GradientCheck.TaylorRemainder<double>(p => Math.Abs(p[0]), With(p => Math.Abs(p), _ => 1.0), [x]).Passed);
        Assert.False(GradientCheck.TaylorRemainder<double>(p => Math.Abs(p[0]), With(p => Math.Abs(p), _ => 0.0), [x]).Passed);
    }

    [Fact]
    public void APlaceWithoutASecondDerivativeIsRough()
    {
        TaylorCheckReport report = GradientCheck.TaylorRemainder<double>(
            x => Math.Pow(Math.Abs(x[0]), 1.5), With(x => Math.Pow(Math.Abs(x), 1.5), _ => 0.0), [0.0]);
        Assert.True(report.Passed, report.ToString());
        Assert.All(report.Entries, entry => Assert.Equal(TaylorCheckStatus.Rough, entry.Status));
        Assert.All(report.Entries, entry => Assert.InRange(entry.ObservedRate, 1.4, 1.6));
    }

    [Fact]
    public void AJumpOfTheSecondDerivativeIsAKink()
    {
        // max(0, x)² at 0: the second derivative is 0 on one side and 2 on the other.
        static double Square(double x) => Math.Max(0.0, x) * Math.Max(0.0, x);
        TaylorCheckReport report = GradientCheck.TaylorRemainder<double>(
            x => Square(x[0]),
            With(Square, x => 2.0 * Math.Max(0.0, x)),
            (x, direction, product) =>
            {
                product[0] = direction[0];
                return Square(x[0]);
            },
            [0.0]);
        Assert.True(report.Passed, report.ToString());
        Assert.Equal(report.Entries.Count / 2, report.Count(TaylorCheckStatus.Kink));
    }

    [Fact]
    public void ASmallCoordinateDoesNotHideBehindALargeOne()
    {
        static double F(ReadOnlySpan<double> x) => (1e9 * Math.Sin(x[0])) + Math.Exp(x[1]);
        ScalarFunctionWithGradient<double> Gradient(double factor) => (x, gradient) =>
        {
            gradient[0] = 1e9 * Math.Cos(x[0]);
            gradient[1] = factor * Math.Exp(x[1]);
            return F(x);
        };
        Assert.True(GradientCheck.TaylorRemainder<double>(F, Gradient(1.0), [1e-9, 0.5]).Passed);
        Assert.False(GradientCheck.TaylorRemainder<double>(F, Gradient(1.01), [1e-9, 0.5]).Passed);
    }

    [Fact]
    public void AcceptsTheLibrarysLossesAtRandomPoints() =>
        Gen.Double[-3, 3].Array[5].Select(Gen.Int[0, 4]).Sample((scores, label) =>
        {
            Check(new SoftmaxCrossEntropy<double>(), scores, label);
            Check(new MulticlassHinge<double>(1.0), scores, label);
            Check(new SquaredHinge<double>(1.0), scores, label);
        }, iter: 50);

    [Theory]
    [InlineData(5.605e-17)]
    [InlineData(-5.605e-17)]
    [InlineData(4.5e-12)]
    [InlineData(-3e-10)]
    [InlineData(1e-8)]
    public void AcceptsASquaredHingeWhoseCornerIsNearerThanTheSteps(double score) => Check(new SquaredHinge<double>(1.0), [0.0, -2.022e-4, 0.0, 1.0, score], 3);

    [Theory]
    [InlineData(0.0)]
    [InlineData(1e-12)]
    [InlineData(-1e-12)]
    public void FindsAWrongSlopeBesideACorner(double x)
    {
        static double Square(double x) => Math.Max(0.0, x) * Math.Max(0.0, x);
        Assert.True(GradientCheck.TaylorRemainder<double>(p => Square(p[0]), With(Square, p => 2.0 * Math.Max(0.0, p)), [x]).Passed);
        Assert.False(GradientCheck.TaylorRemainder<double>(p => Square(p[0]), With(Square, p => (2.0 * Math.Max(0.0, p)) + 1e-5), [x]).Passed);
    }

    [Fact]
    public void AcceptsLargeScoresInFloat()
    {
        var loss = new SoftmaxCrossEntropy<float>();
        GradientCheck.TaylorRemainder<float>(x => loss.Evaluate(x, 0), (x, gradient) => loss.ValueWithGradient(x, 0, gradient), [123f, 456f, 789f]).ThrowIfFailed();
    }

    [Fact]
    public void ReportsWhatIsNotFinite()
    {
        TaylorCheckReport report = GradientCheck.TaylorRemainder<double>(x => Math.Log(x[0]), With(Math.Log, x => 1.0 / x), [-1.0]);
        Assert.False(report.Passed);
        Assert.Contains("the function is NaN", report.ToString(), StringComparison.Ordinal);
        Assert.Equal(report.Entries.Count, report.Count(TaylorCheckStatus.NonFinite));
    }

    [Fact]
    public void FindsStepsNearTheEdgeOfTheDomain() =>
        GradientCheck.TaylorRemainder<double>(x => Math.Log(x[0]), With(Math.Log, x => 1.0 / x), [0.01]).ThrowIfFailed();

    [Fact]
    public void ReportsAGradientThatIsNotWrittenAndAValueThatDiffers()
    {
        TaylorCheckReport report = GradientCheck.TaylorRemainder<double>(x => x[0], (x, _) => x[0] + 0.5, [1.0]);
        Assert.Equal(report.Entries.Count, report.Count(TaylorCheckStatus.NonFinite));
        Assert.Contains(report.Problems, problem => problem.Contains("1.5", StringComparison.Ordinal));
    }

    [Fact]
    public void RefusesAPointThatIsNotFinite() => Assert.Throws<ArgumentException>(
        () => GradientCheck.TaylorRemainder<double>(CheckSubject<double>.Value, CheckSubject<double>.WithGradient, [1.0, double.PositiveInfinity, 0.0]));

    private static void Check<TLoss>(TLoss loss, double[] scores, int label)
        where TLoss : struct, ILoss<double, int>
        => GradientCheck.TaylorRemainder<double>(
            x => loss.Evaluate(x, label), (x, gradient) => loss.ValueWithGradient(x, label, gradient), scores).ThrowIfFailed();

    private static TaylorCheckReport Affine(double slope) => GradientCheck.TaylorRemainder<double>(x => (3.0 * x[0]) + 1.0, With(x => (3.0 * x) + 1.0, _ => slope), [0.7]);

    private static ScalarFunctionWithGradient<double> With(Func<double, double> function, Func<double, double> slope) => (x, gradient) =>
    {
        gradient[0] = slope(x[0]);
        return function(x[0]);
    };
}
