using AutoGradLinear.Losses;
using Xunit;

namespace AutoGradLinear.Tests.Training.Selection;

/// <summary>Cross-validation measures on rows that were not trained on.</summary>
public class CrossValidationTests
{
    private static readonly ClassificationDataset Iris = SampleData.Iris();

    [Fact]
    public void EveryFoldIsMeasuredOnItsOwnRows()
    {
        var completed = new List<int>();
        CrossValidationResult result = CrossValidation.Run(
            SoftmaxClassifier.Trainer(default, new L2<float>(1e-3f)), Iris, folds: 5, seed: 3, new Listener(completed));
        Assert.Equal([30, 30, 30, 30, 30], result.Folds.Select(fold => fold.Count));
        Assert.Equal([1, 2, 3, 4, 5], completed);
        Assert.InRange(result.Mean(fold => fold.Accuracy), 0.9, 1.0);
    }

    [Fact]
    public void MeanAndStandardErrorAreThoseOfTheFolds()
    {
        double[] accuracies = [0.5, 0.75, 1.0];
        CrossValidationResult result = CrossValidation.Run(Folds(3), Measures(accuracies));
        Assert.Equal(0.75, result.Mean(fold => fold.Accuracy), 1e-15);

        // s² = (0.0625 + 0 + 0.0625) / 2, and the error is s / √3.
        Assert.Equal(Math.Sqrt(0.0625 / 3.0), result.StandardError(fold => fold.Accuracy), 1e-15);
    }

    [Fact]
    public void TheSimplestWithinOneStandardErrorOfTheBestIsFound()
    {
        Dictionary<string, double[]> accuracies = new()
        {
            ["simplest"] = [0.5, 0.5], ["simple"] = [0.7, 0.8], ["best"] = [0.7, 0.9], ["last"] = [0.6, 0.9],
        };
        int round = -1;
        CandidateTable<string> table = CrossValidation.Compare(
            [.. accuracies.Keys],
            Folds(2),
            _ =>
            {
                round++;
                return name => Measures(accuracies[name][round..])(new Fold([], []));
            },
            fold => fold.Accuracy);
        Assert.Equal("best", table.Best.Value);
        Assert.Equal("simple", table.Simplest.Value);
        Assert.Equal(0.1, table.Best.StandardError, 1e-12);
    }

    [Fact]
    public void ACancelledRunEndsWithAnException()
    {
        using var cancellation = new CancellationTokenSource();
        int measured = 0;
        Assert.Throws<OperationCanceledException>(() => CrossValidation.Run(
            Folds(3),
            fold =>
            {
                measured++;
                cancellation.Cancel();
                return Measures([1.0])(fold);
            },
            null,
            cancellation.Token));
        Assert.Equal(1, measured);
    }

    [Fact]
    public void NothingToCompareIsRefused()
    {
        Assert.Throws<ArgumentException>(() => CrossValidation.Run([], Measures([1.0])));
        Assert.Throws<ArgumentException>(() => CrossValidation.Compare<int>([], Folds(2), _ => _ => Measures([1.0])(new Fold([], [])), fold => fold.Accuracy));
    }

    private static IReadOnlyList<Fold> Folds(int count) => AutoGradLinear.Folds.Stratified([0, 1, 0, 1, 0, 1], 2, count, 0);

    /// <summary>Gives results of these accuracies, one after another.</summary>
    private static Func<Fold, EvaluationResult> Measures(double[] accuracies)
    {
        int next = 0;
        return _ =>
        {
            double accuracy = accuracies[next++];
            return new EvaluationResult(1, accuracy, 0.0, new ConfusionMatrix(["a", "b"], [accuracy, 1.0 - accuracy, 0.0, 0.0]));
        };
    }

    private sealed class Listener(List<int> completed) : IProgress<CrossValidationProgress>
    {
        public void Report(CrossValidationProgress value) => completed.Add(value.Completed);
    }
}
