using AutoGradLinear.Losses;
using AutoGradLinear.Tests.Losses;
using Xunit;

namespace AutoGradLinear.Tests.Training.Selection;

/// <summary>A search trains every candidate in every fold, and chooses by rule.</summary>
public class HyperparameterSearchTests
{
    private static readonly SearchOptions TwoMeasures = new() { AlsoMeasured = [SearchMeasure.NegativeMeanLoss] };

    [Fact]
    public void ScoresAreThoseOfGridSearch()
    {
        // scikit-learn 1.2.1: GridSearchCV(LogisticRegression(tol=1e-12, max_iter=100000), {'C': [1 / (240 * l) for l in strengths]},
        // cv=PredefinedSplit(arange(150) % 5), scoring=['accuracy', 'neg_log_loss']) on load_iris; standard errors with divisor n − 1.
        double[] accuracies = [0.9266666666666667, 0.96, 0.9733333333333334, 0.9733333333333334];
        double[] errors = [0.019436506316150997, 0.006666666666666665, 0.0066666666666666645, 0.01247219128924647];
        double[] losses = [-0.43688172524216345, -0.19727096135631114, -0.09281405471125391, -0.06558333685143307];
        CandidateTable<double> table = Searches.OverStrengths(TwoMeasures).Run(Searches.Iris, Searches.EveryFifth).Table;
        for (int k = 0; k < 4; k++)
        {
            // Accuracies are of whole examples; losses differ by how close both solvers came to the minimum.
            Assert.Equal(accuracies[k], table.Candidates[k].Mean, 1e-12);
            Assert.Equal(errors[k], table.Candidates[k].StandardError, 1e-12);
            Assert.Equal(losses[k], table.Candidates[k].MeanOf(1), 1e-4);
        }

        Assert.Equal([4, 3, 1, 2], table.Candidates.Select(candidate => candidate.Rank));
        Assert.Equal(1e-3, table.Best.Value);
        Assert.Equal(1e-3, table.Simplest.Value);
    }

    [Fact]
    public void ResultsAreTheSameAtAnyNumberOfThreads()
    {
        foreach (bool warm in new[] { false, true })
        {
            string[] tables = [.. new[] { 1, 2, 7 }.Select(threads => Searches.Bits(
                Searches.OverStrengths(TwoMeasures with { MaxThreads = threads, WarmStart = warm }).Run(Searches.Iris).Table))];
            Assert.Equal(tables[0], tables[1]);
            Assert.Equal(tables[0], tables[2]);
        }
    }

    [Fact]
    public void TheComplexityOrdersCandidates()
    {
        HyperparameterSearch<double, SoftmaxClassifierUnderTest> search = HyperparameterSearch.Grid(
            [1e-3, 1e-1, 1e-2], Searches.Softmax, complexity: strength => -strength);
        Assert.Equal([1e-1, 1e-2, 1e-3], search.Candidates);
        Assert.Contains("NaN", Assert.Throws<ArgumentException>(
            () => HyperparameterSearch.Grid([1.0], Searches.Softmax, complexity: _ => double.NaN)).Message);
    }

    [Fact]
    public void TheChosenCandidateIsTrainedOnAllData()
    {
        SearchResult<double, SoftmaxClassifierUnderTest> result = HyperparameterSearch.Grid(
            [1e-2, 1e-4], Searches.Softmax, new SearchOptions { Score = SearchMeasure.NegativeMeanLoss }).Run(Searches.Iris);
        SoftmaxClassifierUnderTest expected = Searches.Softmax(1e-4, new TrainingOptions()).Train(Searches.Iris);
        Assert.Equal(1e-4, result.Chosen.Value);
        Assert.Equal(expected.Evaluate(Searches.Iris).MeanLoss, result.Train(Searches.Iris).Evaluate(Searches.Iris).MeanLoss);
    }

    [Fact]
    public void ASearchIsATrainerThatCanBeCrossValidated()
    {
        var search = Searches.OverStrengths(new SearchOptions { Folds = 3, Score = SearchMeasure.NegativeMeanLoss });
        CrossValidationResult nested = CrossValidation.Run(search, Searches.Iris, Searches.EveryFifth);
        for (int fold = 0; fold < 5; fold++)
        {
            (ClassificationDataset train, ClassificationDataset test) = Searches.Iris.Split(Searches.EveryFifth[fold]);
            double strength = search.Run(train).Chosen.Value;
            double expected = Searches.Softmax(strength, new TrainingOptions()).Train(train).Evaluate(test).MeanLoss;
            Assert.Equal(expected, nested.Folds[fold].MeanLoss);
        }
    }

