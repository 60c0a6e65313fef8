using AutoGradLinear.Losses;
using AutoGradLinear.Objectives;
using AutoGradLinear.Tests.Data.Files;
using AutoGradLinear.Training;
using Xunit;

namespace AutoGradLinear.Tests.Training;

/// <summary>A penalty whose text does not show its hyperparameter.</summary>
[Penalty]
public readonly partial struct SilentRidge
{
    public SilentRidge(double strength) => Strength = strength;

    public double Strength { get; }

    public double Value(ReadOnlySpan<double> weights)
    {
        double sum = 0.0;
        for (int i = 0; i < weights.Length; i++)
            sum += weights[i] * weights[i];
        return Strength * sum;
    }
}

/// <summary>A checkpoint is for one training: other data and other options are told apart, by name.</summary>
public class CheckpointMismatchTests
{
    private static readonly ClassificationDataset Data = CheckpointedRun.Data;

    [Fact]
    public void AnotherTrainingIsRefusedWhileTheFirstOneHasNotEnded()
    {
        using var folder = new TemporaryFolder();
        var options = new TrainingOptions { Tolerance = 0.0, MaxIterations = 9, Checkpoint = new CheckpointOptions(folder.PathOf("run")) };
        using var source = new CancellationTokenSource();
        CheckpointedSoftmax.Train(Data, default, new(0.001), options, new ImmediateProgress(_ => source.Cancel()), source.Token);
        var exception = Assert.Throws<CheckpointMismatchException>(
            () => CheckpointedSoftmax.Train(Data.ScaledBy(2.0), default, new(0.002), options with { MaxIterations = 8, Seed = 5 }));
        Assert.Equal(4, exception.Differences.Count);
        Assert.Contains("MaxIterations was 9 and is 8", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Seed was 0 and is 5", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Strength = 0.001 }", exception.Message, StringComparison.Ordinal);
        Assert.Contains("features of the data", exception.Message, StringComparison.Ordinal);

        // Nothing is lost: the first one goes on, and when it has ended its folder is free.
        TrainingResult first = CheckpointedSoftmax.Train(Data, default, new(0.001), options).TrainingResult!;
        Assert.Equal((9, 1), (first.Iterations, first.Checkpoints!.ResumedAfter));
        TrainingResult other = CheckpointedSoftmax.Train(Data, default, new(0.002), options).TrainingResult!;
        Assert.Null(other.Checkpoints!.ResumedAfter);
    }

    [Fact]
    public void EveryPropertyOfTheDataCounts()
    {
        Fingerprint original = Of(Data);
        Assert.Empty(original.Differences(Of(Data.Subset([.. Enumerable.Range(0, Data.Count)]))));
        int[] reversed = [.. Enumerable.Range(0, Data.Count).Reverse()];
        Assert.Equal(3, original.Differences(Of(Data.Subset(reversed))).Count); // labels, weights, features
        Assert.Contains("weights of the data", Assert.Single(original.Differences(Of(Data.WithWeights(null)))), StringComparison.Ordinal);
        Assert.Equal(["storage of the data", "features of the data"], Names(original.Differences(Of(Data.ToSparse()))));
        Assert.Equal(["features of the data"], Names(original.Differences(Of(Data.ScaledBy(1.0 + 1e-15)))));

        ClassificationDataset bytes = ClassificationDataset.FromRows(new byte[] { 1, 2, 3, 4 }, 2, [0, 1]);
        Assert.Equal(["features of the data"], Names(Of(bytes).Differences(Of(bytes.ScaledBy(0.5)))));
        ClassificationDataset named = ClassificationDataset.FromRows(new byte[] { 1, 2, 3, 4 }, 2, [0, 1], featureNames: ["a", "b"]);
        Assert.Equal(["feature names of the data"], Names(Of(bytes).Differences(Of(named))));
        ClassificationDataset renamed = ClassificationDataset.FromRows(new byte[] { 1, 2, 3, 4 }, 2, [0, 2]);
        Assert.Equal(["classes of the data"], Names(Of(bytes).Differences(Of(renamed))));
    }

