using AutoGradLinear.Losses;
using AutoGradLinear.Objectives;
using Xunit;

namespace AutoGradLinear.Tests.Objectives;

/// <summary>Blocks from all examples, beside products of the Hessian with unit vectors.</summary>
public class HessianBlocksTests
{
    [Theory]
    [InlineData(Bias.Free, false, 5)]
    [InlineData(Bias.Penalised, false, 33)]
    [InlineData(Bias.None, false, 40)]
    [InlineData(Bias.Free, true, 90)]
    public void BlocksAreThoseOfTheHessian(Bias bias, bool sparse, int features)
    {
        Check(new SoftmaxCrossEntropy<float>(), bias, sparse, features, point: 0.3);
        Check(new SoftmaxCrossEntropy<float>(), bias, sparse, features, point: 0.0);
        Check(new OneVsRest<Logistic<float>>(new Logistic<float>()), bias, sparse, features, point: 0.3);
    }

    [Fact]
    public void ASampleIsAlwaysTheSameAndAboutAsGood()
    {
        ClassificationDataset data = RandomData.Make(5000, 4, 3, seed: 3, weighted: false);
        var objective = new LinearObjective<float, SoftmaxCrossEntropy<float>, L2<float>>(data, new(), new(0.1f));
        double[] point = RandomData.Vector(objective.Dimension, seed: 4);
        IReadOnlyList<float[]> some = objective.HessianBlocks(point, 2000), again = objective.HessianBlocks(point, 2000), all = objective.HessianBlocks(point, 9999);
        for (int c = 0; c < 3; c++)
        {
            Assert.Equal(some[c], again[c]);
            Assert.InRange(some[c][0] / all[c][0], 0.8, 1.25);
            Assert.NotEqual(some[c][0], all[c][0]);
        }
    }

    [Fact]
    public void ThreadsChangeNoBit()
    {
        ClassificationDataset data = RandomData.Make(700, 50, 4, seed: 3, weighted: true);
        IReadOnlyList<float[]> one = Blocks(1), three = Blocks(3);
        for (int c = 0; c < 4; c++)
            Assert.Equal(one[c], three[c]);

        IReadOnlyList<float[]> Blocks(int threads)
        {
            var objective = new LinearObjective<float, SoftmaxCrossEntropy<float>, L2<float>>(
                data, new(), new(0.1f), new LinearObjectiveOptions { MaxThreads = threads });
            return objective.HessianBlocks(RandomData.Vector(objective.Dimension, seed: 4), 300);
        }
    }

    [Fact]
    public void WithoutCurvatureThereAreNone()
    {
        ClassificationDataset data = RandomData.Make(20, 3, 3, seed: 1, weighted: false);
        var hinge = new LinearObjective<float, MulticlassHinge<float>, L2<float>>(data, new(1f), new(0.1f));
        Assert.Null(hinge.BlockLayout);
        Assert.Throws<NotSupportedException>(() => hinge.HessianBlocks(new double[hinge.Dimension], 10));
    }

    [Fact]
    public void BlocksThatNoMemoryCanHoldAreRefused()
    {
        ClassificationDataset data = ClassificationDataset.FromSparseRows(
            new[] { 0, 1, 2 }, new[] { 0, 59_999 }, new[] { 1f, 1f }, 60_000, [0, 1]);
        var objective = new LinearObjective<float, SoftmaxCrossEntropy<float>, L2<float>>(data, new(), new(0.1f));
        var error = Assert.Throws<InvalidOperationException>(() => objective.HessianBlocks(new double[objective.Dimension], 500));
        Assert.Contains("60000 features", error.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(InitialMatrix.HessianDiagonal), error.Message, StringComparison.Ordinal);
    }

    private static void Check<TLoss>(TLoss loss, Bias bias, bool sparse, int features, double point)
        where TLoss : struct, ILoss<float, int>
    {
        ClassificationDataset data = RandomData.Make(150, features, 3, seed: 5, weighted: true);
        var objective = new LinearObjective<float, TLoss, L2<float>>(
            sparse ? data.ToSparse() : data, loss, new(0.1f), new LinearObjectiveOptions { Bias = bias });
        double[] parameters = [.. RandomData.Vector(objective.Dimension, seed: 6).Select(x => point * x)];
        HessianBlockLayout layout = objective.BlockLayout!.Value;
        IReadOnlyList<float[]> blocks = objective.HessianBlocks(parameters, 1000);
        double[] unit = new double[objective.Dimension], product = new double[objective.Dimension], part = new double[layout.Order];
        for (int c = 0; c < layout.Count; c++)
        {
            for (int j = 0; j < layout.Order; j++)
            {
                part.AsSpan().Clear();
                unit.AsSpan().Clear();
                part[j] = 1.0;
                layout.Scatter(part, c, unit);
                objective.HessianVectorProduct(parameters, unit, product);
                layout.Gather(product, c, part);
                for (int i = j; i < layout.Order; i++)
                    Assert.Equal(part[i], blocks[c][(i * layout.Stride) + j], 1e-5);
            }
        }
    }
}
