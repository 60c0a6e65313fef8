using AutoGradLinear.Benchmarks.GradBench;
using Xunit;

namespace AutoGradLinear.Tests.GradBench;

/// <summary>The gradients of GradBench's smaller objectives: by generated code, by hand and by differences.</summary>
public class SmallObjectiveTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(50)]
    [InlineData(2_100)]
    public void LogSumExpHasTheGradientThatIsWrittenByHand(int n) =>
        Near.Gradients(Inputs.Uniform(n), LogSumExp.Value, LogSumExp.ValueWithGradient, LogSumExp.ValueByHand);

    [Theory]
    [InlineData(2, 3)]
    [InlineData(16, 128)]
    [InlineData(37, 5)]
    [InlineData(129, 300)]
    public void LeastSquaresHasTheGradientThatIsWrittenByHand(int n, int m) => Near.Gradients(
        Inputs.Uniform(m),
        x => LeastSquares.Value(x, n),
        (x, gradient) => LeastSquares.ValueWithGradient(x, n, gradient),
        (x, gradient) => LeastSquares.ValueByHand(x, n, gradient));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(4, 1)]
    [InlineData(5, 10)]
    [InlineData(19, 6)]
    public void OdeHasTheGradientThatIsWrittenByHand(int n, int steps) => Near.Gradients(
        [.. Inputs.Uniform(n).Select(number => 0.5 + number)],
        x => Ode.Last(x, steps),
        (x, gradient) => Ode.LastWithGradient(x, steps, gradient),
        (x, gradient) => Ode.LastByHand(x, steps, gradient));

    [Fact]
    public void OdeIsSolved()
    {
        // y₀ = x₀ t, y₁ = x₀ x₁ t²/2: polynomials of a degree at which the method is exact.
        double[] y = new double[2];
        Ode.Solve([3, 5], 4, y);
        Assert.Equal(6, y[0], 12);
        Assert.Equal(30, y[1], 12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(6)]
    public void DeterminantHasTheGradientThatIsWrittenByHand(int size) => Near.Gradients(
        Inputs.Uniform(size * size),
        matrix => Determinant.Value(matrix, size),
        (matrix, gradient) => Determinant.ValueWithGradient(matrix, size, gradient),
        (matrix, gradient) => Determinant.ValueByHand(matrix, size, gradient));

    [Fact]
    public void TheGradientOfADeterminantIsTheCofactors()
    {
        double[] gradient = new double[4];
        Assert.Equal(-2, Determinant.ValueWithGradient([1, 2, 3, 4], 2, gradient));
        Assert.Equal([4, -3, -2, 1], gradient);
    }
}
