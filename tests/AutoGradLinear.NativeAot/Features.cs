using System.Text;
using AutoGradLinear.Losses;

namespace AutoGradLinear.NativeAot;

/// <summary>What a program may use beside training and prediction, each with a result that is known.</summary>
internal static class Features
{
    private static readonly OwnHinge Loss = new(Margin: 1f);
    private static readonly L2<float> Penalty = new(1e-3f);

    /// <summary>A training that is cancelled in its fifth iteration and started again ends with the model of one that is not.</summary>
    public static bool Checkpoints(ClassificationDataset data, string folder)
    {
        var options = new TrainingOptions { Solver = Solver.Lbfgs, MaxIterations = 20 };
        OwnClassifier expected = OwnClassifier.Train(data, Loss, Penalty, options);
        TrainingOptions kept = options with { Checkpoint = new CheckpointOptions(folder) { Every = TimeSpan.Zero } };
        using var cancellation = new CancellationTokenSource();
        OwnClassifier cancelled = OwnClassifier.Train(data, Loss, Penalty, kept, new CancellingProgress(cancellation, iteration: 5), cancellation.Token);
        OwnClassifier resumed = OwnClassifier.Train(data, Loss, Penalty, kept);
        return cancelled.TrainingResult!.Status == SolverStatus.Cancelled
            && resumed.TrainingResult!.Checkpoints!.ResumedAfter == 5
            && resumed.Weights.SequenceEqual(expected.Weights);
    }

    /// <summary>Rows on disk, in small blocks, train the model of the same rows in memory; so do sparse ones.</summary>
    public static bool Streams(ClassificationDataset data, string path)
    {
        var cache = new CacheOptions { BlockBytes = 1 << 10, MemoryBytes = 1 << 14 };
        return IsSame(data) && IsSame(data.ToSparse());

        bool IsSame(ClassificationDataset rows)
        {
            var options = new TrainingOptions { Solver = Solver.Lbfgs, MaxIterations = 10, ConvertsStorage = false };
            DatasetCache.Write(path, [rows], cache);
            OwnClassifier streamed = OwnClassifier.Train(DatasetCache.Open(path, cache), Loss, Penalty, options);
            OwnClassifier stochastic = OwnClassifier.Train(DatasetCache.Open(path, cache), Loss, Penalty, options with { Solver = Solver.Sgd });
            return streamed.Weights.SequenceEqual(OwnClassifier.Train(rows, Loss, Penalty, options).Weights)
                && stochastic.Evaluate(rows).Accuracy > 0.9;
        }
    }

    /// <summary>The exported graph names its operators and holds the weights.</summary>
    public static bool Onnx(OwnClassifier model, string path)
    {
        model.SaveOnnx(path);
        byte[] graph = File.ReadAllBytes(path);
        return graph.AsSpan().IndexOf(Encoding.UTF8.GetBytes("ArgMax")) > 0 && graph.Length > model.Weights.Length * sizeof(float);
    }

    /// <summary>Cancels when an iteration is told, in the thread that tells it.</summary>
    private sealed class CancellingProgress(CancellationTokenSource source, int iteration) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Iteration == iteration)
                source.Cancel();
        }
    }
}
