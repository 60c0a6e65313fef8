using System.Diagnostics;
using AutoGradLinear;
using AutoGradLinear.Losses;

namespace RealResults.Experiments;

/// <summary>Softmax regression on handwritten digits; pixels stay bytes.</summary>
internal sealed class MnistExperiment : Experiment
{
    private const double Goal = 0.924;

    public override string Name => "mnist";

    public override string Description => "handwritten digits, softmax";

    public override void Run(Screen screen, ResultTable results)
    {
        long start = Stopwatch.GetTimestamp();
        ClassificationDataset train = Read(screen, "train");
        ClassificationDataset test = Read(screen, "t10k");
        float strength = Selection.Choose(
            screen, "softmax", train, 3, [1e-3f, 3e-4f, 1e-4f, 3e-5f], (data, penalty) => Fit(data, penalty, null, screen.Cancellation));
        SoftmaxClassifier model = screen.Train("softmax", progress => Fit(train, new L2<float>(strength), progress, screen.Cancellation));
        EvaluationResult result = model.Evaluate(test);
        results.Add(
            "MNIST", "softmax", Selection.Shown(strength), "test accuracy", result.Accuracy, test.Count, Goal, Stopwatch.GetElapsedTime(start));
    }

    private static ClassificationDataset Read(Screen screen, string part) => screen.Read(part, progress => IdxFile.ReadImages(
        screen.Find($"mnist/{part}-images-idx3-ubyte.gz"),
        screen.Find($"mnist/{part}-labels-idx1-ubyte.gz"),
        new IdxOptions { ClassCount = 10 },
        progress,
        screen.Cancellation)).ScaledBy(1.0 / 255.0);

    private static SoftmaxClassifier Fit(
        ClassificationDataset data, L2<float> penalty, IProgress<TrainingProgress>? progress, CancellationToken cancellation) =>
        SoftmaxClassifier.Train(
            data, default, penalty, new TrainingOptions { Solver = Solver.Lbfgs, Tolerance = 3e-3, MaxIterations = 150 }, progress, cancellation);
}
