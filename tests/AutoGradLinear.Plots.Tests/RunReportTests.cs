using System.Text.RegularExpressions;
using AutoGradLinear.Data;
using AutoGradLinear.Losses;
using Microsoft.Playwright;
using Xunit;

namespace AutoGradLinear.Plots.Tests;

public sealed partial class RunReportTests : IDisposable
{
    private const long MostBytes = 5_000_000;

    private readonly string folder = Directory.CreateTempSubdirectory("agl-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [BrowserFact]
    public async Task TheReportOfDigitsIsFineInABrowser()
    {
        (SoftmaxClassifier model, ClassificationDataset train, ClassificationDataset test) = Samples.Digits;
        string path = Path.Combine(folder, "digits.html");
        RunReport.Save(path, model, train, test, new RunReportOptions { Image = new ImageShape(8, 8), Training = new TrainingOptions { Seed = 7 } });

        Assert.InRange(new FileInfo(path).Length, 1, MostBytes);
        await AssertFine(path);
    }

    [BrowserFact]
    public async Task TheBrowserWouldTellWhatIsWrong()
    {
        string path = Path.Combine(folder, "wrong.html");
        File.WriteAllText(path, """
            <main><p style="width:2000px">wide</p><img src="data:image/png;base64,AAAA" alt="broken"><img src="file:///nowhere.png" alt="missing">
            <script>throw new Error('bad')</script></main>
            """);
        IReadOnlyList<string> problems = await Browser.ProblemsOf(path, 390, ColorScheme.Light);

        Assert.Contains(problems, problem => problem.StartsWith("page "));
        Assert.Contains("broken", problems);
        Assert.Contains(problems, problem => problem.StartsWith("not loaded: file:///nowhere.png"));
        Assert.Contains(problems, problem => problem.StartsWith("script: ") && problem.Contains("bad"));
    }

    [BrowserFact]
    public async Task HostileNamesAreOnlyText()
    {
        ClassificationDataset data = Samples.WithNames(ReportPageTests.Hostile, new string('W', 300), "<b onmouseover=alert(1)>" + new string('i', 300));
        LogisticClassifier model = LogisticClassifier.Train(data, new Logistic<float>(), new L2<float>(1e-2f));
        string path = Path.Combine(folder, "hostile.html");
        RunReport.Save(path, model, data, data, new RunReportOptions { Title = ReportPageTests.Hostile, Command = ReportPageTests.Hostile });

        string html = File.ReadAllText(path);
        Assert.DoesNotContain("<script", html);
        Assert.DoesNotContain("<b ", html);
        Assert.DoesNotContain("<img src=x", html);
        await AssertFine(path);
    }

    [Fact]
    public void TheReportHasWhatItTakesToRepeatTheRun()
    {
        (SoftmaxClassifier model, ClassificationDataset train, ClassificationDataset test) = Samples.Iris;
        var options = new RunReportOptions { Command = "train --iris", Training = new TrainingOptions { Seed = 4711, ClassWeights = ClassWeights.Balanced }, Landscape = null };
        string html = RunReport.Create(model, train, test, options).ToHtml();

        Assert.Contains(DataFingerprint.Of(train), html);
        Assert.Contains(DataFingerprint.Of(test), html);
        Assert.Contains("train --iris", html);
        Assert.Contains("4711", html);
        Assert.Contains(">Balanced<", html);
        Assert.Contains(typeof(LinearClassifier).Assembly.GetName().Version!.ToString(3), html);
        foreach (string option in typeof(TrainingOptions).GetProperties().Select(property => property.Name).Where(name => name != "EqualityContract"))
            Assert.Contains($">{option}<", html);
    }

    [Fact]
    public void ExamplesOfWeightZeroAreNoError()
    {
        (SoftmaxClassifier model, ClassificationDataset train, ClassificationDataset test) = Samples.Iris;
        ClassificationDataset weighted = test.WithWeights([.. Enumerable.Range(0, test.Count).Select(row => 0.25 * (row % 4))]);
        string html = RunReport.Create(model, train, weighted, new RunReportOptions { Landscape = null }).ToHtml();
        Assert.Contains(DataFingerprint.Of(weighted), html);
    }

    [Fact]
    public void HeadingsAreInOrderAndImagesHaveTexts()
    {
        (SoftmaxClassifier model, ClassificationDataset train, ClassificationDataset test) = Samples.Iris;
        string html = RunReport.Create(model, train, test).ToHtml();

        int[] levels = [.. Heading().Matches(html).Select(match => int.Parse(match.Groups[1].Value))];
        Assert.Equal(1, levels[0]);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.InRange(pair.Second, 2, pair.First + 1));
        Assert.All(Image().Matches(html), match => Assert.Matches("alt=\"[^\"]{20,}\"", match.Value));
        Assert.Equal(Image().Count(html), Regex.Count(html, "<details>"));
    }

    [Fact]
    public void AnImageOfAnotherSizeIsRefused()
    {
        (SoftmaxClassifier model, ClassificationDataset train, ClassificationDataset test) = Samples.Iris;
        ArgumentException error = Assert.Throws<ArgumentException>(() => RunReport.Create(model, train, test, new RunReportOptions { Image = new ImageShape(8, 8) }));
        Assert.Contains("8 × 8 pixels of 1 channels are 64 features; there are 4.", error.Message);
    }

    private static async Task AssertFine(string path)
    {
        foreach ((int width, ColorScheme scheme) in new[] { (390, ColorScheme.Dark), (1280, ColorScheme.Light) })
            Assert.Empty(await Browser.ProblemsOf(path, width, scheme));
    }

    [GeneratedRegex("<h([1-6])")]
    private static partial Regex Heading();

    [GeneratedRegex("<img [^>]*>")]
    private static partial Regex Image();
}
