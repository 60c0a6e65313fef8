using AutoGradLinear.Data;
using CsCheck;
using Xunit;

namespace AutoGradLinear.Tests.Data;

/// <summary>Any first part of the order holds the classes in proportion.</summary>
public class StratifiedOrderPropertyTests
{
    [Fact]
    public void NoClassIsMoreThanARowAheadOrBehind() =>
        Gen.Select(Gen.Int[0, 3].Array[1, 100], Gen.Int).Sample((labels, seed) =>
        {
            int[] rows = [.. Enumerable.Range(0, labels.Length)];
            int[] order = StratifiedOrder.Make(rows, labels, 4, seed);
            Assert.Equal(rows, order.Order());
            int[] totals = [.. Enumerable.Range(0, 4).Select(c => labels.Count(label => label == c))];
            int[] counts = new int[4];
            for (int m = 0; m < order.Length; m++)
            {
                counts[labels[order[m]]]++;

                // The place of the last row bounds the parts of all classes: k − ½ ≤ n_c · place < k + ½.
                double place = (counts[labels[order[m]]] - 0.5) / totals[labels[order[m]]];
                for (int c = 0; c < 4; c++)
                    Assert.InRange(counts[c], (totals[c] * place) - 0.5 - 1e-9, (totals[c] * place) + 0.5 + 1e-9);
            }
        });
}