    /// <summary>An option that is added later is in the fingerprint, or here with a reason.</summary>
    [Fact]
    public void EveryOptionCounts()
    {
        Dictionary<string, TrainingOptions> changed = new()
        {
            [nameof(TrainingOptions.MaxIterations)] = new() { MaxIterations = 7 },
            [nameof(TrainingOptions.Tolerance)] = new() { Tolerance = 1e-7 },
            [nameof(TrainingOptions.GapTolerance)] = new() { GapTolerance = 1e-7 },
            [nameof(TrainingOptions.HistorySize)] = new() { HistorySize = 7 },
            [nameof(TrainingOptions.InitialMatrix)] = new() { InitialMatrix = InitialMatrix.EstimatedDiagonal },
            [nameof(TrainingOptions.Epochs)] = new() { Epochs = 7 },
            [nameof(TrainingOptions.BatchSize)] = new() { BatchSize = 7 },
            [nameof(TrainingOptions.LearningRate)] = new() { LearningRate = 0.7 },
            [nameof(TrainingOptions.Momentum)] = new() { Momentum = 0.7 },
            [nameof(TrainingOptions.Nesterov)] = new() { Nesterov = false },
            [nameof(TrainingOptions.LearningRateSchedule)] = new() { LearningRateSchedule = LearningRateSchedule.Linear },
            [nameof(TrainingOptions.WarmupEpochs)] = new() { WarmupEpochs = 0.7 },
            [nameof(TrainingOptions.ClipNorm)] = new() { ClipNorm = 0.7 },
            [nameof(TrainingOptions.Averaging)] = new() { Averaging = IterateAveraging.Tail },
            [nameof(TrainingOptions.WeightDecay)] = new() { WeightDecay = 0.7 },
            [nameof(TrainingOptions.Seed)] = new() { Seed = 7 },
            [nameof(TrainingOptions.Bias)] = new() { Bias = Bias.Penalised },
            [nameof(TrainingOptions.ClassWeights)] = new() { ClassWeights = ClassWeights.Balanced },
            [nameof(TrainingOptions.Validation)] = new() { Validation = Data },
            [nameof(TrainingOptions.Patience)] = new() { Patience = 7 },
        };
        string[] elsewhere =
        [
            nameof(TrainingOptions.Solver), // the solver that was chosen
            nameof(TrainingOptions.PositiveClass), // part of the loss
            nameof(TrainingOptions.InitialModel), // the initial parameters
            nameof(TrainingOptions.ConvertsStorage), // the storage that was taken
            nameof(TrainingOptions.Preparation), // the features, which are prepared before
            nameof(TrainingOptions.MaxThreads), // changes no bit
            nameof(TrainingOptions.Checkpoint), // neither
        ];
        Assert.Equal(typeof(TrainingOptions).GetProperties().Select(property => property.Name).Order(), changed.Keys.Concat(elsewhere).Order());
        Fingerprint original = Of(Data);
        Assert.All(changed, pair => Assert.NotEmpty(original.Differences(Of(Data, pair.Value))));
        Assert.NotEmpty(original.Differences(Of(Data, solver: Solver.OwlQn)));
        Assert.NotEmpty(original.Differences(Of(Data, start: [1.0])));
    }

    [Fact]
    public void HyperparametersCountInEveryCultureAndType()
    {
        System.Globalization.CultureInfo own = System.Globalization.CultureInfo.CurrentCulture;
        string invariant = HyperparameterText.OfPenalty<double, L2<double>>(new(0.1 + 0.2));
        try
        {
            var comma = (System.Globalization.CultureInfo)own.Clone();
            comma.NumberFormat.NumberDecimalSeparator = ",";
            System.Globalization.CultureInfo.CurrentCulture = comma;
            Assert.Equal(invariant, HyperparameterText.OfPenalty<double, L2<double>>(new(0.1 + 0.2)));
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = own;
        }

        Assert.Contains("0.30000000000000004", invariant, StringComparison.Ordinal); // all digits
        Assert.NotEqual(
            HyperparameterText.OfPenalty<double, SilentRidge>(new(0.1)), HyperparameterText.OfPenalty<double, SilentRidge>(new(0.11)));
        Assert.NotEqual(
            HyperparameterText.OfLoss<double, BinaryTarget<double, BinaryHinge<double>>>(new(new(1.0), 1)),
            HyperparameterText.OfLoss<double, BinaryTarget<double, BinaryHinge<double>>>(new(new(1.0), 0)));
    }

    private static string[] Names(IEnumerable<string> differences) =>
        [.. differences.Select(difference => difference[..difference.IndexOf(" was ", StringComparison.Ordinal)])];

    private static Fingerprint Of(
        ClassificationDataset data, TrainingOptions? options = null, Solver solver = Solver.Lbfgs, double[]? start = null) =>
        RunFingerprint.Of<double, SoftmaxCrossEntropy<double>, L2<double>>(data, default, new(0.1), solver, options ?? new(), start ?? [0.0]);
}
