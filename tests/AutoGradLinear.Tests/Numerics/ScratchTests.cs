using AutoGradLinear.Numerics;
using Xunit;

namespace AutoGradLinear.Tests.Numerics;

public class ScratchTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(8)]
    public void UsesTheCallersStorageWhereItFits(int length)
    {
        Span<int> initial = stackalloc int[8];
        using var scratch = new Scratch<int>(initial, length);
        Assert.Equal(length, scratch.Span.Length);
        Assert.Equal(length > 0, scratch.Span.Overlaps(initial));
    }

    [Fact]
    public void RentsWhereItDoesNotFit()
    {
        Span<float> initial = stackalloc float[8];
        using var scratch = new Scratch<float>(initial, 1000);
        Assert.Equal(1000, scratch.Span.Length);
        Assert.False(scratch.Span.Overlaps(initial));
        scratch.Span.Fill(3f);
        scratch.Clear();
        Assert.True(scratch.Span.IndexOfAnyExcept(0f) < 0);
    }

    [Fact]
    public void RefusesANegativeLength() =>
        Assert.Throws<OverflowException>(() => new Scratch<int>(default, -1).Span.Length);
}
