using AutoGradLinear.Losses;
using AutoGradLinear.Numerics;
using Xunit;

namespace AutoGradLinear.Tests.Training.Diagnosis;

/// <summary>Each part of the error is found where it was put.</summary>
public class ErrorDecompositionTests
{
    private static readonly BootstrapOptions Few = new() { Resamples = 200 };
    private static readonly ErrorReference Neighbors = ErrorReference.Trained(
        new NearestNeighborsTrainer(new NearestNeighborsOptions { K = 5 }), "5 nearest neighbours");

    [Fact]
    public void ThePartsAddUp()
    {
        var (train, heldOut) = Squares(400, seed: 1, isRing: false).Split(0.5, seed: 3);
        var steps = new List<DiagnosisProgress>();
        ErrorDecomposition report = ErrorDecomposition.Estimate(Softmax(), train, heldOut, Neighbors, Few, new Listener(steps));
        double sum = report.Reference.Rate.Estimate + report.Modelling.Rate.Estimate + report.Estimation.Rate.Estimate + report.Optimization.Rate.Estimate;
        Assert.Equal(report.Total.Rate.Estimate, sum, 1e-12);
        Assert.Equal(1.0 - Softmax().Train(train).Evaluate(heldOut).Accuracy, report.Total.Rate.Estimate, 1e-12);
        Assert.Equal(report.Reference.Rate.Estimate + report.Modelling.Rate.Estimate, report.BestLinear.Lowest, 1e-12);
        Assert.Equal(report.Total.Rate.Estimate - report.Optimization.Rate.Estimate, report.BestLinear.Highest, 1e-12);
        Assert.Equal([0, 1, 2, 3], steps.Select(step => step.Completed));
        foreach (string part in new[] { "reference (5 nearest neighbours)", "+ modelling error", "+ estimation error", "+ optimization error", "= error on held-out" })
            Assert.Contains(part, report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ARingIsNoLinearFunction()
    {
        var (train, heldOut) = Squares(1000, seed: 1, isRing: true).Split(0.5, seed: 3);
        ErrorDecomposition report = ErrorDecomposition.Estimate(Softmax(), train, heldOut, Neighbors, Few);
        Assert.Same(report.Modelling, report.Largest);
        Assert.True(report.Modelling.Rate.Lower > 0.1);
        Assert.Contains("not linear", report.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void FewExamplesOfManyFeaturesAreAnEstimationError()
    {
        // 40 examples of 60 features, of which one matters: training is perfect, and what was learned is mostly noise.
        ClassificationDataset train = Noise(40, seed: 1);
        ErrorDecomposition report = ErrorDecomposition.Estimate(Softmax(1e-4f), train, Noise(400, seed: 2), ErrorReference.Known(0.0), Few);
        Assert.Same(report.Estimation, report.Largest);
        Assert.True(report.Estimation.Rate.Lower > 0.1);
        Assert.Equal(0.0, report.Modelling.Rate.Estimate);
        Assert.Contains("more training examples", report.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void ASolverThatStopsAtOnceIsAnOptimizationError()
    {
        var (train, heldOut) = Squares(600, seed: 5, isRing: false).Split(0.5, seed: 3);
        var hasty = new TrainingOptions { Solver = Solver.Sgd, Epochs = 1, BatchSize = 300, LearningRate = 1e-6 };
        Trainer<SoftmaxClassifier> trainer = SoftmaxClassifier.Trainer(default, new L2<float>(1e-4f), hasty);
        ErrorDecomposition report = ErrorDecomposition.Estimate(trainer, train, heldOut, ErrorReference.Known(0.0), Few);
        Assert.Equal([Solver.TrustRegionNewton, Solver.Lbfgs], report.Objective!.Runs.Select(run => run.Solver));

        // At zeros the objective is ln 2. The minimum is that of a solver with tight tolerances; the loss is in single precision.
        Assert.Equal(Math.Log(2.0), report.Objective.Reached, 1e-3);
        SoftmaxClassifier exact = SoftmaxClassifier.Train(train, default, new L2<float>(1e-4f), new TrainingOptions { Tolerance = 1e-7 });
        Assert.Equal(exact.TrainingResult!.Objective, report.Objective.Best, 1e-5);
        Assert.True(report.Objective.Gap > 0.3);
    }

    [Fact]
    public void AConvergedSolverHasHardlyAnOptimizationError()
    {
        var (train, heldOut) = SampleData.Iris().Split(0.5, seed: 3);
        ErrorDecomposition report = ErrorDecomposition.Estimate(Softmax(1e-2f), train, heldOut, Neighbors, Few);
        Assert.InRange(report.Objective!.Gap, 0.0, 1e-5);
        Assert.Equal(0.0, report.Optimization.Rate.Estimate, 0.02);
    }

    [Theory]
    [InlineData(Bias.Penalised, Solver.DualCoordinateAscent, 1)]
    [InlineData(Bias.Free, Solver.Lbfgs, 2)]
    public void KinksAreMinimisedByWhatSuitsThem(Bias bias, Solver solver, int runs)
    {
        var (train, heldOut) = SampleData.Iris().Split(0.5, seed: 3);
        Trainer<HingeClassifier> trainer = HingeClassifier.Trainer(
            new MulticlassHinge<float>(1f), new L2<float>(1e-2f), new TrainingOptions { Bias = bias, MaxIterations = 20 });
        ErrorDecomposition report = ErrorDecomposition.Estimate(trainer, train, heldOut, ErrorReference.Model(MajorityClassifier.Train(train), "majority"), Few);
        Assert.Equal(Enumerable.Repeat(solver, runs), report.Objective!.Runs.Select(run => run.Solver));
        Assert.True(report.Objective.Gap >= 0.0);
        Assert.True(report.Reference.Rate.Estimate > 0.6);
    }

    [Fact]
    public void AClassifierOfOneScoreIsRefinedAboutItsPositiveClass()
    {
        var (train, heldOut) = Squares(200, seed: 1, isRing: false).Split(0.5, seed: 3);
        Trainer<LogisticClassifier> trainer = LogisticClassifier.Trainer(
            default, new L2<float>(1e-3f), new TrainingOptions { PositiveClass = "inside", MaxIterations = 1 });
        ErrorDecomposition report = ErrorDecomposition.Estimate(trainer, train, heldOut, ErrorReference.Known(0.05, "label noise"), Few);
        Assert.True(report.Objective!.Gap > 0.0);
        Assert.Equal(0.05, report.Reference.Rate.Estimate, 1e-12);
    }

    [Fact]
    public void WithoutAnObjectiveThereIsNoOptimizationError()
    {
        var (train, heldOut) = SampleData.Iris().Split(0.5, seed: 3);
        ErrorDecomposition report = ErrorDecomposition.Estimate(new MajorityTrainer(), train, heldOut, Neighbors, Few);
        Assert.Null(report.Objective);
        Assert.Equal(0.0, report.Optimization.Rate.Estimate);
        Assert.Contains("no objective", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void WeightsCountAsRepetitions()
    {
        var (train, heldOut) = Squares(200, seed: 1, isRing: true).Split(0.5, seed: 3);
        double[] weights = [.. Enumerable.Range(0, heldOut.Count).Select(i => (double)(i % 3))];
        int[] rows = [.. Enumerable.Range(0, heldOut.Count).SelectMany(i => Enumerable.Repeat(i, i % 3))];
        ErrorDecomposition weighted = ErrorDecomposition.Estimate(Softmax(), train, heldOut.WithWeights(weights), Neighbors, Few);
        ErrorDecomposition repeated = ErrorDecomposition.Estimate(Softmax(), train, heldOut.Subset(rows), Neighbors, Few);
        Assert.Equal(repeated.Total.Rate.Estimate, weighted.Total.Rate.Estimate, 1e-12);
        Assert.Equal(repeated.Modelling.Rate.Estimate, weighted.Modelling.Rate.Estimate, 1e-12);
    }

    [Fact]
    public void BadInputAndCancellationAreHeeded()
    {
        var (train, heldOut) = SampleData.Iris().Split(0.5, seed: 3);
        Assert.Throws<ArgumentOutOfRangeException>(() => ErrorReference.Known(1.5));
        Assert.Throws<ArgumentException>(() => ErrorDecomposition.Estimate(Softmax(), train, SampleData.Digits(), Neighbors, Few));
        Assert.Throws<OperationCanceledException>(
            () => ErrorDecomposition.Estimate(Softmax(), train, heldOut, Neighbors, Few, null, new CancellationToken(canceled: true)));
    }

    private static Trainer<SoftmaxClassifier> Softmax(float strength = 1e-3f) => SoftmaxClassifier.Trainer(default, new L2<float>(strength));

    /// <summary>Points of [−1, 1)²: inside of a circle or outside, or on one side of a line or the other.</summary>
    private static ClassificationDataset Squares(int count, int seed, bool isRing)
    {
        double[] points = RandomData.Vector(2 * count, seed);
        string[] labels = [.. Enumerable.Range(0, count).Select(i => Label(points[2 * i], points[(2 * i) + 1]))];
        return ClassificationDataset.FromRows(points, 2, labels);

        string Label(double x, double y) => (isRing ? (x * x) + (y * y) < 0.6 : x + (0.5 * y) < 0.0) ? "inside" : "outside";
    }

    /// <summary>60 features, of which the first decides the class, with mistakes.</summary>
    private static ClassificationDataset Noise(int count, int seed)
    {
        double[] features = RandomData.Vector(60 * count, seed);
        var random = new DeterministicRandom(seed);
        return ClassificationDataset.FromRows(
            features, 60, [.. Enumerable.Range(0, count).Select(i => features[60 * i] + random.NextDouble() < 0.5 ? "low" : "high")]);
    }

    private sealed class Listener(List<DiagnosisProgress> steps) : IProgress<DiagnosisProgress>
    {
        public void Report(DiagnosisProgress value) => steps.Add(value);
    }
}
