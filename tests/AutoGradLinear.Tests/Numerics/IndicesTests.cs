using AutoGradLinear.Numerics;
using Xunit;

namespace AutoGradLinear.Tests.Numerics;

public class IndicesTests
{
    /// <summary>One index out of range, at each place of spans of each length up to several vectors.</summary>
    [Fact]
    public void OneThatIsOutOfRangeIsFoundWhereverItStands()
    {
        for (int length = 0; length <= 70; length++)
        {
            int[] indices = [.. Enumerable.Range(0, length).Select(i => i % 5)];
            Assert.True(Indices.AllBelow(indices, 5));
            for (int place = 0; place < length; place++)
            {
                foreach (int outside in new[] { -1, int.MinValue, 5, int.MaxValue })
                {
                    int inside = indices[place];
                    indices[place] = outside;
                    Assert.False(Indices.AllBelow(indices, 5));
                    indices[place] = inside;
                }
            }
        }
    }

    [Fact]
    public void NoneAreBelowAnyLimit() => Assert.True(Indices.AllBelow([], 0));
}
