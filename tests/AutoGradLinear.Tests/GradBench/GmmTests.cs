using AutoGradLinear.Benchmarks.GradBench;
using Xunit;

namespace AutoGradLinear.Tests.GradBench;

public class GmmTests
{
    [Theory]
    [InlineData(1, 1, 3)]
    [InlineData(2, 5, 20)]
    [InlineData(7, 4, 11)]
    [InlineData(10, 5, 6)]
    public void GeneratedGradientIsThatByHandAndThatOfDifferences(int dimensions, int components, int count)
    {
        Gmm.Input input = Gmm.Input.Create(dimensions, components, count) with { Gamma = 1.3, M = 2 };
        double[] expected = new double[input.Size];
        double[] found = new double[input.Size];
        double byHand = input.ByHand(expected);
        double generated = input.Generated(found);
        Near.Equal([input.Value(), input.Value()], [byHand, generated]);
        Near.Equal(expected, found);

        double[] point = [.. input.Alphas, .. input.Means, .. input.LogDiagonals, .. input.Lowers];
        GradientCheck.Check<double>(
            x => At(input, x).Value(),
            (x, gradient) => At(input, x).Generated(gradient),
            point).ThrowIfFailed();
    }

    private static Gmm.Input At(Gmm.Input input, ReadOnlySpan<double> x)
    {
        int means = input.Alphas.Length;
        int diagonals = means + input.Means.Length;
        int lowers = diagonals + input.LogDiagonals.Length;
        return new Gmm.Input(
            x[..means].ToArray(), x[means..diagonals].ToArray(), x[diagonals..lowers].ToArray(), x[lowers..].ToArray(),
            input.Points, input.Dimensions, input.Gamma, input.M);
    }
}
