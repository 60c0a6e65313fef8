using AutoGradLinear.Losses;

namespace AutoGradLinear.KilledRuns;

/// <summary>A softmax whose penalty makes weights exactly zero.</summary>
[LinearClassifier<SoftmaxCrossEntropy<float>, ElasticNet<float>>]
internal sealed partial class SparseSoftmax;

/// <summary>A logistic loss for each class against the rest, each of which is a dual problem of its own.</summary>
[LinearClassifier<OneVsRest<float, Logistic<float>>, L2<float>>]
internal sealed partial class OneVsRestLogistic;

/// <summary>A training that is to be killed.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="Train">Trains with checkpoints, and saves the model to a file.</param>
internal sealed record RunCase(string Name, Action<CheckpointOptions?, string> Train)
{
    private static readonly ClassificationDataset Digits = SampleData.Digits().ScaledBy(1 / 16.0);

    /// <summary>Every solver, with early stopping, averages and preconditioners among what it has to keep.</summary>
    public static IReadOnlyList<RunCase> All { get; } =
    [
        new("lbfgs", (checkpoint, path) => Softmax(path, 1e-6f, new()
        {
            Solver = Solver.Lbfgs, InitialMatrix = InitialMatrix.EstimatedDiagonal, MaxIterations = 150, Tolerance = 0.0, Checkpoint = checkpoint,
        })),
        new("lbfgs-blocks", (checkpoint, path) => Softmax(path, 1e-6f, new()
        {
            Solver = Solver.Lbfgs, InitialMatrix = InitialMatrix.HessianBlocks, MaxIterations = 150, Tolerance = 0.0, Checkpoint = checkpoint,
        })),
        new("owlqn", (checkpoint, path) => SparseSoftmax.Train(Digits, default, new(1e-4f, 1e-6f), new()
        {
            Solver = Solver.OwlQn, MaxIterations = 300, Tolerance = 0.0, Checkpoint = checkpoint,
        }).Save(path)),
        new("newton", (checkpoint, path) => Softmax(path, 1e-7f, new()
        {
            Solver = Solver.TrustRegionNewton, MaxIterations = 100, Tolerance = 0.0, Checkpoint = checkpoint,
        })),
        new("sgd", (checkpoint, path) => SoftmaxWithValidation(path, new()
        {
            Solver = Solver.Sgd, Epochs = 8, Averaging = IterateAveraging.Tail, Seed = 3, Checkpoint = checkpoint,
        })),
        new("adamw", (checkpoint, path) => SoftmaxWithValidation(path, new()
        {
            Solver = Solver.AdamW, Epochs = 8, WeightDecay = 0.1, Seed = 4, Checkpoint = checkpoint,
        })),
        new("dual-scores", (checkpoint, path) => OneVsRestLogistic.Train(Digits, default, new(1e-5f), new()
        {
            Solver = Solver.DualCoordinateAscent, Bias = Bias.Penalised, MaxIterations = 120, GapTolerance = 0.0, Checkpoint = checkpoint,
        }).Save(path)),
        new("dual-block", (checkpoint, path) => HingeClassifier.Train(Digits, new(1f), new(1e-4f), new()
        {
            Solver = Solver.DualCoordinateAscent, Bias = Bias.None, MaxIterations = 80, GapTolerance = 0.0, Checkpoint = checkpoint,
        }).Save(path)),
    ];

    private static void Softmax(string path, float strength, TrainingOptions options) =>
        SoftmaxClassifier.Train(Digits, default, new(strength), options).Save(path);

    private static void SoftmaxWithValidation(string path, TrainingOptions options)
    {
        (ClassificationDataset train, ClassificationDataset validation) = Digits.Split(0.2, seed: 1);
        SoftmaxClassifier.Train(train, default, new(1e-5f), options with { Validation = validation }).Save(path);
    }
}
