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
        double[] expected = new double[input.Size];
        double[] found = new double[input.Size];
        double byHand = input.ByHand(expected);
        double generated = input.Generated(found);
        Near.Equal([input.Value(), input.Value()], [byHand, generated]);
        Near.Equal(expected, found);

        double[] point = [.. input.Main, .. input.Extra];
        GradientCheck.Check<double>(x => At(input, x).Value(), (x, gradient) => At(input, x).Generated(gradient), point).ThrowIfFailed();
    }

    private static Lstm.Input At(Lstm.Input input, ReadOnlySpan<double> x)
        => new(x[..input.Main.Length].ToArray(), x[input.Main.Length..].ToArray(), input.State, input.Sequence, input.Bits);
}
