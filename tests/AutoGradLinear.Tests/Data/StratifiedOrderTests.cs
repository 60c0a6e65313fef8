using AutoGradLinear.Data;
using Xunit;

namespace AutoGradLinear.Tests.Data;

public class StratifiedOrderTests
{
    [Fact]
    public void EveryBeginningHoldsTheClassesInProportion()
    {
        int[] labels = [.. Enumerable.Range(0, 100).Select(i => i % 10 == 0 ? 2 : i % 2)];
        int[] order = StratifiedOrder.Make([.. Enumerable.Range(0, 100)], labels, 3, seed: 4);
        Assert.Equal(Enumerable.Range(0, 100), order.Order());
        for (int count = 1; count <= 100; count++)
        {
            for (int c = 0; c < 3; c++)
            {
                double share = labels.Count(label => label == c) * count / 100.0;
                Assert.InRange(order.Take(count).Count(row => labels[row] == c), share - 1.0, share + 1.0);
            }
        }
    }

    [Fact]
    public void SeedsChooseRowsAndOnlyGivenOnesAreTaken()
    {
        int[] labels = [.. Enumerable.Range(0, 40).Select(i => i % 2)];
        int[] rows = [.. Enumerable.Range(0, 40).Where(row => row % 3 != 0)];
        int[] order = StratifiedOrder.Make(rows, labels, 2, seed: 1);
        Assert.Equal(rows, order.Order());
        Assert.Equal(order, StratifiedOrder.Make(rows, labels, 2, seed: 1));
        Assert.NotEqual(order, StratifiedOrder.Make(rows, labels, 2, seed: 2));
    }
}
