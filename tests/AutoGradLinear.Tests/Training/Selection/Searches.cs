using AutoGradLinear.Losses;
using AutoGradLinear.Tests.Losses;

namespace AutoGradLinear.Tests.Training.Selection;

/// <summary>Searches and data that several tests use.</summary>
internal static class Searches
{
    public static readonly ClassificationDataset Iris = SampleData.Iris();

    /// <summary>Row i is held out in fold i mod 5.</summary>
    public static readonly IReadOnlyList<Fold> EveryFifth =
    [
        .. Enumerable.Range(0, 5).Select(fold => new Fold(
            [.. Enumerable.Range(0, 150).Where(row => row % 5 != fold)], [.. Enumerable.Range(0, 150).Where(row => row % 5 == fold)])),
    ];

    /// <summary>Trains in doubles, close to the minimum.</summary>
    public static Trainer<SoftmaxClassifierUnderTest> Softmax(double strength, TrainingOptions options) =>
        SoftmaxClassifierUnderTest.Trainer(default, new L2<double>(strength), options with { Tolerance = 1e-8 });

    /// <summary>A search over strengths of a penalty.</summary>
    public static HyperparameterSearch<double, SoftmaxClassifierUnderTest> OverStrengths(SearchOptions? options = null) =>
        HyperparameterSearch.Grid(Space.LogGrid(1e-1, 1e-4, 4), Softmax, options);

    /// <summary>All that a table says but times, with every bit of the scores.</summary>
    public static string Bits<TCandidate>(CandidateTable<TCandidate> table) => string.Join(
        '\n',
        table.Candidates.Select(candidate =>
            $"{candidate.Value} {candidate.Rank} {candidate.Resource} {candidate.Failure} {string.Join(' ', candidate.FoldValues.SelectMany(values => values).Select(BitConverter.DoubleToInt64Bits))}"));
}
