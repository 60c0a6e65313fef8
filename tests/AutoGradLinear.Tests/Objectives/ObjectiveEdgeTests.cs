using AutoGradLinear.Losses;
using AutoGradLinear.Objectives;
using Xunit;

namespace AutoGradLinear.Tests.Objectives;

/// <summary>Inputs at the edge: what an objective refuses, and what must not change a number.</summary>
public class ObjectiveEdgeTests
{
    [Theory]
    [InlineData(-1)]
    [InlineData(600)]
    [InlineData(-30_000)]
    [InlineData(int.MaxValue)]
    public void AnExampleThatDoesNotExistIsRefused(int example)
    {
        ClassificationDataset data = Floats(600, 5);
        foreach (ClassificationDataset features in new[] { data, data.ToSparse() })
        {
            var objective = new LinearObjective<float, SoftmaxCrossEntropy<float>, L2<float>>(features, new(), new(0.1f));
            var error = Assert.Throws<ArgumentOutOfRangeException>(
                () => objective.BatchValueWithGradient(new double[objective.Dimension], [0, example], new double[objective.Dimension]));
            Assert.Contains("does not exist; there are 600", error.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>Both with rows that whole vectors make up and with a remainder, and for a batch of several blocks.</summary>
    [Theory]
    [InlineData(5)]
    [InlineData(32)]
    [InlineData(1000)]
    public void WhatComesNextChangesNoNumber(int features)
    {
        ClassificationDataset data = Floats(600, features);
        int[] examples = [.. Enumerable.Range(0, 300).Select(i => (i * 7) % 600)];
        foreach (ClassificationDataset stored in new[] { data, data.ToSparse() })
        {
            var objective = new LinearObjective<float, SoftmaxCrossEntropy<float>, L2<float>>(stored, new(), new(0.1f));
            double[] point = RandomData.Vector(objective.Dimension, seed: 1);
            double[] alone = new double[point.Length], gradient = new double[point.Length];
            double value = objective.BatchValueWithGradient(point, examples, alone);
            Assert.Equal(value, objective.BatchValueWithGradient(point, examples, [599, 0, 3], gradient));
            Assert.Equal(alone, gradient);
            Assert.Throws<ArgumentOutOfRangeException>(
                "upcoming", () => objective.BatchValueWithGradient(point, examples, [600], gradient));
        }
    }

    [Fact]
    public void SparseRowsServeTypesWithoutVectors()
    {
        ClassificationDataset data = Floats(50, 7);
        var half = new LinearObjective<Half, SoftmaxCrossEntropy<Half>, L2<Half>>(data.ToSparse(), new(), new((Half)0.1));
        var single = new LinearObjective<float, SoftmaxCrossEntropy<float>, L2<float>>(data, new(), new(0.1f));
        double[] point = RandomData.Vector(half.Dimension, seed: 1);
        double[] gradient = new double[point.Length], expected = new double[point.Length];
        Assert.Equal(single.ValueWithGradient(point, expected), half.ValueWithGradient(point, gradient), 0.02);
        for (int i = 0; i < point.Length; i++)
            Assert.Equal(expected[i], gradient[i], 0.01);
    }

    [Fact]
    public void AHalfDoesNotOverflowOnSumsOfBytes()
    {
        byte[] bytes = [.. Enumerable.Repeat((byte)255, 3000)];
        int[] labels = [.. Enumerable.Range(0, 3000).Select(i => i % 20 == 0 ? 0 : 1)];
        ClassificationDataset data = ClassificationDataset.FromRows(bytes, 1, labels).ScaledBy(1.0 / 255.0);
        var objective = new LinearObjective<Half, SoftmaxCrossEntropy<Half>, L2<Half>>(data, new(), new(Half.Zero));
        double[] gradient = new double[objective.Dimension];
        objective.ValueWithGradient(new double[objective.Dimension], gradient);

        // p − y on average: 0.5 − 0.05.
        Assert.Equal(0.45, gradient[0], 0.005);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SumsOverManyRowsKeepTheDigitsOfAHalf(bool sparse)
    {
        // Terms that are all alike: in a long sum each would be rounded the same way.
        Half[] values = [.. Enumerable.Range(0, 2048 * 4).Select(i => (Half)(0.1 + (0.07 * (i % 4))))];
        int[] labels = [.. Enumerable.Range(0, 2048).Select(i => i == 7 ? 1 : i == 9 ? 2 : 0)];
        ClassificationDataset data = ClassificationDataset.FromRows(values, 4, labels);
        if (sparse)
            data = data.ToSparse();
        var half = new LinearObjective<Half, SoftmaxCrossEntropy<Half>, L2<Half>>(data, new(), new(Half.Zero));
        var reference = new LinearObjective<double, SoftmaxCrossEntropy<double>, L2<double>>(data, new(), new(0.0));
        double[] point = new double[half.Dimension];
        double[] gradient = new double[point.Length], expected = new double[point.Length];
        Assert.Equal(1.0, half.ValueWithGradient(point, gradient) / reference.ValueWithGradient(point, expected), 0.005);
        for (int i = 0; i < point.Length; i++)
            Assert.Equal(1.0, gradient[i] / expected[i], 0.005);
    }

    [Fact]
    public void BrightColumnsThatHardlyVaryLoseNoDigits()
    {
        byte[] bytes = [.. Enumerable.Range(0, 2000 * 20).Select(i => (byte)(250 + (i * 7 % 11 < 4 ? 1 : 0)))];
        int[] labels = [.. Enumerable.Range(0, 2000).Select(i => i % 3)];
        ClassificationDataset raw = ClassificationDataset.FromRows(bytes, 20, labels);
        ClassificationDataset mapped = Preparation.Fit(raw, PreparationStep.Standardize()).Apply(raw);
        Assert.Equal(FeatureStorage.Byte, mapped.Storage);
        var objective = new LinearObjective<float, SoftmaxCrossEntropy<float>, L2<float>>(mapped, new(), new(0f));
        var reference = new LinearObjective<double, SoftmaxCrossEntropy<double>, L2<double>>(mapped, new(), new(0.0));
        double[] point = RandomData.Vector(objective.Dimension, seed: 1);
        double[] gradient = new double[point.Length], expected = new double[point.Length];
        objective.ValueWithGradient(point, gradient);
        reference.ValueWithGradient(point, expected);

        // Terms of size 1 in float.
        for (int i = 0; i < point.Length; i++)
            Assert.Equal(expected[i], gradient[i], 2e-6);
    }

    [Theory]
    [InlineData(1e37)]
    [InlineData(1e39)]
    [InlineData(1e-46)]
    public void TheUnitOfWeightsChangesNothing(double unit)
    {
        ClassificationDataset data = Floats(100, 4);
        double[] weights = [.. Enumerable.Range(0, 100).Select(i => unit * (0.25 + ((i % 4) * 0.125)))];
        var scaled = new LinearObjective<float, SoftmaxCrossEntropy<float>, L2<float>>(data.WithWeights(weights), new(), new(0.1f));
        var plain = new LinearObjective<float, SoftmaxCrossEntropy<float>, L2<float>>(
            data.WithWeights([.. weights.Select(w => w / unit)]), new(), new(0.1f));
        double[] point = RandomData.Vector(plain.Dimension, seed: 1);
        double[] gradient = new double[point.Length], expected = new double[point.Length];
        Assert.Equal(plain.ValueWithGradient(point, expected), scaled.ValueWithGradient(point, gradient), 1e-6);
        for (int i = 0; i < point.Length; i++)
            Assert.Equal(expected[i], gradient[i], 1e-6);
    }

    [Fact]
    public void AnExampleWithoutWeightHasNoCurvature()
    {
        float[] values = [.. RandomData.Vector(90, seed: 1).Select(x => (float)x)];
        values.AsSpan(30, 3).Fill(-1e30f);
        double[] weights = [.. Enumerable.Range(0, 30).Select(i => i == 10 ? 0.0 : 1.0)];
        ClassificationDataset data = ClassificationDataset.FromRows(values, 3, [.. Enumerable.Range(0, 30).Select(i => i % 2)], weights: weights);
        ClassificationDataset without = data.Subset([.. Enumerable.Range(0, 30).Where(i => i != 10)]);
        var first = new LinearObjective<float, SquaredHinge<float>, L2<float>>(data, new(1f), new(0.1f));
        var second = new LinearObjective<float, SquaredHinge<float>, L2<float>>(without, new(1f), new(0.1f));
        double[] point = RandomData.Vector(first.Dimension, seed: 2), direction = RandomData.Vector(first.Dimension, seed: 3);
        double[] product = new double[point.Length], expected = new double[point.Length];
        first.HessianVectorProduct(point, direction, product);
        second.HessianVectorProduct(point, direction, expected);
        for (int i = 0; i < point.Length; i++)
            Assert.Equal(expected[i], product[i], 1e-5);
    }

    [Fact]
    public void ACurvatureThatIsNotFiniteNamesTheRow()
    {
        ClassificationDataset data = ClassificationDataset.FromRows(new float[] { 1, 2, float.MaxValue }, 1, new[] { 0, 1, 0 });
        var objective = new LinearObjective<float, SquaredHinge<float>, L2<float>>(data, new(1f), new(0.1f));
        double[] point = [-1e10, 1e10, 0, 0];
        var error = Assert.Throws<NonFiniteLossException>(() => objective.HessianVectorProduct(point, [1e10, 0, 0, 0], new double[4]));
        Assert.Equal(2, error.Row);
        error = Assert.Throws<NonFiniteLossException>(() => objective.ValueWithGradient(point, new double[4]));
        Assert.Equal(2, error.Row);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void WhatALossThrowsIsThrownOnAnyNumberOfThreads(int threads)
    {
        var objective = new LinearObjective<float, FailingLoss, L2<float>>(
            Floats(3000, 2), new(), new(0.1f), new LinearObjectiveOptions { MaxThreads = threads });
        Assert.Throws<InvalidDataException>(() => objective.Value(new double[objective.Dimension]));
    }

    [Fact]
    public void AChangedColumnIsFoundBeforeItIsFollowed()
    {
        int[] columns = [0, 1, 2, 0, 1, 2];
        ClassificationDataset data = ClassificationDataset.FromSparseRows(
            new[] { 0, 3, 6 }, columns, new float[] { 1, 2, 3, 4, 5, 6 }, 3, new[] { 0, 1 });
        var objective = new LinearObjective<float, SoftmaxCrossEntropy<float>, L2<float>>(data, new(), new(0.1f));
        columns[1] = 100_000_000;
        var error = Assert.Throws<InvalidOperationException>(() => objective.Value(new double[objective.Dimension]));
        Assert.Contains("have changed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BytesAreNotScaledToInfinity()
    {
        ClassificationDataset data = ClassificationDataset.FromRows(new byte[] { 1, 2, 3, 200 }, 2, new[] { 0, 1 });
        Assert.Throws<ArgumentException>(() => data.ScaledBy(1e37));
        Assert.Throws<ArgumentException>(() => Preparation.Fit(data, PreparationStep.Scale(1e300)).Apply(data));
    }

    [Fact]
    public void SumsOverAMillionExamplesLoseNoDigits()
    {
        ClassificationDataset data = Floats(1_000_000, 4);
        foreach (ClassificationDataset features in new[] { data, data.ToSparse() })
        {
            var single = new LinearObjective<float, SoftmaxCrossEntropy<float>, L2<float>>(features, new(), new(0f));
            var reference = new LinearObjective<double, SoftmaxCrossEntropy<double>, L2<double>>(features, new(), new(0.0));
            double[] point = [.. RandomData.Vector(single.Dimension, seed: 5).Select(x => (double)(float)x)];
            double[] gradient = new double[point.Length], expected = new double[point.Length];
            double value = reference.ValueWithGradient(point, expected);
            Assert.Equal(1.0, single.ValueWithGradient(point, gradient) / value, 1e-6);

            // Each term is at most 1 and has an error of 1e-7 or so, of either sign.
            for (int i = 0; i < point.Length; i++)
                Assert.Equal(expected[i], gradient[i], 1e-7);
        }
    }

    private static ClassificationDataset Floats(int rows, int features) => ClassificationDataset.FromRows(
        RandomData.Vector(rows * features, seed: 4).Select(x => (float)x).ToArray(), features, [.. Enumerable.Range(0, rows).Select(i => i % 3)]);

    private readonly struct FailingLoss : ILoss<float, int>
    {
        public static LossTraits Traits => LossTraits.None;

        public float Evaluate(ReadOnlySpan<float> scores, int target) => throw new InvalidDataException("no");

        public float ValueWithGradient(ReadOnlySpan<float> scores, int target, Span<float> scoresGradient) => throw new InvalidDataException("no");
    }
}
