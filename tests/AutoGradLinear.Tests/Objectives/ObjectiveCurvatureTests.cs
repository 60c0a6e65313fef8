using AutoGradLinear.Losses;
using AutoGradLinear.Objectives;
using Xunit;

namespace AutoGradLinear.Tests.Objectives;

/// <summary>Hessians of whole objectives: products beside differences of gradients, diagonals beside products with unit vectors.</summary>
public class ObjectiveCurvatureTests
{
    [Theory]
    [InlineData(Bias.Free, false)]
    [InlineData(Bias.Penalised, false)]
    [InlineData(Bias.None, false)]
    [InlineData(Bias.Free, true)]
    public void ProductsAreDirectionalDerivativesOfTheGradient(Bias bias, bool sparse)
    {
        Check(new SoftmaxCrossEntropy<double>(), bias, sparse);
        Check(new OneVsRest<double, Logistic<double>>(new Logistic<double>()), bias, sparse);
        Check(new SquaredHinge<double>(1.0), bias, sparse);
    }

    [Fact]
    public void ABinaryLossHasOneScore() => Check(new BinaryTarget<double, Logistic<double>>(new Logistic<double>(), 1), Bias.Free, sparse: true, classes: 2);

    [Fact]
    public void WithoutCurvatureThereIsAMessage()
    {
        ClassificationDataset data = RandomData.Make(20, 3, 3, seed: 1, weighted: false);
        var hinge = new LinearObjective<double, MulticlassHinge<double>, L2<double>>(data, new(1.0), new(0.1));
        Assert.False(hinge.HasCurvature);
        double[] point = new double[hinge.Dimension];
        var error = Assert.Throws<NotSupportedException>(() => hinge.HessianVectorProduct(point, point, new double[point.Length]));
        Assert.Contains("MulticlassHinge", error.Message, StringComparison.Ordinal);
        var lasso = new LinearObjective<double, SoftmaxCrossEntropy<double>, L1<double>>(data, new(), new(0.1));
        Assert.False(lasso.HasCurvature);
        error = Assert.Throws<NotSupportedException>(() => lasso.HessianDiagonal(point, new double[point.Length]));
        Assert.Contains("L1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheNumberOfThreadsChangesNoBit()
    {
        ClassificationDataset data = RandomData.Make(3000, 20, 3, seed: 7, weighted: true);
        foreach (ClassificationDataset features in new[] { data, data.ToSparse() })
        {
            var one = new LinearObjective<float, SoftmaxCrossEntropy<float>, L2<float>>(
                features, new(), new(0.1f), new LinearObjectiveOptions { MaxThreads = 1 });
            var three = new LinearObjective<float, SoftmaxCrossEntropy<float>, L2<float>>(
                features, new(), new(0.1f), new LinearObjectiveOptions { MaxThreads = 3 });
            double[] point = RandomData.Vector(one.Dimension, seed: 8), direction = RandomData.Vector(one.Dimension, seed: 9);
            double[] first = new double[point.Length], second = new double[point.Length];
            one.HessianVectorProduct(point, direction, first);
            three.HessianVectorProduct(point, direction, second);
            Assert.Equal(first, second);
            one.HessianDiagonal(point, first);
            three.HessianDiagonal(point, second);
            Assert.Equal(first, second);
        }
    }

    private static void Check<TLoss>(TLoss loss, Bias bias, bool sparse, int classes = 4)
        where TLoss : struct, ILoss<double, int>
    {
        ClassificationDataset data = RandomData.Make(700, 19, classes, seed: 3, weighted: true);
        if (sparse)
            data = data.ToSparse();
        var objective = new LinearObjective<double, TLoss, L2<double>>(data, loss, new L2<double>(0.05), new LinearObjectiveOptions { Bias = bias });
        int n = objective.Dimension;
        double[] point = RandomData.Vector(n, seed: 4), direction = RandomData.Vector(n, seed: 5);
        double[] product = new double[n], diagonal = new double[n], up = new double[n], down = new double[n];
        objective.HessianVectorProduct(point, direction, product);

        // Central differences: the step's square is far below the tolerance, and ε over the step, too.
        const double step = 1e-5;
        objective.ValueWithGradient([.. point.Zip(direction, (p, d) => p + (step * d))], up);
        objective.ValueWithGradient([.. point.Zip(direction, (p, d) => p - (step * d))], down);
        bool kinks = loss is SquaredHinge<double>;
        for (int i = 0; i < n; i++)
            Assert.InRange(product[i] - ((up[i] - down[i]) / (2 * step)), kinks ? -1e-2 : -1e-8, kinks ? 1e-2 : 1e-8);

        objective.HessianDiagonal(point, diagonal);
        for (int i = 0; i < n; i += 5)
        {
            double[] unit = new double[n];
            unit[i] = 1.0;
            objective.HessianVectorProduct(point, unit, product);
            Assert.InRange(diagonal[i] - product[i], -1e-13, 1e-13);
        }
    }
}
