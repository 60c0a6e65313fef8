using AutoGradLinear.Benchmarks.GradBench;
using Xunit;

namespace AutoGradLinear.Tests.GradBench;

public class BundleAdjustmentTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void GeneratedJacobianIsThatByHand(bool withoutRotation)
    {
        Scene scene = BundleAdjustment.CreateScene(cameras: 2, points: 3, observations: 5);
        if (withoutRotation)
            scene.Cameras.AsSpan(0, 3).Clear();
        var expected = new SparseJacobian(scene);
        var found = new SparseJacobian(scene);
        BundleAdjustment.JacobianByHand(scene, expected);
        BundleAdjustment.Jacobian(scene, found);
        Near.Equal(expected.Values, found.Values);
        Assert.Equal(expected.Columns, found.Columns);
        Assert.Equal(expected.RowStarts, found.RowStarts);
        Assert.Equal(found.Values.Length, found.RowStarts[^1]);
    }

    /// <summary>Not where the angle is 0: differences leave the branch whose derivative is taken there.</summary>
    [Fact]
    public void RowsOfTheJacobianAreThoseOfDifferences()
    {
        Scene scene = BundleAdjustment.CreateScene(cameras: 2, points: 3, observations: 5);
        double[] point = [.. scene.Cameras, .. scene.Points, .. scene.Weights];
        for (int row = 0; row < 3 * scene.Weights.Length; row++)
        {
            GradientCheck.Check<double>(
                x => ErrorAt(At(scene, x), row),
                (x, gradient) => RowAt(At(scene, x), row, gradient),
                point).ThrowIfFailed();
        }
    }

    private static double ErrorAt(Scene scene, int row)
    {
        double[] errors = new double[3 * scene.Weights.Length];
        BundleAdjustment.Objective(scene, errors);
        return errors[row];
    }

    private static double RowAt(Scene scene, int row, Span<double> gradient)
    {
        var jacobian = new SparseJacobian(scene);
        BundleAdjustment.Jacobian(scene, jacobian);
        gradient.Clear();
        for (int i = jacobian.RowStarts[row]; i < jacobian.RowStarts[row + 1]; i++)
            gradient[jacobian.Columns[i]] = jacobian.Values[i];
        return ErrorAt(scene, row);
    }

    private static Scene At(Scene scene, ReadOnlySpan<double> x)
    {
        int points = scene.Cameras.Length;
        int weights = points + scene.Points.Length;
        return scene with { Cameras = x[..points].ToArray(), Points = x[points..weights].ToArray(), Weights = x[weights..].ToArray() };
    }
}
