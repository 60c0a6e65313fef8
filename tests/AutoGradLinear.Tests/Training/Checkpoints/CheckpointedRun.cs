using AutoGradLinear.Losses;
using Xunit;

namespace AutoGradLinear.Tests.Training;

/// <summary>A softmax that is trained by every solver that takes smooth losses.</summary>
[LinearClassifier<SoftmaxCrossEntropy<double>, L2<double>>]
public sealed partial class CheckpointedSoftmax;

/// <summary>A softmax with an elastic net.</summary>
[LinearClassifier<SoftmaxCrossEntropy<double>, ElasticNet<double>>]
public sealed partial class CheckpointedElasticSoftmax;

/// <summary>Hinges of one class against the rest: one dual problem for each.</summary>
[LinearClassifier<OneVsRest<double, BinaryHinge<double>>, L2<double>>]
public sealed partial class CheckpointedHinges;

/// <summary>The hinge of Crammer and Singer: one dual problem in all.</summary>
[LinearClassifier<CrammerSinger<double>, ElasticNet<double>>]
public sealed partial class CheckpointedVectorMachine;

/// <summary>A small training, and what it leads to.</summary>
internal static class CheckpointedRun
{
    /// <summary>Half of the irises, and weights.</summary>
    public static readonly ClassificationDataset Data = SampleData.Iris().Subset([.. Enumerable.Range(0, 75).Select(i => 2 * i)])
        .WithWeights([.. RandomData.Vector(75, seed: 11).Select(x => x + 1.5)]);

    private static readonly ClassificationDataset Validation = SampleData.Iris().Subset([.. Enumerable.Range(0, 25).Select(i => (6 * i) + 1)]);

    /// <summary>The names of trainings that keep all kinds of state.</summary>
    public static TheoryData<string> Names => [.. Options.Keys];

    private static readonly Dictionary<string, TrainingOptions> Options = new()
    {
        ["Lbfgs"] = new() { Solver = Solver.Lbfgs, Tolerance = 0.0, MaxIterations = 25, HistorySize = 4, InitialMatrix = InitialMatrix.Scaled },
        ["Lbfgs by estimates"] = new() { Solver = Solver.Lbfgs, MaxIterations = 20, InitialMatrix = InitialMatrix.EstimatedDiagonal },
        ["Lbfgs by the Hessian"] = new() { Solver = Solver.Lbfgs, MaxIterations = 20, InitialMatrix = InitialMatrix.HessianDiagonal },
        ["Lbfgs by blocks"] = new() { Solver = Solver.Lbfgs, Tolerance = 0.0, MaxIterations = 20, InitialMatrix = InitialMatrix.HessianBlocks },
        ["Lbfgs, validated"] = new() { Solver = Solver.Lbfgs, Tolerance = 0.0, Validation = Validation, Patience = 4 },
        ["Lbfgs from a kink"] = new() { Solver = Solver.Lbfgs, MaxIterations = 25, Seed = 3 },
        ["OwlQn"] = new() { Solver = Solver.OwlQn, Tolerance = 0.0, MaxIterations = 25 },
        ["TrustRegionNewton"] = new() { Solver = Solver.TrustRegionNewton, Tolerance = 1e-9 },
        ["Sgd"] = new() { Solver = Solver.Sgd, Epochs = 4, BatchSize = 7, Averaging = IterateAveraging.Tail, ClipNorm = 0.3, Seed = 5 },
        ["Sgd, validated"] = new() { Solver = Solver.Sgd, Epochs = 9, BatchSize = 16, Validation = Validation, Patience = 2 },
        ["AdamW"] = new() { Solver = Solver.AdamW, Epochs = 4, BatchSize = 7, WeightDecay = 0.1, Averaging = IterateAveraging.All },
        ["Hinges"] = new() { Solver = Solver.DualCoordinateAscent, Bias = Bias.Penalised, GapTolerance = 1e-3, MaxIterations = 25 },
        ["VectorMachine"] = new() { Solver = Solver.DualCoordinateAscent, Bias = Bias.None, GapTolerance = 1e-4, MaxIterations = 25 },
    };

    /// <summary>Trains.</summary>
    /// <param name="name">The training.</param>
    /// <param name="checkpoint">Its checkpoints, if any.</param>
    /// <param name="progress">Is told of iterations.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The bits of the weights and the bias, and how they came to be.</returns>
    public static (double[] Parameters, TrainingResult Result) Train(
        string name,
        CheckpointOptions? checkpoint = null,
        IProgress<TrainingProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        TrainingOptions options = Options[name] with { Checkpoint = checkpoint };
        return name switch
        {
            "OwlQn" => Parts(CheckpointedElasticSoftmax.Train(Data, default, new(0.003, 0.001), options, progress, cancellationToken)),
            "Hinges" => Parts(CheckpointedHinges.Train(Data, new(new(1.0)), new(0.01), options, progress, cancellationToken)),
            "VectorMachine" or "Lbfgs from a kink" => Parts(CheckpointedVectorMachine.Train(Data, new(1.0), new(0.001, 0.01), options, progress, cancellationToken)),
            _ => Parts(CheckpointedSoftmax.Train(Data, default, new(0.001), options, progress, cancellationToken)),
        };
    }

    private static (double[] Parameters, TrainingResult Result) Parts<TLoss, TPenalty>(LinearClassifier<double, TLoss, TPenalty> model)
        where TLoss : struct, ILoss<double, int>
        where TPenalty : struct, IPenalty<double> =>
        ([.. model.Weights, .. model.Bias], model.TrainingResult!);
}

/// <summary>Calls back in the thread that reports.</summary>
internal sealed class ImmediateProgress(Action<TrainingProgress> report) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value) => report(value);
}
