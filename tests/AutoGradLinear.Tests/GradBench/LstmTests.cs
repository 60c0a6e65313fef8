using AutoGradLinear.Benchmarks.GradBench;
using Xunit;

namespace AutoGradLinear.Tests.GradBench;

public class LstmTests
{
    [Theory]
    [InlineData(1, 2, 7)]
    [InlineData(2, 12, 14)]
    [InlineData(4, 9, 8)]
    public void GeneratedGradientIsThatByHandAndThatOfDifferences(int layers, int characters, int bits)
    {
        Lstm.Input input = Lstm.Input.Create(layers, characters, bits);
        Near.Gradients(
            [.. input.Main, .. input.Extra],
            x => At(input, x).Value(),
            (x, gradient) => At(input, x).Generated(gradient),
            (x, gradient) => At(input, x).ByHand(gradient));
    }

    private static Lstm.Input At(Lstm.Input input, ReadOnlySpan<double> x)
        => new(x[..input.Main.Length].ToArray(), x[input.Main.Length..].ToArray(), input.State, input.Sequence, input.Bits);
}
