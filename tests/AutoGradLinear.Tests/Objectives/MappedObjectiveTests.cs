using System.Numerics;
using AutoGradLinear.Data;
using AutoGradLinear.Losses;
using AutoGradLinear.Objectives;
using AutoGradLinear.Tests.Data.Cache;
using AutoGradLinear.Tests.Data.Files;
using AutoGradLinear.Training;
using Xunit;

namespace AutoGradLinear.Tests.Objectives;

/// <summary>Objectives over rows on disk are those over the same rows in memory, bit for bit.</summary>
public sealed class MappedObjectiveTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(FeatureStorage.Byte, false)]
    [InlineData(FeatureStorage.Half, false)]
    [InlineData(FeatureStorage.Single, false)]
    [InlineData(FeatureStorage.Double, false)]
    [InlineData(FeatureStorage.Single, true)]
    [InlineData(FeatureStorage.Double, true)]
    public void ManyScoresHaveTheSameBits(FeatureStorage storage, bool isSparse)
    {
        ClassificationDataset data = CacheFiles.Make(storage, isSparse, rows: 2500, columns: 37, classes: 5);
        Compare<float, SoftmaxCrossEntropy<float>>(data, default);
        Compare<double, SoftmaxCrossEntropy<double>>(data, default);
        Compare<Half, SoftmaxCrossEntropy<Half>>(data.ScaledBy(0.125), default);
    }

    /// <summary>Of wide rows a block has fewer, and in memory bytes are read as another type than from disk.</summary>
    [Theory]
    [InlineData(FeatureStorage.Byte)]
    [InlineData(FeatureStorage.Half)]
    [InlineData(FeatureStorage.Single)]
    public void WideRowsHaveTheSameBits(FeatureStorage storage)
    {
        foreach (int classes in new[] { 2, 6 })
        {
            ClassificationDataset data = CacheFiles.Make(storage, isSparse: false, rows: 1300, columns: 784, classes);
            Compare<float, SoftmaxCrossEntropy<float>>(data, default);
            Compare<double, SoftmaxCrossEntropy<double>>(data, default);
        }
    }

    [Theory]
    [InlineData(FeatureStorage.Byte, false)]
    [InlineData(FeatureStorage.Single, false)]
    [InlineData(FeatureStorage.Single, true)]
    [InlineData(FeatureStorage.Double, true)]
    public void OneScoreHasTheSameBits(FeatureStorage storage, bool isSparse)
    {
        // 3 001 rows and a third of the values: columns end in the midst of a group of four terms, and of 512.
        ClassificationDataset data = CacheFiles.Make(storage, isSparse, rows: 3001, columns: 19, classes: 2);
        Compare<float, BinaryTarget<float, Logistic<float>>>(data, new BinaryTarget<float, Logistic<float>>(default, 1));
        Compare<double, BinaryTarget<double, Logistic<double>>>(data, new BinaryTarget<double, Logistic<double>>(default, 0));
    }

    [Fact]
    public void ScaledAndShiftedBytesHaveTheSameBits()
    {
        ClassificationDataset data = CacheFiles.Make(FeatureStorage.Byte, isSparse: false);
        Preparation preparation = Preparation.Fit(data, PreparationStep.Standardize());
        ClassificationDataset mapped = CacheFiles.Map(folder, data);
        Compare<float, SoftmaxCrossEntropy<float>>(data.ScaledBy(1 / 255.0), mapped.ScaledBy(1 / 255.0), default);
        Compare<float, SoftmaxCrossEntropy<float>>(preparation.Apply(data), preparation.Apply(mapped), default);
    }

    [Fact]
    public void OneThreadReadsSparseRowsOnceForAGradient()
    {
        ClassificationDataset mapped = CacheFiles.Map(folder, CacheFiles.Make(FeatureStorage.Single, isSparse: true, rows: 3000), blockBytes: 20_000, memoryBytes: 45_000);
        MappedBlocks blocks = CacheFiles.BlocksOf(mapped);
        var objective = new LinearObjective<float, SoftmaxCrossEntropy<float>, L2<float>>(mapped, default, new L2<float>(1f), new LinearObjectiveOptions { MaxThreads = 1 });
        long before = blocks.Mappings;
        objective.ValueWithGradient(new double[objective.Dimension], new double[objective.Dimension]);
        Assert.Equal(blocks.FirstRows.Length, blocks.Mappings - before);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SelectionsHaveTheSameBits(bool isSparse)
    {
        ClassificationDataset data = CacheFiles.Make(FeatureStorage.Single, isSparse);
        (ClassificationDataset expected, _) = data.Split(0.4, 3);
        (ClassificationDataset actual, _) = CacheFiles.Map(folder, data).Split(0.4, 3);
        Compare<float, SoftmaxCrossEntropy<float>>(expected, actual, default);
    }

    [Theory]
    [InlineData(Solver.Lbfgs, false)]
    [InlineData(Solver.Lbfgs, true)]
    [InlineData(Solver.TrustRegionNewton, true)]
    [InlineData(Solver.DualCoordinateAscent, false)]
    public void TrainedModelsAndTheirEvaluationAreTheSame(Solver solver, bool isSparse)
    {
        ClassificationDataset data = CacheFiles.Make(FeatureStorage.Single, isSparse);
        ClassificationDataset mapped = CacheFiles.Map(folder, data);
        var options = new TrainingOptions { Solver = solver, MaxIterations = 20, Bias = Bias.Penalised };
        SoftmaxClassifier expected = SoftmaxClassifier.Train(data, default, new L2<float>(1e-2f), options);
        SoftmaxClassifier actual = SoftmaxClassifier.Train(mapped, default, new L2<float>(1e-2f), options);
        Assert.Equal(expected.TrainingResult!.Objective, actual.TrainingResult!.Objective);
        Assert.Equal(expected.Evaluate(data).MeanLoss, actual.Evaluate(mapped).MeanLoss);
        Assert.Equal(expected.Evaluate(data).Accuracy, actual.Evaluate(mapped).Accuracy);
    }

    [Fact]
    public void StochasticTrainingOnDiskComesAsFarAsInMemory()
    {
        // The orders differ, so the models do; both end within the noise of their batches above the minimum.
        ClassificationDataset data = SampleData.Digits().ScaledBy(1 / 16.0);
        ClassificationDataset mapped = CacheFiles.Map(folder, SampleData.Digits(), blockBytes: 5000).ScaledBy(1 / 16.0);
        double minimum = SoftmaxClassifier.Train(data, default, new L2<float>(1e-3f)).TrainingResult!.Objective;
        var options = new TrainingOptions { Solver = Solver.Sgd, Epochs = 100, Seed = 3 };
        SoftmaxClassifier model = SoftmaxClassifier.Train(mapped, default, new L2<float>(1e-3f), options);
        Assert.InRange(model.TrainingResult!.Objective / minimum, 1.0 - 1e-6, 1.02);
        SoftmaxClassifier again = SoftmaxClassifier.Train(mapped, default, new L2<float>(1e-3f), options with { MaxThreads = 1 });
        Assert.Equal(model.TrainingResult.Objective, again.TrainingResult!.Objective);
    }

    [Fact]
    public void AutoTakesNoSolverThatVisitsExamplesOneByOne()
    {
        ClassificationDataset mapped = CacheFiles.Map(folder, CacheFiles.Make(FeatureStorage.Single, isSparse: true));
        HingeClassifier model = HingeClassifier.Train(mapped, default, new L2<float>(1e-2f), new TrainingOptions { Bias = Bias.Penalised, MaxIterations = 5 });
        Assert.Equal(Solver.Lbfgs, model.TrainingResult!.Solver);
        SolverChoice choice = SolverChoice.Of<float, MulticlassHinge<float>, L2<float>>(new TrainingOptions { Bias = Bias.Penalised }, mapped, blocks: null);
        Assert.Equal(Solver.Lbfgs, choice.Solver);
        Assert.Contains("mapped from disk", choice.Reason);
        var dual = new TrainingOptions { Solver = Solver.DualCoordinateAscent, Bias = Bias.Penalised };
        Assert.Contains("in memory", Assert.Throws<NotSupportedException>(() => HingeClassifier.Train(mapped, default, new L2<float>(1e-2f), dual)).Message);
    }

    private void Compare<T, TLoss>(ClassificationDataset data, TLoss loss)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, ILoss<T, int>
    {
        Compare<T, TLoss>(data, CacheFiles.Map(folder, data), loss);
    }

    private static void Compare<T, TLoss>(ClassificationDataset inMemory, ClassificationDataset mapped, TLoss loss)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TLoss : struct, ILoss<T, int>
    {
        int[] batch = [.. Enumerable.Range(0, 300).Select(i => i * 37 % inMemory.Count)];
        LinearObjective<T, TLoss, L2<T>> expected = Make(inMemory, 1);
        double[] point = RandomData.Vector(expected.Dimension, 8);
        double[] direction = RandomData.Vector(expected.Dimension, 9);
        double[] gradient = new double[point.Length];
        double value = expected.ValueWithGradient(point, gradient);
        double[] batchGradient = new double[point.Length];
        double batchValue = expected.BatchValueWithGradient(point, batch, batchGradient);
        foreach (int threads in (int[])[1, 3])
        {
            LinearObjective<T, TLoss, L2<T>> actual = Make(mapped, threads);
            double[] result = new double[point.Length];
            Assert.Equal(value, actual.ValueWithGradient(point, result));
            Assert.Equal(gradient, result);
            Assert.Equal(batchValue, actual.BatchValueWithGradient(point, batch, result));
            Assert.Equal(batchGradient, result);
            if (!expected.HasCurvature)
                continue;
            expected.HessianVectorProduct(point, direction, gradient);
            actual.HessianVectorProduct(point, direction, result);
            Assert.Equal(gradient, result);
            expected.HessianDiagonal(point, gradient);
            actual.HessianDiagonal(point, result);
            Assert.Equal(gradient, result);
            expected.ValueWithGradient(point, gradient);
        }

        LinearObjective<T, TLoss, L2<T>> Make(ClassificationDataset data, int threads) =>
            new(data, loss, new L2<T>(T.CreateTruncating(1e-3)), new LinearObjectiveOptions { MaxThreads = threads });
    }
}
