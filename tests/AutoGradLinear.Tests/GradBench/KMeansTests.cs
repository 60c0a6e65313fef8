using AutoGradLinear.Benchmarks.GradBench;
using Xunit;

namespace AutoGradLinear.Tests.GradBench;

public class KMeansTests
{
    [Theory]
    [InlineData(1, 3, 2)]
    [InlineData(5, 40, 3)]
    [InlineData(10, 30, 8)]
    public void GeneratedDerivativesAreThoseByHandAndThoseOfDifferences(int centers, int count, int dimensions)
    {
        KMeans.Input input = KMeans.Input.Create(centers, count, dimensions);
        double[] expected = new double[input.Size];
        double[] found = new double[input.Size];
        double byHand = input.ByHand(expected);
        double generated = input.Generated(found);
        Near.Equal([input.Value(), input.Value()], [byHand, generated]);
        Near.Equal(expected, found);

        GradientCheck.Check<double>(x => At(input, x).Value(), (x, result) => Differentiate(x, result), input.Centers).ThrowIfFailed();

        double Differentiate(ReadOnlySpan<double> x, Span<double> result)
        {
            double[] derivatives = new double[input.Size];
            double value = At(input, x).Generated(derivatives);
            derivatives.AsSpan(0, result.Length).CopyTo(result);
            return value;
        }
    }

    private static KMeans.Input At(KMeans.Input input, ReadOnlySpan<double> x) => new(x.ToArray(), input.Points, input.Dimensions);
}
