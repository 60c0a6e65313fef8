using AutoGradLinear.Losses;
using AutoGradLinear.Objectives;
using AutoGradLinear.Solvers;
using Xunit;

namespace AutoGradLinear.Tests.Objectives;

/// <summary>Steps that touch few parameters, beside steps by the whole gradient.</summary>
public class SparseStepsTests
{
    [Theory]
    [InlineData(Bias.Free, 0.05)]
    [InlineData(Bias.Penalised, 0.05)]
    [InlineData(Bias.None, 0.05)]
    [InlineData(Bias.Free, 0.0)]
    public void TheyGoWhereWholeStepsGo(Bias bias, double strength)
    {
        Check(new SoftmaxCrossEntropy<double>(), bias, strength);
        Check(new MulticlassHinge<double>(1.0), bias, strength);
        Check(new BinaryTarget<double, Logistic<double>>(new Logistic<double>(), 1), bias, strength, classes: 2);
    }

    [Fact]
    public void TheyAreForSparseRowsAndSumsOfSquaresOnly()
    {
        ClassificationDataset dense = RandomData.Make(20, 3, 3, seed: 1, weighted: false), sparse = dense.ToSparse();
        Assert.Null(From(new LinearObjective<double, SoftmaxCrossEntropy<double>, L2<double>>(dense, new(), new(0.1)), 0.1));
        Assert.Null(From(new LinearObjective<double, SoftmaxCrossEntropy<double>, L1<double>>(sparse, new(), new(0.1)), 0.1));
        Assert.Null(From(new LinearObjective<double, SoftmaxCrossEntropy<double>, ElasticNet<double>>(sparse, new(), new(0.1, 0.1)), 0.1));
        Assert.Null(From(new LinearObjective<double, SoftmaxCrossEntropy<double>, L2<double>>(sparse, new(), new(0.1)), 5.0));
        Assert.NotNull(From(new LinearObjective<double, SoftmaxCrossEntropy<double>, L2<double>>(sparse, new(), new(0.1)), 4.9));
    }

    /// <summary>Without a momentum the solver takes them; the minimum that it goes to is that of dense rows.</summary>
    [Fact]
    public void GradientDescentTakesThem()
    {
        ClassificationDataset sparse = RandomData.Make(300, 6, 3, seed: 8, weighted: true).ToSparse();
        double[] fromSparse = Minimum(sparse), fromDense = Minimum(sparse.ToDense());
        for (int i = 0; i < fromSparse.Length; i++)
            Assert.Equal(fromDense[i], fromSparse[i], 1e-9);

        static double[] Minimum(ClassificationDataset data)
        {
            var objective = new LinearObjective<double, SoftmaxCrossEntropy<double>, L2<double>>(data, new(), new(0.02));
            double[] point = new double[objective.Dimension];
            var told = new List<double>();
            var result = new Sgd(new SgdOptions { Momentum = 0.0, Epochs = 7, BatchSize = 20, LearningRate = 0.3 }).Minimize(
                objective, point, (in SolverStep step, ReadOnlySpan<double> parameters) =>
                {
                    told.Add(objective.Value(parameters));
                    return true;
                });
            Assert.Equal(7 * 15, result.Evaluations);
            Assert.Equal(objective.Value(point), told[^1]);
            Assert.True(told[^1] < told[0]);
            return point;
        }
    }

    private static SparseSteps? From(IObjective objective, double rate) =>
        ((ISparseObjective)objective).SparseStepsFrom(new double[objective.Dimension], rate);

    private static void Check<TLoss>(TLoss loss, Bias bias, double strength, int classes = 3)
        where TLoss : struct, ILoss<double, int>
    {
        double[] values = [.. RandomData.Vector(90 * 40, seed: 3).Select((x, i) => (i * 7) % 10 == 0 ? x : 0.0)];
        ClassificationDataset data = ClassificationDataset.FromRows(
            values, 40, [.. Enumerable.Range(0, 90).Select(i => i % classes)], weights: [.. RandomData.Vector(90, 4).Select(x => x + 1.2)]).ToSparse();
        var options = new LinearObjectiveOptions { Bias = bias };
        var objective = new LinearObjective<double, TLoss, L2<double>>(data, loss, new(strength), options);
        var whole = new LinearObjective<double, TLoss, L2<double>>(data, loss, new(strength), options);
        double[] point = RandomData.Vector(objective.Dimension, seed: 5), gradient = new double[point.Length], actual = new double[point.Length];
        SparseSteps steps = ((ISparseObjective)objective).SparseStepsFrom(point, 1.0)!;
        for (int step = 0; step < 60; step++)
        {
            int[] batch = [.. Enumerable.Range(0, 4).Select(i => ((step * 13) + (i * 31)) % 90)];
            double rate = 1.0 / (1.0 + step);
            double value = whole.BatchValueWithGradient(point, batch, gradient);
            for (int i = 0; i < point.Length; i++)
                point[i] -= rate * gradient[i];
            Assert.Equal(value, steps.Take(batch, rate), 1e-10);
        }

        steps.CopyTo(actual);
        for (int i = 0; i < point.Length; i++)
            Assert.Equal(point[i], actual[i], 1e-10);
    }
}
