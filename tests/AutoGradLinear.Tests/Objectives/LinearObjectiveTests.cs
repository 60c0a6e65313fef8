using AutoGradLinear.Numerics;
using AutoGradLinear.Objectives;
using Xunit;

namespace AutoGradLinear.Tests.Objectives;

public class LinearObjectiveTests
{
    [Theory]
    [InlineData(1, 1, 2)]
    [InlineData(3, 5, 3)]
    [InlineData(17, 9, 4)]
    [InlineData(1030, 37, 11)]
    public void ValueAndGradientAreThoseOfTheFormula(int rows, int features, int classes)
    {
        ClassificationDataset data = RandomData.Make(rows, features, classes, seed: rows, weighted: true);
        var objective = new LinearObjective<double, HandwrittenSoftmax<double>, HandwrittenRidge<double>>(
            data, new(), new(0.1), new LinearObjectiveOptions { Bias = Bias.Penalised });
        double[] parameters = RandomData.Vector(objective.Dimension, seed: 5);
        double[] expectedGradient = new double[parameters.Length];
        double expected = Reference(data, parameters, 0.1, expectedGradient);
        double[] gradient = new double[parameters.Length];
        double value = objective.ValueWithGradient(parameters, gradient);

        // Sums of up to 1030 · 37 terms of size 1 in another order: far below 1e-12.
        Assert.InRange(value, expected - 1e-12, expected + 1e-12);
        Assert.InRange(objective.Value(parameters), expected - 1e-12, expected + 1e-12);
        for (int i = 0; i < gradient.Length; i++)
            Assert.InRange(gradient[i], expectedGradient[i] - 1e-12, expectedGradient[i] + 1e-12);
    }

    [Theory]
    [InlineData(Bias.Free)]
    [InlineData(Bias.Penalised)]
    [InlineData(Bias.None)]
    public void GradientPassesTheCheck(Bias bias)
    {
        ClassificationDataset data = RandomData.Make(40, 3, 3, seed: 2, weighted: true);
        var objective = new LinearObjective<double, HandwrittenSoftmax<double>, HandwrittenRidge<double>>(
            data, new(), new(0.1), new LinearObjectiveOptions { Bias = bias, ClassWeights = [1.0, 2.0, 0.5] });
        Assert.Equal(bias == Bias.None ? 9 : 12, objective.Dimension);
        GradientCheck.Objective(objective, RandomData.Vector(objective.Dimension, seed: 3)).ThrowIfFailed();
    }

