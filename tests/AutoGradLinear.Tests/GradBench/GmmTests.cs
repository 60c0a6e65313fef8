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
        Near.Gradients(
            [.. input.Alphas, .. input.Means, .. input.LogDiagonals, .. input.Lowers],
            x => At(input, x).Value(),
            (x, gradient) => At(input, x).Generated(gradient),
            (x, gradient) => At(input, x).ByHand(gradient));
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
