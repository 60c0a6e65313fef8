using AutoGradLinear.Losses;
using Xunit;

namespace AutoGradLinear.Tests.Training.Diagnosis;

public class LearningCurveTests
{
    private static readonly ClassificationDataset Iris = SampleData.Iris();
    private static readonly Trainer<SoftmaxClassifier> Trainer = SoftmaxClassifier.Trainer(default, new L2<float>(1e-3f));

    [Fact]
    public void SharesGrowAndTheGapCloses()
    {
        var completed = new List<CrossValidationProgress>();
        LearningCurve curve = LearningCurve.Run(Trainer, Iris, null, new Listener(completed));
        Assert.Equal([8, 15, 30, 60, 120], curve.Steps.Select(step => step.Count)); // shares of 120 of 150
        Assert.Equal(Enumerable.Range(1, 25).Select(done => new CrossValidationProgress(done, 25)), completed);
        IReadOnlyList<LearningCurvePoint> losses = curve.Points(result => result.MeanLoss);
        Assert.True(losses[0].HeldOut - losses[0].Training > losses[^1].HeldOut - losses[^1].Training);
        Assert.True(losses[0].HeldOut > losses[^1].HeldOut);
        Assert.True(losses[0].HeldOutError > 0.0);
        Assert.StartsWith("examples  training accuracy", curve.ToString(), StringComparison.Ordinal);
        Assert.Equal(7, curve.ToString().Split('\n').Length);
    }

    [Fact]
    public void ThePointsAreThoseOfSeparateTrainings()
    {
        // The share 1 of a fold is the fold's training rows: what a cross-validation with the same seed measures.
        var options = new LearningCurveOptions { Shares = [1.0], Rounds = 3, Seed = 5, KeepExamples = true };
        LearningCurve curve = LearningCurve.Run(Trainer, Iris, options);
        CrossValidationResult expected = CrossValidation.Run(Trainer, Iris, folds: 3, seed: 5);
        Assert.Equal(expected.Folds.Select(fold => fold.MeanLoss), curve.Steps[0].HeldOut.Folds.Select(fold => fold.MeanLoss));
        Assert.Equal(expected.Mean(fold => fold.LogLoss), curve.Points(result => result.LogLoss)[0].HeldOut);
    }

    [Fact]
    public void HeldOutDataOfTheirOwnAreMeasuredInEveryRound()
    {
        var (train, heldOut) = Iris.Split(0.4, seed: 2);
        LearningCurve curve = LearningCurve.Run(Trainer, train, heldOut, new LearningCurveOptions { Shares = [0.2, 1.0], Rounds = 3 });
        Assert.All(curve.Steps, step => Assert.All(step.HeldOut.Folds, result => Assert.Equal(60, result.Count)));
        Assert.Equal([18, 90], curve.Steps.Select(step => step.Count));
        IReadOnlyList<LearningCurvePoint> points = curve.Points(result => result.MeanLoss);
        Assert.True(points[0].HeldOutError > 0.0);
        Assert.Equal(0.0, points[1].HeldOutError, 1e-15); // no choice of examples is left
        Assert.Throws<InvalidOperationException>(() => curve.Points(result => result.LogLoss));
    }

    [Fact]
    public void OneRoundHasNoStandardError()
    {
        var (train, heldOut) = Iris.Split(0.4, seed: 2);
        LearningCurve curve = LearningCurve.Run(new MajorityTrainer(), train, heldOut, new LearningCurveOptions { Rounds = 1 });
        Assert.True(double.IsNaN(curve.Points(result => result.Accuracy)[0].HeldOutError));
        Assert.DoesNotContain("±", curve.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ExamplesOfWeightZeroAreNotTrainedOn()
    {
        ClassificationDataset data = Iris.WithWeights([.. Enumerable.Range(0, 150).Select(i => i % 3 == 0 ? 0.0 : 1.0)]);
        LearningCurve curve = LearningCurve.Run(new MajorityTrainer(), data, Iris, new LearningCurveOptions { Shares = [0.5, 1.0] });
        Assert.Equal([50, 100], curve.Steps.Select(step => step.Count));
    }

    [Fact]
    public void SettingsAndCancellationAreHeeded()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningCurve.Run(Trainer, Iris, new LearningCurveOptions { Shares = [0.5, 0.5] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningCurve.Run(Trainer, Iris, new LearningCurveOptions { Shares = [0.0] }));
        Assert.Contains(
            "larger share",
            Assert.Throws<ArgumentException>(() => LearningCurve.Run(Trainer, Iris, new LearningCurveOptions { Shares = [0.001] })).Message,
            StringComparison.Ordinal);
        Assert.Throws<OperationCanceledException>(() => LearningCurve.Run(Trainer, Iris, cancellationToken: new CancellationToken(canceled: true)));
    }

    private sealed class Listener(List<CrossValidationProgress> completed) : IProgress<CrossValidationProgress>
    {
        public void Report(CrossValidationProgress value) => completed.Add(value);
    }
}