    [Fact]
    public void AFailedCandidateIsARowAndNeverChosen()
    {
        SearchResult<int, NearestNeighbors> result = HyperparameterSearch.Grid(
            [1000, 1, 0], (k, options) => new NearestNeighborsTrainer(new() { K = k, MaxThreads = options.MaxThreads })).Run(Searches.Iris);
        Assert.Equal([2, 1, 3], result.Table.Candidates.Select(candidate => candidate.Rank));
        Assert.Equal(1, result.Best.Value);
        Assert.Equal(1, result.Simplest.Value);
        Assert.StartsWith("Fold 0: K lies between 1", result.Table.Candidates[0].Failure, StringComparison.Ordinal);
        Assert.True(double.IsNaN(result.Table.Candidates[0].Mean));
        Assert.Contains("failed: Fold 0", result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ALossThatIsNotFiniteIsAFailure()
    {
        SearchResult<double, SoftmaxClassifierUnderTest> result = HyperparameterSearch.Grid([-1.0, 1e-2], Searches.Softmax).Run(Searches.Iris);
        Assert.NotNull(result.Table.Candidates[0].Failure);
        Assert.Equal(1e-2, result.Best.Value);
    }

    [Fact]
    public void AllFailedIsAnError()
    {
        string message = Assert.Throws<InvalidOperationException>(
            () => HyperparameterSearch.Grid([-1.0, -2.0], Searches.Softmax).Run(Searches.Iris)).Message;
        Assert.Contains("all 2 failed", message, StringComparison.Ordinal);
    }

    [Fact]
    public void ATrainingThatDoesNotConvergeIsAFailureUnlessAllowed()
    {
        static Trainer<SoftmaxClassifierUnderTest> Short(int iterations, TrainingOptions options) => SoftmaxClassifierUnderTest.Trainer(
            default, new L2<double>(1e-4), options with { MaxIterations = iterations });
        SearchResult<int, SoftmaxClassifierUnderTest> strict = HyperparameterSearch.Grid([3, 1000], Short).Run(Searches.Iris);
        Assert.Contains("did not converge in 3 iterations", strict.Table.Candidates[0].Failure, StringComparison.Ordinal);
        Assert.Equal(1000, strict.Best.Value);
        CandidateTable<int> tolerant = HyperparameterSearch.Grid([3, 1000], Short, new SearchOptions { RequireConvergence = false }).Run(Searches.Iris).Table;
        Assert.All(tolerant.Candidates, candidate => Assert.Null(candidate.Failure));
    }

    [Fact]
    public void ProgressCountsEveryTrainingAndCancellationEndsTheRun()
    {
        var counts = new Counter(int.MaxValue, null);
        Searches.OverStrengths(new SearchOptions { MaxThreads = 2 }).Run(Searches.Iris, progress: counts);
        Assert.Equal(Enumerable.Range(1, 20), counts.Completed);

        using var cancellation = new CancellationTokenSource();
        var few = new Counter(3, cancellation);
        Assert.Throws<OperationCanceledException>(() => Searches.OverStrengths(new SearchOptions { MaxThreads = 1 }).Run(
            Searches.Iris, progress: few, cancellationToken: cancellation.Token));
        Assert.Equal([1, 2, 3], few.Completed);
    }

    [Fact]
    public void OtherExceptionsAreThrownAsTheyAre() => Assert.Throws<IOException>(() => HyperparameterSearch.Grid<int, NearestNeighbors>(
        [1, 2], (_, _) => throw new IOException("unplugged"), new SearchOptions { MaxThreads = 2 }).Run(Searches.Iris));

    [Fact]
    public void WhatCannotBeSearchedIsRefused()
    {
        Assert.Contains("no candidates", Assert.Throws<ArgumentException>(() => HyperparameterSearch.Grid(Array.Empty<double>(), Searches.Softmax)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => Searches.OverStrengths(new SearchOptions { Folds = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Searches.OverStrengths(new SearchOptions { MaxThreads = 0 }));
        Assert.Throws<ArgumentException>(() => Searches.OverStrengths().Run(Searches.Iris, [Searches.EveryFifth[0]]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Searches.OverStrengths().Run(Searches.Iris.Subset([0, 50, 100, 1, 51, 101]), Searches.EveryFifth));
    }

    private sealed class Counter(int last, CancellationTokenSource? cancellation) : IProgress<CrossValidationProgress>
    {
        public List<int> Completed { get; } = [];

        public void Report(CrossValidationProgress value)
        {
            Completed.Add(value.Completed);
            if (value.Completed == last)
                cancellation?.Cancel();
        }
    }
}
