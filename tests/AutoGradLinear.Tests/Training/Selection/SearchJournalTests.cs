using AutoGradLinear.Tests.Data.Files;
using AutoGradLinear.Tests.Losses;
using Xunit;

namespace AutoGradLinear.Tests.Training.Selection;

/// <summary>A search that was killed goes on where its journal ends, with the same result.</summary>
public sealed class SearchJournalTests : IDisposable
{
    private static readonly SearchOptions Options = new() { Folds = 3, MaxThreads = 2, AlsoMeasured = [SearchMeasure.NegativeMeanLoss] };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AJournalCutAnywhereGivesTheSameTable(bool warm)
    {
        var search = Searches.OverStrengths(Options with { WarmStart = warm });
        string path = folder.PathOf("search.jsonl");
        string whole = Searches.Bits(search.Run(Searches.Iris, journal: path).Table);
        byte[] journal = File.ReadAllBytes(path);
        for (int length = 0; length < journal.Length; length += 151)
        {
            File.WriteAllBytes(path, journal[..length]);
            Assert.Equal(whole, Searches.Bits(search.Run(Searches.Iris, journal: path).Table));
            Assert.Equal(13, File.ReadAllLines(path).Length);
        }
    }

    [Fact]
    public void OnlyWhatIsMissingIsTrained()
    {
        string path = folder.PathOf("search.jsonl");
        int trained = 0;
        var search = HyperparameterSearch.Grid([1e-1, 1e-2], Count, Options with { MaxThreads = 1 });
        search.Run(Searches.Iris, journal: path);
        Assert.Equal(6, trained);
        File.WriteAllLines(path, File.ReadAllLines(path)[..^2]);
        search.Run(Searches.Iris, journal: path);
        Assert.Equal(8, trained);
        search.Run(Searches.Iris, journal: path);
        Assert.Equal(8, trained);

        Trainer<SoftmaxClassifierUnderTest> Count(double strength, TrainingOptions options)
        {
            trained++;
            return Searches.Softmax(strength, options);
        }
    }

    [Fact]
    public void AnInterruptedRunKeepsWhatIsFinished()
    {
        string path = folder.PathOf("search.jsonl");
        int trained = 0;
        using var cancellation = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => HyperparameterSearch.Grid([1e-1, 1e-2, 1e-3], CancelAtTheFifth, Options with { MaxThreads = 1 })
            .Run(Searches.Iris, journal: path, cancellationToken: cancellation.Token));
        Assert.Equal(1 + 4, File.ReadAllLines(path).Length);
        var search = HyperparameterSearch.Grid([1e-1, 1e-2, 1e-3], Searches.Softmax, Options);
        Assert.Equal(Searches.Bits(search.Run(Searches.Iris).Table), Searches.Bits(search.Run(Searches.Iris, journal: path).Table));

