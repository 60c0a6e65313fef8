using AutoGradLinear.Losses;
using AutoGradLinear.Training;
using Xunit;

namespace AutoGradLinear.Tests.Training.Selection;

/// <summary>Many candidates get a little of the resource, few get all of it.</summary>
public class SuccessiveHalvingTests
{
    private static readonly ClassificationDataset Digits = SampleData.Digits();

    [Fact]
    public void RoundsHaveFewerCandidatesAndMoreOfTheResource()
    {
        // n, ⌈n/η⌉, … until ≤ η are left; R/η^(K−1−k) in round k.
        Assert.Equal([(81, 3), (27, 9), (9, 27), (3, 81)], Rounds(81, 3, 1, 81));
        Assert.Equal([(10, 25), (5, 50), (3, 100), (2, 200)], Rounds(10, 2, 1, 200));
        Assert.Equal([(10, 60), (5, 60), (3, 100), (2, 200)], Rounds(10, 2, 60, 200));
        Assert.Equal([(2, 50)], Rounds(2, 3, 1, 50));
        Assert.Equal([(9, 7), (3, 7)], Rounds(9, 3, 100, 7));
    }

    [Fact]
    public void TheLastRoundIsWhatAGridMeasures()
    {
        IReadOnlyList<double> strengths = Space.LogGrid(10, 1e-6, 8);
        var options = new SearchOptions { Folds = 3, Seed = 2, RequireConvergence = false };
        CandidateTable<double> halved = HyperparameterSearch.SuccessiveHalving(strengths, HalvingResource.Examples(), Softmax, options, factor: 2).Run(Digits).Table;
        CandidateTable<double> grid = HyperparameterSearch.Grid(strengths, Softmax, options).Run(Digits).Table;
        Candidate<double>[] last = [.. halved.Candidates.Where(candidate => candidate.Resource == 1198)];
        Assert.Equal(2, last.Length);
        Assert.Equal([1, 2], last.Select(candidate => candidate.Rank).Order());
        foreach (Candidate<double> candidate in last)
            Assert.Equal(grid.Candidates.Single(other => other.Value == candidate.Value).Scores, candidate.Scores);
        Assert.Equal([300, 300, 300, 300, 599, 599, 1198, 1198], halved.Candidates.Select(candidate => candidate.Resource!.Value).Order());
        Assert.Contains(halved.Simplest, last);
    }

    [Fact]
    public void ResultsAreTheSameAtAnyNumberOfThreads()
    {
        string[] tables = [.. new[] { 1, 2 }.Select(threads => Searches.Bits(HyperparameterSearch.SuccessiveHalving(
            Space.LogGrid(1, 1e-4, 5), HalvingResource.Examples(least: 50), Softmax, new SearchOptions { Folds = 2, MaxThreads = threads }).Run(Digits).Table))];
        Assert.Equal(tables[0], tables[1]);
    }

    [Fact]
    public void EpochsAndIterationsReachTheTrainer()
    {
        var given = new List<(int Epochs, int Iterations)>();
        var options = new SearchOptions { Folds = 2, MaxThreads = 1 };
        SearchResult<int, MajorityClassifier> result =
            HyperparameterSearch.SuccessiveHalving(Enumerable.Range(0, 4), HalvingResource.Epochs(most: 12), Record, options).Run(Digits);
        result.Train(Digits);
        Assert.Equal([4, 4, 4, 4, 4, 4, 4, 4, 12, 12, 12, 12, 12], given.Select(each => each.Epochs));
        given.Clear();
        HyperparameterSearch.SuccessiveHalving(Enumerable.Range(0, 4), HalvingResource.Iterations(most: 12), Record, options).Run(Digits);
        Assert.Equal([4, 4, 4, 4, 4, 4, 4, 4, 12, 12, 12, 12], given.Select(each => each.Iterations));

        Trainer<MajorityClassifier> Record(int candidate, TrainingOptions training)
        {
            given.Add((training.Epochs, training.MaxIterations));
            return new MajorityTrainer();
        }
    }

    [Fact]
    public void WhatIsOutOfRangeIsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => HalvingResource.Epochs(most: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => HalvingResource.Iterations(most: 5, least: 6));
        Assert.Throws<ArgumentOutOfRangeException>(() => HyperparameterSearch.SuccessiveHalving([1.0], HalvingResource.Examples(), Softmax, factor: 1));
    }

    private static Trainer<SoftmaxClassifier> Softmax(double strength, TrainingOptions options) =>
        SoftmaxClassifier.Trainer(default, new L2<float>((float)strength), options with { Tolerance = 1e-2 });

    private static IEnumerable<(int Count, int Resource)> Rounds(int count, int factor, int least, int most) =>
        SearchRung.Halve(count, factor, least, most).Select(rung => (rung.Count, rung.Resource!.Value));
}
