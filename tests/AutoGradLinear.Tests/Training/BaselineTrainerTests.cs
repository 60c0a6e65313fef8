using Xunit;

namespace AutoGradLinear.Tests.Training;

/// <summary>The trainers of the baselines do what the classifiers' own methods do, in cross-validation, too.</summary>
public class BaselineTrainerTests
{
    private static readonly ClassificationDataset Iris = SampleData.Iris();

    [Fact]
    public void TheMajorityOfEquallyFrequentClassesIsAThird()
    {
        CrossValidationResult result = CrossValidation.Run(new MajorityTrainer(), Iris, folds: 5, seed: 3);

        // Every fold has 10 of each class, and 40 of each to count.
        Assert.All(result.Folds, fold => Assert.Equal(1.0 / 3.0, fold.Accuracy, 1e-15));
        Assert.All(result.Folds, fold => Assert.Equal(Math.Log(3.0), fold.MeanLoss, 1e-14)); // 30 terms
    }

    [Fact]
    public void TheMajorityIsThatOfTheTrainingRows()
    {
        ClassificationDataset data = ClassificationDataset.FromRows(new double[9], 1, ["a", "b", "b", "a", "b", "b", "a", "b", "b"]);

        MajorityClassifier model = new MajorityTrainer().Train(data);

        Assert.Equal("b", model.Classes[model.MajorityClass]);
        Assert.Equal(2.0 / 3.0, CrossValidation.Run(new MajorityTrainer(), data, folds: 3, seed: 1).Mean(fold => fold.Accuracy), 1e-15);
    }

    [Theory]
    [InlineData(1, NeighborDistance.L2)]
    [InlineData(3, NeighborDistance.L2)]
    [InlineData(5, NeighborDistance.L1)]
    public void NeighborsAreThoseOfTheFoldsTrainingRows(int k, NeighborDistance distance)
    {
        var options = new NearestNeighborsOptions { K = k, Distance = distance };
        IReadOnlyList<Fold> folds = Folds.Stratified(Iris.Labels, Iris.ClassCount, 5, seed: 3);

        CrossValidationResult result = CrossValidation.Run(new NearestNeighborsTrainer(options), Iris, folds: 5, seed: 3);

        Assert.Equal(folds.Select(fold => Measure(fold).Accuracy), result.Folds.Select(fold => fold.Accuracy));
        Assert.Equal(folds.Select(fold => Measure(fold).MeanLoss), result.Folds.Select(fold => fold.MeanLoss));
        Assert.InRange(result.Mean(fold => fold.Accuracy), 0.93, 0.99); // 95 % or so; with the test rows among the neighbours, 1 is 100 %

        EvaluationResult Measure(Fold fold)
        {
            ClassificationDataset test = Iris.Subset([.. fold.Test]);
            return NearestNeighbors.Train(Iris.Subset([.. fold.Train]), options).Evaluate(test);
        }
    }

    [Fact]
    public void OptionsReachTheModelAndAreChecked()
    {
        var options = new NearestNeighborsOptions { K = 7, Distance = NeighborDistance.L1, MaxThreads = 1 };

        NearestNeighbors model = new NearestNeighborsTrainer(options).Train(Iris);

        Assert.Same(options, model.Options);
        Assert.Same(Iris, model.TrainingData);
        Assert.Equal(1, new NearestNeighborsTrainer().Train(Iris).Options.K);
        Assert.Contains(
            "120", // four of five folds
            Assert.Throws<ArgumentOutOfRangeException>(() => CrossValidation.Run(new NearestNeighborsTrainer(options with { K = 121 }), Iris)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void ACancelledTrainingEndsWithAnException()
    {
        var cancelled = new CancellationToken(canceled: true);

        Assert.Throws<OperationCanceledException>(() => new MajorityTrainer().Train(Iris, null, cancelled));
        Assert.Throws<OperationCanceledException>(() => new NearestNeighborsTrainer().Train(Iris, null, cancelled));
        Assert.Throws<OperationCanceledException>(() => CrossValidation.Run(new NearestNeighborsTrainer(), Iris, cancellationToken: cancelled));
    }
}