    [Fact]
    public void FloatAgreesWithDouble()
    {
        ClassificationDataset data = RandomData.Make(2000, 50, 5, seed: 4, weighted: false);
        var single = new LinearObjective<float, HandwrittenSoftmax<float>, HandwrittenRidge<float>>(data, new(), new(0.1f));
        var doubled = new LinearObjective<double, HandwrittenSoftmax<double>, HandwrittenRidge<double>>(data, new(), new(0.1));
        double[] parameters = RandomData.Vector(single.Dimension, seed: 6);
        double[] singleGradient = new double[parameters.Length];
        double[] doubleGradient = new double[parameters.Length];
        double singleValue = single.ValueWithGradient(parameters, singleGradient);
        double doubleValue = doubled.ValueWithGradient(parameters, doubleGradient);

        // Scores of size 10 have errors of some 1e-6 in float; means over rows average them.
        Assert.InRange(singleValue, doubleValue * (1 - 1e-5), doubleValue * (1 + 1e-5));
        for (int i = 0; i < parameters.Length; i++)
            Assert.InRange(singleGradient[i], doubleGradient[i] - 1e-5, doubleGradient[i] + 1e-5);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TheNumberOfThreadsChangesNoBit(bool weighted)
    {
        ClassificationDataset data = RandomData.Make(5000, 20, 3, seed: 7, weighted);
        double[] parameters = RandomData.Vector(63, seed: 8);
        double[][] gradients = new double[3][];
        double[] values = new double[3];
        for (int k = 0; k < 3; k++)
        {
            var objective = new LinearObjective<float, HandwrittenHinge<float>, HandwrittenRidge<float>>(
                data, new(1f), new(0.1f), new LinearObjectiveOptions { MaxThreads = k + 1 });
            gradients[k] = new double[63];
            values[k] = objective.ValueWithGradient(parameters, gradients[k]);
        }

        Assert.Equal(values[0], values[1]);
        Assert.Equal(values[0], values[2]);
        Assert.Equal(gradients[0], gradients[1]);
        Assert.Equal(gradients[0], gradients[2]);
    }

    [Fact]
    public void ABatchOfAllExamplesIsTheWhole()
    {
        ClassificationDataset data = RandomData.Make(300, 6, 3, seed: 9, weighted: true);
        var objective = new LinearObjective<double, HandwrittenHinge<double>, HandwrittenRidge<double>>(data, new(1.0), new(0.1));
        double[] parameters = RandomData.Vector(objective.Dimension, seed: 10);
        double[] whole = new double[parameters.Length];
        double[] batch = new double[parameters.Length];
        double wholeValue = objective.ValueWithGradient(parameters, whole);
        double batchValue = objective.BatchValueWithGradient(parameters, [.. Enumerable.Range(0, 300).Reverse()], batch);

        // The same terms in another order.
        Assert.InRange(batchValue, wholeValue - 1e-12, wholeValue + 1e-12);
        for (int i = 0; i < whole.Length; i++)
            Assert.InRange(batch[i], whole[i] - 1e-12, whole[i] + 1e-12);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1030, false)]
    [InlineData(1030, true)]
    public void ALossOfWholeBlocksGivesTheSame(int rows, bool weighted)
    {
        ClassificationDataset data = RandomData.Make(rows, 37, 11, seed: 14, weighted);
        var blocks = new LinearObjective<double, HandwrittenBatchSoftmax<double>, HandwrittenRidge<double>>(data, new(), new(0.1));
        var singles = new LinearObjective<double, HandwrittenSoftmax<double>, HandwrittenRidge<double>>(data, new(), new(0.1));
        double[] parameters = RandomData.Vector(blocks.Dimension, seed: 15);
        double[] expected = new double[parameters.Length];
        double[] gradient = new double[parameters.Length];
        double expectedValue = singles.ValueWithGradient(parameters, expected);
        double value = blocks.ValueWithGradient(parameters, gradient);

        // Another form of softmax and another order of sums: some tens of ε.
        Assert.InRange(value, expectedValue - 1e-13, expectedValue + 1e-13);
        for (int i = 0; i < gradient.Length; i++)
            Assert.InRange(gradient[i], expected[i] - 1e-13, expected[i] + 1e-13);
        int[] batch = [.. Enumerable.Range(0, rows).Where(i => i % 3 == 0)];
        expectedValue = singles.BatchValueWithGradient(parameters, batch, expected);
        value = blocks.BatchValueWithGradient(parameters, batch, gradient);
        Assert.InRange(value, expectedValue - 1e-13, expectedValue + 1e-13);
        for (int i = 0; i < gradient.Length; i++)
            Assert.InRange(gradient[i], expected[i] - 1e-13, expected[i] + 1e-13);
    }

    [Fact]
    public void InABlockTheRowThatIsNotFiniteIsNamedToo()
    {
        ClassificationDataset data = ClassificationDataset.FromRows(new double[] { 1, 1e200, 1 }, 1, new[] { "a", "b", "a" });
        var objective = new LinearObjective<double, HandwrittenBatchSoftmax<double>, HandwrittenRidge<double>>(data, new(), new(0.0));
        var error = Assert.Throws<NonFiniteLossException>(
            () => objective.ValueWithGradient([1e200, -1e200, 0, 0], new double[4]));
        Assert.Equal(1, error.Row);
    }

    [Fact]
    public void AWeightCountsAsRepeatedRows()
    {
        ClassificationDataset data = RandomData.Make(4, 3, 2, seed: 11, weighted: false);
        ClassificationDataset weighted = data.WithWeights([2.0, 0.0, 1.0, 3.0]);
        ClassificationDataset repeated = data.Subset([0, 0, 2, 3, 3, 3]);
        var first = new LinearObjective<double, HandwrittenSoftmax<double>, HandwrittenRidge<double>>(weighted, new(), new(0.1));
        var second = new LinearObjective<double, HandwrittenSoftmax<double>, HandwrittenRidge<double>>(repeated, new(), new(0.1));
        double[] parameters = RandomData.Vector(first.Dimension, seed: 12);

        // Six terms of size 1: some ε.
        Assert.InRange(first.Value(parameters), second.Value(parameters) - 1e-14, second.Value(parameters) + 1e-14);
    }

