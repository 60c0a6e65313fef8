using Xunit;

namespace AutoGradLinear.Tests.Numerics;

public class ForwardReverseCheckTests
{
    private static readonly double[] Matrix = [1.0, 2.0, -0.5, 3.0, 0.25, 4.0];

    public static TheoryData<string> Mistakes => ["scaled", "one coordinate", "sign", "missing term", "swapped"];

    [Fact]
    public void AcceptsBothModesOfOneFunction()
    {
        GradientCheck.ForwardAgainstReverse<double>(CheckSubject<double>.Pushforward, CheckSubject<double>.Pullback(), CheckSubject<double>.Point).ThrowIfFailed();
        GradientCheck.ForwardAgainstReverse<float>(CheckSubject<float>.Pushforward, CheckSubject<float>.Pullback(), CheckSubject<float>.Point).ThrowIfFailed();
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void CatchesAWrongPullback(string mistake)
    {
        IdentityCheckReport doubles = GradientCheck.ForwardAgainstReverse<double>(
            CheckSubject<double>.Pushforward, CheckSubject<double>.Pullback(MistakeOf<double>(mistake, 1e-9)), CheckSubject<double>.Point);
        Assert.False(doubles.Passed);
        Assert.Contains("WRONG", doubles.ToString(), StringComparison.Ordinal);

        // Float has 24 bits, and a hundred roundings are allowed for.
        IdentityCheckReport floats = GradientCheck.ForwardAgainstReverse<float>(
            CheckSubject<float>.Pushforward, CheckSubject<float>.Pullback(MistakeOf<float>(mistake, 1e-3f)), CheckSubject<float>.Point);
        Assert.False(floats.Passed);
        Assert.Throws<GradientCheckException>(floats.ThrowIfFailed);
    }

    [Fact]
    public void NamesTheCoordinate()
    {
        IdentityCheckReport report = GradientCheck.ForwardAgainstReverse<double>(
            CheckSubject<double>.Pushforward, CheckSubject<double>.Pullback((gradient, _) => gradient[1] *= 1.001), CheckSubject<double>.Point);
        Assert.Contains(report.Entries, entry => entry.Where == "∂result[0] / ∂x[1]" && entry.Status == GradientCheckStatus.Wrong);
        Assert.DoesNotContain(report.Entries, entry => entry.Where is "∂result[0] / ∂x[0]" or "∂result[0] / ∂x[2]");
        Assert.Contains("∂x[1]", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ASmallCoordinateDoesNotHideBehindALargeOne()
    {
        // f = 10¹² x₀ + x₁, with the second slope wrong by a thousandth: 10⁻¹⁵ of the sum.
        IdentityCheckReport report = GradientCheck.ForwardAgainstReverse<float>(
            (x, tangent, out resultTangent) =>
            {
                resultTangent = (1e12f * tangent[0]) + tangent[1];
                return (1e12f * x[0]) + x[1];
            },
            (x, adjoint, accumulator) =>
            {
                accumulator[0] += 1e12f * adjoint;
                accumulator[1] += 1.001f * adjoint;
                return (1e12f * x[0]) + x[1];
            },
            [1f, 1f]);
        Assert.False(report.Passed);
    }

    [Fact]
    public void AFunctionThatCancelsInsideIsNotCalledWrong()
    {
        // The slope is 1, computed from terms of size 10⁶ in an order of its own in each mode.
        IdentityCheckReport report = GradientCheck.ForwardAgainstReverse<double>(
            (x, tangent, out resultTangent) =>
            {
                resultTangent = ((1e6 * Math.Cos(x[0])) + 1.0 - (1e6 * Math.Cos(x[0]))) * tangent[0];
                return x[0];
            },
            (x, adjoint, accumulator) =>
            {
                accumulator[0] += adjoint * ((1e6 * Math.Cos(x[0])) + (1.0 - (1e6 * Math.Cos(x[0]))));
                return x[0];
            },
            [0.7]);
        Assert.InRange(report.MaxRelativeError, 0.0, 1e-9);
        Assert.True(report.Passed, report.ToString());
    }

    [Fact]
    public void AcceptsAKinkWhereBothModesChooseTheSameSlope() =>
        GradientCheck.ForwardAgainstReverse<double>(
            (x, tangent, out resultTangent) =>
            {
                resultTangent = x[0] > 0 ? tangent[0] : 0;
                return Math.Max(0, x[0]);
            },
            (x, adjoint, accumulator) =>
            {
                accumulator[0] += x[0] > 0 ? adjoint : 0;
                return Math.Max(0, x[0]);
            },
            [0.0]).ThrowIfFailed();

    [Fact]
    public void SaysThatAPullbackOverwritesItsAccumulators()
    {
        IdentityCheckReport report = GradientCheck.ForwardAgainstReverse<double>(
            CheckSubject<double>.Pushforward,
            (x, adjoint, accumulator) =>
            {
                double value = CheckSubject<double>.WithGradient(x, accumulator);
                for (int k = 0; k < 3; k++)
                    accumulator[k] *= adjoint;
                return value;
            },
            CheckSubject<double>.Point);
        Assert.False(report.Passed);
        Assert.Contains("does not add", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void SaysThatValuesDiffer()
    {
        IdentityCheckReport report = GradientCheck.ForwardAgainstReverse<double>(
            (x, tangent, out resultTangent) => 1.0 + CheckSubject<double>.Pushforward(x, tangent, out resultTangent),
            CheckSubject<double>.Pullback(),
            CheckSubject<double>.Point);
        Assert.Contains(report.Problems, problem => problem.Contains("by the pullback", StringComparison.Ordinal));
    }

    [Fact]
    public void AcceptsAFunctionThatFillsASpan() =>
        GradientCheck.ForwardAgainstReverse<double>(MatrixPushforward, MatrixPullback(isTransposed: false), [0.3, -2.0, 1.5], resultLength: 2).ThrowIfFailed();

    [Fact]
    public void CatchesATransposedMatrix()
    {
        IdentityCheckReport report = GradientCheck.ForwardAgainstReverse<double>(
            MatrixPushforward, MatrixPullback(isTransposed: true), [0.3, -2.0, 1.5], resultLength: 2);
        Assert.False(report.Passed);
        Assert.Contains(report.Entries, entry => entry.Where == "∂result[1] / ∂x[0]");
    }

    [Fact]
    public void ReportsWhatIsNotWrittenOrNotFinite()
    {
        IdentityCheckReport report = GradientCheck.ForwardAgainstReverse<double>(
            (x, result, tangent, resultTangent) => result[0] = x[0],
            (x, result, adjoint, accumulator) =>
            {
                result[0] = x[0];
                accumulator[0] += adjoint[0];
            },
            [1.0],
            resultLength: 1);
        Assert.All(report.Entries, entry => Assert.Equal(GradientCheckStatus.NonFinite, entry.Status));
        Assert.Contains("not written", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void RefusesBadInput()
    {
        Assert.Throws<ArgumentException>(() => GradientCheck.ForwardAgainstReverse<double>(CheckSubject<double>.Pushforward, CheckSubject<double>.Pullback(), []));
        ArgumentException error = Assert.Throws<ArgumentException>(
            () => GradientCheck.ForwardAgainstReverse<double>(CheckSubject<double>.Pushforward, CheckSubject<double>.Pullback(), [1.0, double.NaN, 2.0]));
        Assert.Contains("Coordinate 1", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(
            () => GradientCheck.ForwardAgainstReverse<double>(MatrixPushforward, MatrixPullback(false), [1.0], resultLength: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientCheck.ForwardAgainstReverse<double>(
            CheckSubject<double>.Pushforward, CheckSubject<double>.Pullback(), CheckSubject<double>.Point, new GradientCheckOptions { Directions = 0 }));
    }

    private static void MatrixPushforward(ReadOnlySpan<double> x, Span<double> result, ReadOnlySpan<double> tangent, Span<double> resultTangent)
    {
        for (int i = 0; i < 2; i++)
        {
            (result[i], resultTangent[i]) = (0.0, 0.0);
            for (int k = 0; k < 3; k++)
            {
                result[i] += Matrix[(i * 3) + k] * x[k];
                resultTangent[i] += Matrix[(i * 3) + k] * tangent[k];
            }
        }
    }

    private static VectorPullback<double> MatrixPullback(bool isTransposed) => (x, result, adjoint, accumulator) =>
    {
        MatrixPushforward(x, result, x, new double[2]);
        for (int i = 0; i < 2; i++)
        {
            for (int k = 0; k < 3; k++)
                accumulator[k] += adjoint[i] * Matrix[isTransposed ? (k * 2) + i : (i * 3) + k];
        }
    };

    private static Mistake<T> MistakeOf<T>(string mistake, T size)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T> => (gradient, x) =>
    {
        switch (mistake)
        {
            case "scaled":
                for (int k = 0; k < gradient.Length; k++)
                    gradient[k] *= T.One + size;
                break;
            case "one coordinate":
                gradient[2] += size;
                break;
            case "sign":
                gradient[1] = -gradient[1];
                break;
            case "missing term":
                gradient[0] -= x[2] * x[2];
                break;
            default:
                (gradient[0], gradient[1]) = (gradient[1], gradient[0]);
                break;
        }
    };
}