        Trainer<SoftmaxClassifierUnderTest> CancelAtTheFifth(double strength, TrainingOptions options)
        {
            if (++trained == 5)
                cancellation.Cancel();
            return Searches.Softmax(strength, options);
        }
    }

    [Fact]
    public void TwoRunsDoNotShareAJournal()
    {
        string path = folder.PathOf("search.jsonl");
        var inner = Searches.OverStrengths(Options);
        HyperparameterSearch.Grid([1e-1], (strength, options) =>
        {
            Assert.Throws<IOException>(() => inner.Run(Searches.Iris, journal: path));
            return Searches.Softmax(strength, options);
        }, Options).Run(Searches.Iris, journal: path);
    }

    [Fact]
    public void RoundsOfHalvingGoOnToo()
    {
        var search = HyperparameterSearch.SuccessiveHalving(Space.LogGrid(1, 1e-4, 5), HalvingResource.Examples(), Searches.Softmax, Options);
        string path = folder.PathOf("search.jsonl");
        string whole = Searches.Bits(search.Run(Searches.Iris, journal: path).Table);
        string[] lines = File.ReadAllLines(path);
        Assert.Equal(1 + (3 * (5 + 2)), lines.Length);
        foreach (int kept in new[] { 5, 17, 20 })
        {
            File.WriteAllLines(path, lines[..kept]);
            Assert.Equal(whole, Searches.Bits(search.Run(Searches.Iris, journal: path).Table));
        }
    }

    [Fact]
    public void FailuresAndInfinitiesAreRemembered()
    {
        var infinite = new SearchMeasure("infinite", _ => double.NegativeInfinity);
        var search = HyperparameterSearch.Grid([-1.0, 1e-2], Searches.Softmax, Options with { AlsoMeasured = [infinite] });
        string path = folder.PathOf("search.jsonl");
        string whole = Searches.Bits(search.Run(Searches.Iris, journal: path).Table);
        Assert.Equal(whole, Searches.Bits(search.Run(Searches.Iris, journal: path).Table));
    }

    [Fact]
    public void AnotherSearchIsRefusedByWhatDiffers()
    {
        string path = folder.PathOf("search.jsonl");
        Searches.OverStrengths(Options).Run(Searches.Iris, journal: path);
        byte[] before = File.ReadAllBytes(path);
        Assert.Contains("data differ", Refusal(() => Searches.OverStrengths(Options).Run(Searches.Iris.ScaledBy(2.0), journal: path)));
        Assert.Contains("folds differ", Refusal(() => Searches.OverStrengths(Options with { Seed = 1 }).Run(Searches.Iris, journal: path)));
        Assert.Contains("candidates differ", Refusal(() => HyperparameterSearch.Grid([1.0], Searches.Softmax, Options).Run(Searches.Iris, journal: path)));
        Assert.Contains("settings differ", Refusal(() => Searches.OverStrengths(Options with { WarmStart = true }).Run(Searches.Iris, journal: path)));
        Assert.Equal(before, File.ReadAllBytes(path));
    }

    [Fact]
    public void AJournalOfAnOlderVersionIsRefusedByName()
    {
        string path = folder.PathOf("search.jsonl");
        Searches.OverStrengths(Options).Run(Searches.Iris, journal: path);
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"version\":2", "\"version\":1", StringComparison.Ordinal));
        var exception = Assert.Throws<DataFormatException>(() => Searches.OverStrengths(Options).Run(Searches.Iris, journal: path));
        Assert.Contains("delete the journal", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OtherFilesAndDamageAreRefusedAndLeftAlone()
    {
        string other = folder.Write("data.csv", "a,b\n1,2\n");
        Assert.Contains("no journal", Assert.Throws<DataFormatException>(() => Searches.OverStrengths(Options).Run(Searches.Iris, journal: other)).Message);
        Assert.Equal("a,b\n1,2\n", File.ReadAllText(other));
        string alike = folder.Write("data.json", "{\"format\":\"of somebody else\"}"); // one line, which does not end
        Assert.Contains("no journal", Assert.Throws<DataFormatException>(() => Searches.OverStrengths(Options).Run(Searches.Iris, journal: alike)).Message);
        Assert.Equal("{\"format\":\"of somebody else\"}", File.ReadAllText(alike));

        string path = folder.PathOf("search.jsonl");
        Searches.OverStrengths(Options).Run(Searches.Iris, journal: path);
        string[] lines = File.ReadAllLines(path);
        foreach (string damaged in new[] { lines[2][..20], lines[2].Replace("\"fold\":", "\"fold\":9", StringComparison.Ordinal), "7", "{}" })
        {
            File.WriteAllLines(path, [.. lines[..2], damaged, .. lines[3..]]);
            Assert.Contains("line 3", Assert.Throws<DataFormatException>(() => Searches.OverStrengths(Options).Run(Searches.Iris, journal: path)).Message);
        }
    }

    [Fact]
    public void CandidatesThatLookTheSameAreRefused()
    {
        var search = HyperparameterSearch.Grid([new Opaque(1.0), new Opaque(2.0)], (candidate, options) => Searches.Softmax(candidate.Strength, options), Options);
        Assert.Contains("candidates 0 and 1", Assert.Throws<ArgumentException>(() => search.Run(Searches.Iris, journal: folder.PathOf("search.jsonl"))).Message);
    }

    private static string Refusal(Action run) => Assert.Throws<InvalidOperationException>(run).Message;

    private sealed class Opaque(double strength)
    {
        public double Strength { get; } = strength;
    }
}