    [Fact]
    public void ALossThatIsNotFiniteNamesTheRow()
    {
        ClassificationDataset data = ClassificationDataset.FromRows(new double[] { 1, 1e200, 1 }, 1, new[] { "a", "b", "a" });
        var objective = new LinearObjective<double, HandwrittenHinge<double>, HandwrittenRidge<double>>(data, new(1.0), new(0.0));
        double[] gradient = new double[4];
        var error = Assert.Throws<NonFiniteLossException>(() => objective.ValueWithGradient([1e200, -1e200, 0, 0], gradient));
        Assert.Equal(1, error.Row);
        Assert.Contains("row 1 (class 'b')", error.Message, StringComparison.Ordinal);
        Assert.Throws<NonFiniteLossException>(() => objective.BatchValueWithGradient([1e200, -1e200, 0, 0], [2, 1], gradient));
    }

    [Fact]
    public void LengthsAreChecked()
    {
        ClassificationDataset data = RandomData.Make(4, 3, 2, seed: 1, weighted: false);
        var objective = new LinearObjective<double, HandwrittenSoftmax<double>, HandwrittenRidge<double>>(data, new(), new(0.1));
        Assert.Throws<ArgumentException>(() => objective.Value(new double[3]));
        Assert.Throws<ArgumentException>(() => objective.ValueWithGradient(new double[8], new double[7]));
        Assert.Throws<ArgumentException>(() => objective.BatchValueWithGradient(new double[8], [], new double[8]));
        Assert.Throws<ArgumentException>(() => new LinearObjective<double, HandwrittenSoftmax<double>, HandwrittenRidge<double>>(
            data, new(), new(0.1), new LinearObjectiveOptions { ClassWeights = [1.0] }));
    }

    [Fact]
    public void AnEvaluationOfABatchAllocatesNothing()
    {
        ClassificationDataset data = RandomData.Make(100, 10, 3, seed: 13, weighted: false);
        var objective = new LinearObjective<float, HandwrittenHinge<float>, HandwrittenRidge<float>>(data, new(1f), new(0.1f));
        double[] parameters = new double[objective.Dimension];
        double[] gradient = new double[objective.Dimension];
        int[] batch = [1, 5, 9, 20];
        objective.BatchValueWithGradient(parameters, batch, gradient);
        long before = GC.GetAllocatedBytesForCurrentThread();
        objective.BatchValueWithGradient(parameters, batch, gradient);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    /// <summary>Softmax cross-entropy with all parameters penalised, written with plain loops.</summary>
    private static double Reference(ClassificationDataset data, double[] parameters, double strength, double[] gradient)
    {
        int features = data.FeatureCount;
        int classes = data.ClassCount;
        double[] x = new double[features];
        double[] p = new double[classes];
        double total = 0.0;
        double value = 0.0;
        for (int i = 0; i < data.Count; i++)
            total += data.Weights[i];
        for (int i = 0; i < data.Count; i++)
        {
            data.CopyRow<double>(i, x);
            double weight = data.Weights[i] / total;
            for (int c = 0; c < classes; c++)
            {
                p[c] = parameters[(classes * features) + c];
                for (int j = 0; j < features; j++)
                    p[c] += parameters[(c * features) + j] * x[j];
            }

            double logarithm = StableMath.LogSumExp<double>(p);
            value += weight * (logarithm - p[data.Labels[i]]);
            for (int c = 0; c < classes; c++)
            {
                double slope = weight * (Math.Exp(p[c] - logarithm) - (c == data.Labels[i] ? 1.0 : 0.0));
                gradient[(classes * features) + c] += slope;
                for (int j = 0; j < features; j++)
                    gradient[(c * features) + j] += slope * x[j];
            }
        }

        for (int i = 0; i < parameters.Length; i++)
        {
            value += strength * parameters[i] * parameters[i];
            gradient[i] += 2.0 * strength * parameters[i];
        }

        return value;
    }
}
