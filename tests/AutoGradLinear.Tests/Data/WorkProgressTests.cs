using Xunit;

namespace AutoGradLinear.Tests.Data;

/// <summary>What is fitted and applied to many rows tells how far it is, and ends when it should.</summary>
public class WorkProgressTests
{
    private const int Rows = 1000;

    private static readonly int[] Labels = [.. Enumerable.Range(0, Rows).Select(row => row % 2)];

    private static readonly ClassificationDataset Dense = ClassificationDataset.FromRows<int>(
        [.. Enumerable.Range(0, Rows).Select(row => new[] { row, row % 7, 1.0 })], Labels);

    private static readonly FeatureTable Table = FeatureTable.FromColumns<int>(
        [.. Enumerable.Range(0, 40).Select(j => new NumericColumn($"x{j}", [.. Enumerable.Range(0, Rows).Select(row => (double)(row * j))]))], Labels);

    private static readonly TextDataset Texts = TextDataset.From<int>([.. Enumerable.Range(0, Rows).Select(row => $"text number {row}")], Labels);

    private static readonly PreparationStep[] Steps = [PreparationStep.DropConstant(), PreparationStep.Standardize(center: false), PreparationStep.UnitRows()];

    public static TheoryData<string> Names => [.. Works.Keys];

    private static Dictionary<string, Action<IProgress<double>?, CancellationToken>> Works { get; } = new()
    {
        ["Preparation.Fit, dense"] = (progress, token) => Preparation.Fit(Dense, Steps, progress, token),
        ["Preparation.Fit, sparse"] = (progress, token) => Preparation.Fit(Dense.ToSparse(), Steps, progress, token),
        ["Preparation.Apply, dense"] = (progress, token) => Preparation.Fit(Dense, Steps).Apply(Dense, progress, token),
        ["Preparation.Apply, sparse"] = (progress, token) => Preparation.Fit(Dense, Steps).Apply(Dense.ToSparse(), progress, token),
        ["TableEncoder.Fit"] = (progress, token) => TableEncoder.Fit(Table, null, progress, token),
        ["TableEncoder.Apply, dense"] = (progress, token) => TableEncoder.Fit(Table).Apply(Table, progress, token),
        ["TableEncoder.Apply, sparse"] = (progress, token) => TableEncoder.Fit(Table, new() { Storage = TableStorage.Sparse }).Apply(Table, progress, token),
        ["TextVectorizer.Fit, vocabulary"] = (progress, token) => TextVectorizer.Fit(Texts, null, progress, token),
        ["TextVectorizer.Fit, hashes"] = (progress, token) => TextVectorizer.Fit(Texts, new() { HashBits = 8 }, progress, token),
        ["TextVectorizer.Apply"] = (progress, token) => TextVectorizer.Fit(Texts).Apply(Texts, progress, token),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void ProgressRisesFromTheStartToTheEnd(string work)
    {
        var parts = new List<double>();
        Works[work](new Reports(parts.Add), CancellationToken.None);
        Assert.Equal(0.0, parts[0]);
        Assert.Equal(1.0, parts[^1]);
        Assert.True(parts.Count > 20, $"There are only {parts.Count} reports.");
        Assert.Equal(parts.Order(), parts);
        Assert.Equal(parts.Distinct(), parts);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void CancellingEndsTheWork(string work)
    {
        using var source = new CancellationTokenSource();
        int reports = 0;
        var progress = new Reports(_ =>
        {
            if (++reports == 3)
                source.Cancel();
        });
        Assert.Throws<OperationCanceledException>(() => Works[work](progress, source.Token));
        Assert.Equal(3, reports);
    }

    [Fact]
    public void StepsThatNeedNoPassAreDoneAtOnce()
    {
        var parts = new List<double>();
        Preparation.Fit(Dense, [PreparationStep.Scale(2.0)], new Reports(parts.Add));
        Assert.Equal([1.0], parts);
    }

    private sealed class Reports(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}
