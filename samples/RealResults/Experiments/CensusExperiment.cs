using System.Diagnostics;
using AutoGradLinear;
using AutoGradLinear.Losses;

namespace RealResults.Experiments;

/// <summary>Logistic regression on the census data in their sparse binary form (a9a).</summary>
internal sealed class CensusExperiment : Experiment
{
    private const double Goal = 0.85;

    public override string Name => "a9a";

    public override string Description => "income over 50 000 from 123 binary features, logistic";

    public override void Run(Screen screen, ResultTable results)
    {
        long start = Stopwatch.GetTimestamp();
        ClassificationDataset train = screen.Read(
            "a9a", progress => SvmlightFile.Read(screen.Find("libsvm/a9a.gz"), null, progress, screen.Cancellation));

        // The test part lacks the last feature, so the number of columns is that of the training part.
        ClassificationDataset test = screen.Read("a9a.t", progress => SvmlightFile.Read(
            screen.Find("libsvm/a9a.t.gz"),
            new SvmlightOptions { FeatureCount = train.FeatureCount, Classes = train.Classes },
            progress,
            screen.Cancellation));
        float strength = Selection.Choose(
            screen, "logistic", train, 5, [1e-3f, 3e-4f, 1e-4f, 3e-5f, 1e-5f], (data, penalty) => Fit(data, penalty, null, screen.Cancellation));
        LogisticClassifier model = screen.Train("logistic", progress => Fit(train, new L2<float>(strength), progress, screen.Cancellation));
        results.Add(
            "a9a", "logistic", Selection.Shown(strength), "test accuracy", model.Evaluate(test).Accuracy, test.Count, Goal,
            Stopwatch.GetElapsedTime(start));
    }

    private static LogisticClassifier Fit(
        ClassificationDataset data, L2<float> penalty, IProgress<TrainingProgress>? progress, CancellationToken cancellation) =>
        LogisticClassifier.Train(data, default, penalty, null, progress, cancellation);
}
