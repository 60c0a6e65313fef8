using AutoGradLinear.Numerics;
using Xunit;

namespace AutoGradLinear.Tests.Numerics;

public class GeneratedCodeTests
{
    [Fact]
    public void LengthMismatchNamesTheParameterAndBothLengths()
    {
        GeneratedCode.RequireSameLength(3, 3, "sink");
        var error = Assert.Throws<ArgumentException>(() => GeneratedCode.RequireSameLength(3, 4, "sink"));
        Assert.Equal("sink", error.ParamName);
        Assert.Contains("length 4; 3 is required", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OverlapNamesTheParameter()
    {
        float[] memory = new float[10];
        GeneratedCode.RequireNoOverlap<float>(memory.AsSpan(0, 5), memory.AsSpan(5), "sink");
        GeneratedCode.RequireNoOverlap<float>(memory.AsSpan(5), memory.AsSpan(0, 5), "sink");
        GeneratedCode.RequireNoOverlap<float>(default, default, "sink");
        GeneratedCode.RequireNoOverlap<float>(memory.AsSpan(5, 0), memory, "sink");
        GeneratedCode.RequireNoOverlap<float>(memory, memory.AsSpan(5, 0), "sink");
        var error = Assert.Throws<ArgumentException>(
            () => GeneratedCode.RequireNoOverlap<float>(memory.AsSpan(0, 6), memory.AsSpan(5), "sink"));
        Assert.Equal("sink", error.ParamName);
    }

    [Theory]
    [InlineData(30, 0, 3, 0, 30, "stride")]
    [InlineData(30, 10, 11, 0, 30, "targets")]
    [InlineData(31, 10, 8, 0, 31, "scores")]
    [InlineData(30, 10, 8, 0, 29, "scoresGradient")]
    [InlineData(30, 10, 8, 7, 30, "exampleWeights")]
    public void BatchShapeNamesWhatDoesNotFit(int scores, int stride, int targets, int weights, int gradient, string parameter)
    {
        var error = Assert.Throws<ArgumentException>(() => GeneratedCode.RequireBatchShape(scores, stride, targets, weights, gradient));
        Assert.Equal(parameter, error.ParamName);
    }

    [Theory]
    [InlineData(30, 10, 10, 0)]
    [InlineData(30, 10, 4, 4)]
    [InlineData(30, 10, 0, 0)]
    public void BatchShapeAcceptsWhatFits(int scores, int stride, int targets, int weights) =>
        GeneratedCode.RequireBatchShape(scores, stride, targets, weights, scores);
}
