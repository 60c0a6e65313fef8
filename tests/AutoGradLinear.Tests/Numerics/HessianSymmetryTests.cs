using Xunit;

namespace AutoGradLinear.Tests.Numerics;

public class HessianSymmetryTests
{
    [Fact]
    public void AcceptsASymmetricHessian()
    {
        GradientCheck.HessianSymmetry(CheckSubject<double>.Product(), CheckSubject<double>.Point).ThrowIfFailed();
        GradientCheck.HessianSymmetry(CheckSubject<float>.Product(), CheckSubject<float>.Point).ThrowIfFailed();
        GradientCheck.HessianSymmetry<double>(CheckSubject<double>.Hessian, CheckSubject<double>.Point).ThrowIfFailed();
        GradientCheck.HessianSymmetry<float>(CheckSubject<float>.Hessian, CheckSubject<float>.Point).ThrowIfFailed();
    }

    [Fact]
    public void NamesTheElementsThatDiffer()
    {
        IdentityCheckReport product = GradientCheck.HessianSymmetry(CheckSubject<double>.Product((h, _) => h[1] *= 1.0 + 1e-9), CheckSubject<double>.Point);
        Assert.False(product.Passed);
        Assert.Contains("H[0, 1] and H[1, 0]", product.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("H[0, 2]", product.ToString(), StringComparison.Ordinal);

        IdentityCheckReport dense = GradientCheck.HessianSymmetry<float>(
            (x, hessian) =>
            {
                float value = CheckSubject<float>.Hessian(x, hessian);
                hessian[6] = 0f;
                return value;
            },
            CheckSubject<float>.Point);
        Assert.Equal(GradientCheckStatus.Wrong, Assert.Single(dense.Entries, entry => entry.Status != GradientCheckStatus.Right).Status);
        Assert.Contains("H[0, 2] and H[2, 0]", dense.ToString(), StringComparison.Ordinal);
        Assert.Throws<GradientCheckException>(dense.ThrowIfFailed);
    }

    [Fact]
    public void IllScaledHessiansAreCheckedInEveryCorner()
    {
        // 10¹² x₀² + x₁² + x₀ x₁, and the same with the element below the diagonal wrong by a tenth.
        Assert.True(GradientCheck.HessianSymmetry(IllScaled(1.0), [1.0, 1.0]).Passed);
        Assert.False(GradientCheck.HessianSymmetry(IllScaled(1.1), [1.0, 1.0]).Passed);
    }

    [Fact]
    public void ACancelledElementIsNotWrong() => GradientCheck.HessianSymmetry<double>(
        (x, hessian) =>
        {
            (hessian[0], hessian[1], hessian[2], hessian[3]) = (1.0, 1e-17, 0.0, 1.0);
            return x[0];
        },
        [1.0, 1.0]).ThrowIfFailed();

    [Fact]
    public void ReportsWhatIsNotWritten()
    {
        IdentityCheckReport report = GradientCheck.HessianSymmetry<double>((x, hessian) =>
        {
            hessian[0] = 1.0;
            return 0.0;
        }, [1.0, 1.0]);
        Assert.False(report.Passed);
        Assert.Contains("not written", report.ToString(), StringComparison.Ordinal);
        Assert.False(GradientCheck.HessianSymmetry<double>((_, _, _) => 0.0, [1.0]).Passed);
        Assert.False(GradientCheck.HessianSymmetry<double>((_, _, product) =>
        {
            product[0] = 1.0;
            return double.PositiveInfinity;
        }, [1.0]).Passed);
    }

    private static HessianVectorProductFunction<double> IllScaled(double below) => (x, direction, product) =>
    {
        product[0] = (2e12 * direction[0]) + direction[1];
        product[1] = (below * direction[0]) + (2.0 * direction[1]);
        return (1e12 * x[0] * x[0]) + (x[1] * x[1]) + (x[0] * x[1]);
    };
}
