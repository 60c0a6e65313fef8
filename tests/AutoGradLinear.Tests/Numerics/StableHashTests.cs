using System.Text;
using AutoGradLinear.Numerics;
using Xunit;

namespace AutoGradLinear.Tests.Numerics;

public class StableHashTests
{
    // Known values of MurmurHash3 x86_32.
    [Theory]
    [InlineData("", 0u, 0u)]
    [InlineData("", 1u, 0x514E28B7u)]
    [InlineData("", 0xFFFFFFFFu, 0x81F16F39u)]
    [InlineData("aaaa", 0x9747B28Cu, 0x5A97808Au)]
    [InlineData("aaa", 0x9747B28Cu, 0x283E0130u)]
    [InlineData("aa", 0x9747B28Cu, 0x5D211726u)]
    [InlineData("a", 0x9747B28Cu, 0x7FA09EA6u)]
    [InlineData("Hello, world!", 0x9747B28Cu, 0x24884CBAu)]
    [InlineData("ππππππππ", 0x9747B28Cu, 0xD58063C1u)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x9747B28Cu, 0x2FA826CDu)]
    public void ItIsMurmurHash3(string text, uint seed, uint expected)
    {
        Assert.Equal(expected, StableHash.Of(text.AsSpan(), seed));
        Assert.Equal(expected, StableHash.Of(Encoding.UTF8.GetBytes(text), seed));
    }

    [Fact]
    public void LongTextsAreHashedAsTheirBytes()
    {
        string text = string.Concat(Enumerable.Repeat("größer ", 500));
        Assert.Equal(StableHash.Of(Encoding.UTF8.GetBytes(text), 3), StableHash.Of(text.AsSpan(), 3));
    }
}
