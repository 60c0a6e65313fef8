using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using AutoGradLinear.Losses;
using AutoGradLinear.Tests.Data.Files;
using Xunit;

namespace AutoGradLinear.Tests.Training.Selection;

/// <summary>The samples of docs/selection.md are the text of these tests, and its numbers are what they print.</summary>
public partial class SelectionPageTests
{
    private sealed record Settings(double Strength, double Rate, bool Nesterov);

    [Fact]
    public void TheGridPrintsWhatThePageSays()
    {
        ClassificationDataset digits = SampleData.Digits().ScaledBy(1 / 16.0);
        var search = HyperparameterSearch.Grid(
            Space.LogGrid(1e-1, 1e-5, 9), // the strongest penalty, which gives the simplest model, first
            (strength, options) => SoftmaxClassifier.Trainer(default, new L2<float>((float)strength), options with { Tolerance = 1e-3 }),
            new SearchOptions { Folds = 5, Seed = 1, Rule = SelectionRule.OneStandardError });

        var result = search.Run(digits);
        Console.WriteLine(result);
        SoftmaxClassifier model = result.Train(digits); // the chosen one, on all data

        AssertPrinted(result.ToString());
        Assert.Equal(result.Simplest.Value, result.Chosen.Value);
        Assert.InRange(model.Evaluate(digits).Accuracy, result.Chosen.Mean, 1.0);
    }

    [Fact]
    public void RandomSearchAndHalvingRun()
    {
        (ClassificationDataset digits, _) = SampleData.Digits().ScaledBy(1 / 16.0).Split(0.8, seed: 1);

        Space<Settings> space =
            from strength in Space.LogUniform(1e-6, 1e-1)
            from rate in Space.LogUniform(1e-3, 1e-1)
            from nesterov in Space.Choice(true, false)
            select new Settings(strength, rate, nesterov);

        Trainer<SoftmaxClassifier> Make(Settings settings, TrainingOptions options) => SoftmaxClassifier.Trainer(
            default,
            new L2<float>((float)settings.Strength),
            options with { Solver = Solver.Sgd, LearningRate = settings.Rate, Nesterov = settings.Nesterov });

        var random = HyperparameterSearch.Random(
            space, count: 4, seed: 1, Make, new SearchOptions { Folds = 3 }, complexity: settings => -settings.Strength);

        var halving = HyperparameterSearch.SuccessiveHalving(
            space.Draw(27, seed: 1), HalvingResource.Epochs(most: 18), Make, new SearchOptions { Folds = 3 });

        Assert.Equal(4, random.Run(digits).Table.Candidates.Count);
        Assert.Equal([2, 6, 18], halving.Run(digits).Table.Candidates.Select(candidate => candidate.Resource!.Value).Distinct().Order());
    }

    [Fact]
    public void GroupsJournalsAndNestingRun()
    {
        ClassificationDataset digits = SampleData.Digits().ScaledBy(1 / 16.0);
        int[] writers = [.. Enumerable.Range(0, digits.Count).Select(row => row / 130)];
        var search = HyperparameterSearch.Grid(
            [1e-2, 1e-3],
            (strength, options) => SoftmaxClassifier.Trainer(default, new L2<float>((float)strength), options with { Tolerance = 1e-2 }),
            new SearchOptions { Folds = 3 });
        using var folder = new TemporaryFolder();
        string path = folder.PathOf("search.jsonl");

        IReadOnlyList<Fold> folds = Folds.Grouped(writers, count: 5, seed: 1);
        var grouped = search.Run(digits, folds);

        var resumable = search.Run(digits, journal: path);

        CrossValidationResult honest = CrossValidation.Run(search, digits, folds: 5, seed: 2);

        Assert.Equal(5, grouped.Best.Scores.Count);
        Assert.Equal(3, resumable.Best.Scores.Count);
        Assert.InRange(honest.Mean(fold => fold.Accuracy), 0.9, 1.0);
    }

    [Fact]
    public void EverySampleOfThePageIsCompiledHere()
    {
        string source = Words(File.ReadAllText(SourcePath()));
        foreach (Match sample in Sample().Matches(Page()))
        {
            foreach (string paragraph in sample.Groups[1].Value.Split("\n\n").Where(text => !text.StartsWith("using ", StringComparison.Ordinal)))
                Assert.Contains(Words(paragraph), source, StringComparison.Ordinal);
        }
    }

    /// <summary>The lines are those of the page, but for times; scores differ by no more than rounding on another machine may bring about.</summary>
    private static void AssertPrinted(string printed)
    {
        string[] shown = [.. Output().Match(Page()).Groups[1].Value.Split('\n')];
        string[] lines = printed.Split('\n');
        Assert.Equal(shown.Length, lines.Length);
        for (int i = 0; i < lines.Length; i++)
        {
            Assert.Equal(Number().Replace(Words(shown[i]), "#"), Number().Replace(Words(lines[i]), "#"));
            foreach ((Match expected, Match found) in Number().Matches(shown[i]).Zip(Number().Matches(lines[i])).Take(3))
                Assert.Equal(Value(expected), Value(found), 2e-3);
        }
    }

    private static double Value(Match number) => double.Parse(number.Value, CultureInfo.InvariantCulture);

    /// <summary>The text with its layout and its comments taken out.</summary>
    private static string Words(string text) => Regex.Replace(Regex.Replace(text, "//[^\n]*", " "), @"\s+", " ").Trim();

    private static string Page()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "AutoGradLinear.sln")))
            folder = folder.Parent!;
        return File.ReadAllText(Path.Combine(folder.FullName, "docs", "selection.md"));
    }

    private static string SourcePath([CallerFilePath] string path = "") => path;

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Sample();

    [GeneratedRegex("```\n(candidate.*?)```", RegexOptions.Singleline)]
    private static partial Regex Output();

    [GeneratedRegex(@"\d[\dE.-]*")]
    private static partial Regex Number();
}
