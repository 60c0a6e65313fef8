using AutoGradLinear.Tests.Losses;
using Xunit;

namespace AutoGradLinear.Tests.Training.Selection;

/// <summary>Along a path of regularisation, each training starts from its neighbour's model.</summary>
public class WarmStartTests
{
    private static readonly SearchOptions ByLoss = new() { Score = SearchMeasure.NegativeMeanLoss };

    [Fact]
    public void ThePathComesToTheMinimaOfColdStarts()
    {
        CandidateTable<double> cold = Searches.OverStrengths(ByLoss).Run(Searches.Iris).Table;
        CandidateTable<double> warm = Searches.OverStrengths(ByLoss with { WarmStart = true }).Run(Searches.Iris).Table;
        foreach ((Candidate<double> expected, Candidate<double> found) in cold.Candidates.Zip(warm.Candidates))
        {
            // Both are within the solver's tolerance of the one minimum, and not the same bits, but for the first, which starts from zeros.
            foreach ((double a, double b) in expected.Scores.Zip(found.Scores))
                Assert.Equal(a, b, 1e-4);
        }

        Assert.Equal(cold.Candidates[0].Scores, warm.Candidates[0].Scores);
        Assert.NotEqual(cold.Candidates[3].Scores, warm.Candidates[3].Scores);
    }

    [Fact]
    public void EachTrainingGetsTheModelBeforeItInItsFold()
    {
        var starts = new List<(double Strength, LinearClassifier? Model)>();
        HyperparameterSearch.Grid(Space.LogGrid(1e-1, 1e-3, 3), Record, ByLoss with { Folds = 2, WarmStart = true, MaxThreads = 1 }).Run(Searches.Iris);
        Assert.Equal([1e-1, 1e-2, 1e-3, 1e-1, 1e-2, 1e-3], starts.Select(start => start.Strength));
        Assert.Equal([true, false, false, true, false, false], starts.Select(start => start.Model is null));
        Assert.Equal(4, starts.Select(start => start.Model).OfType<LinearClassifier>().Distinct().Count());

        Trainer<SoftmaxClassifierUnderTest> Record(double strength, TrainingOptions options)
        {
            starts.Add((strength, options.InitialModel));
            return Searches.Softmax(strength, options);
        }
    }

    [Fact]
    public void AFailedCandidateDoesNotBreakThePath()
    {
        CandidateTable<double> table = HyperparameterSearch.Grid([1e-1, -1.0, 1e-2], Searches.Softmax, ByLoss with { WarmStart = true }).Run(Searches.Iris).Table;
        CandidateTable<double> without = HyperparameterSearch.Grid([1e-1, 1e-2], Searches.Softmax, ByLoss with { WarmStart = true }).Run(Searches.Iris).Table;
        Assert.NotNull(table.Candidates[1].Failure);
        Assert.Equal(without.Candidates[1].Scores, table.Candidates[2].Scores);
    }
}
