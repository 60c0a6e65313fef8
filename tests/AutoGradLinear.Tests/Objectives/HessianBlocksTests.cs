using AutoGradLinear.Losses;
using AutoGradLinear.Objectives;
using AutoGradLinear.Tests.Solvers;
using Xunit;

namespace AutoGradLinear.Tests.Objectives;

/// <summary>A hinge at 0, and a root that ends at 2.</summary>
[Loss]
public readonly partial record struct Edge
{
    public double Value(ReadOnlySpan<double> scores, int label) => Math.Max(0.0, -scores[0]) - Math.Sqrt(2.0 - scores[0]);
}

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

    /// <summary>
    /// Margins of 1 give a window of √2. In it an example's hinge against class c jumps by 1 where s_c − s_y + 1 changes its sign, so the curvature of score c is 1 / (2 √2) there; the score of the
    /// right class takes part in every one of the sum.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void KinksCurveInsideAWindow(bool sparse)
    {
        const int Features = 6;
        double window = Math.Sqrt(2.0);
        ClassificationDataset data = RandomData.Make(150, Features, 3, seed: 5, weighted: true);
        var hinge = new LinearObjective<float, MulticlassHinge<float>, L2<float>>(sparse ? data.ToSparse() : data, new(1f), new(0.1f));
        double[] parameters = RandomData.Vector(hinge.Dimension, seed: 6);
        double[,] expected = new double[3, Features];
        double[] row = new double[Features];
        double weights = 0.0;
        for (int i = 0; i < data.Count; i++)
        {
            data.CopyRows<double>(i, 1, row);
            int label = data.Labels[i];
            double weight = data.Weights.IsEmpty ? 1.0 : data.Weights[i];
            weights += weight;
            for (int c = 0; c < 3; c++)
            {
                if (c == label || Math.Abs(Score(c) - Score(label) + 1.0) >= window)
                    continue;
                for (int j = 0; j < Features; j++)
                {
                    expected[c, j] += weight * row[j] * row[j] / (2.0 * window);
                    expected[label, j] += weight * row[j] * row[j] / (2.0 * window);
                }
            }
        }

        double[] diagonal = new double[hinge.Dimension];
        hinge.HessianDiagonal(parameters, diagonal);
        IReadOnlyList<float[]> blocks = hinge.HessianBlocks(parameters, data.Count);
        int stride = hinge.BlockLayout!.Value.Stride;
        Assert.False(hinge.HasCurvature);
        for (int c = 0; c < 3; c++)
        {
            for (int j = 0; j < Features; j++)
            {
                // Single precision of the rows, scores and sums.
                double exact = (expected[c, j] / weights) + 0.2;
                Assert.Equal(exact, diagonal[(c * Features) + j], 1e-5 * exact);
                Assert.Equal(exact, blocks[c][(j * stride) + j], 1e-5 * exact);
            }
        }

        double Score(int c)
        {
            double score = parameters[(3 * Features) + c];
            for (int j = 0; j < Features; j++)
                score += row[j] * parameters[(c * Features) + j];
            return score;
        }
    }

    [Theory]
    [InlineData(0.03)]
    [InlineData(1.0)]
    [InlineData(700.0)]
    public void AWindowIsAboutAsWideAsTheMargin(double margin)
    {
        Assert.InRange(new WindowedCurvature<double, CrammerSinger<double>>(new(margin), 5, 5).HalfWidth, margin, 2.0 * margin);
        Assert.InRange(new WindowedCurvature<double, BinaryTarget<double, BinaryHinge<double>>>(new(new(margin), 1), 1, 2).HalfWidth, margin, 2.0 * margin);
    }

    [Fact]
    public void ALossThatIsStraightNowhereHasAWindowOfOne() =>
        Assert.Equal(1.0, new WindowedCurvature<double, SquaredHinge<double>>(new(1.0), 4, 4).HalfWidth);

    [Fact]
    public void ALossThatOverflowsFarOutHasAWindowOfOne() =>
        Assert.Equal(1.0, new WindowedCurvature<double, BinaryTarget<double, ExponentialHinge>>(new(default, 1), 1, 2).HalfWidth);

    /// <summary>The slope of the ramp is 0 at both ends of the window of √2 and −1 in between: it changes by 1 twice.</summary>
    [Fact]
    public void RiseAndFallOfASlopeDoNotCancel()
    {
        var ramp = new WindowedCurvature<double, BinaryTarget<double, Ramp>>(new(default, 1), 1, 2);
        double[] curvatures = new double[1];
        ramp.Along([0.5], [1], default, curvatures);
        Assert.Equal(Math.Sqrt(0.5), curvatures[0], 1e-12);
    }

    /// <summary>A window of 1 around 1.5 reaches beyond 2, where the loss is NaN.</summary>
    [Fact]
    public void AWindowThatLeavesTheDomainTellsOfNoCurvature()
    {
        var edge = new WindowedCurvature<double, Edge>(default, 1, 2);
        double[] curvatures = [0.0, 0.0];
        edge.Along([0.0, 1.5], [1, 1], default, curvatures);
        Assert.InRange(curvatures[0], 0.5, 1.0);
        Assert.Equal(0.0, curvatures[1]);
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
