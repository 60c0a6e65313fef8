using System.Text.RegularExpressions;
using LectureTour;
using LectureTour.Chapters;
using LectureTour.HardCases;
using LectureTour.Losses;
using LectureTour.Worked;
using Xunit;

namespace AutoGradLinear.Plots.Tests;

/// <summary>samples/LectureTour: the lecture's worked numbers, its hard cases, and its page.</summary>
public sealed class LectureTourTests : IDisposable
{
    /// <summary>The lecture's numbers have one or two places.</summary>
    private const double OneUnitOfPrint = 0.005;

    private static readonly Lazy<string> Page = new(() => Tour.Run(new LectureContext()).ToHtml());

    private readonly string folder = Directory.CreateTempSubdirectory("agl-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void TheHingeHasTheLecturesNumbers()
    {
        Assert.Equal(2.9, WorkedImage.Cat.Loss(new Hinge(1f)), OneUnitOfPrint);
        Assert.Equal(0.0, WorkedImage.Car.Loss(new Hinge(1f)), OneUnitOfPrint);
        Assert.Equal(12.9, WorkedImage.Frog.Loss(new Hinge(1f)), OneUnitOfPrint);
        Assert.Equal(5.27, HingeChapter.Mean, OneUnitOfPrint);
    }

    [Fact]
    public void TheHingesGradientCountsBrokenMargins()
    {
        Assert.Equal([-1f, 1f, 0f], WorkedImage.Cat.Gradient(new Hinge(1f)));
        Assert.Equal([0f, 0f, 0f], WorkedImage.Car.Gradient(new Hinge(1f)));
        Assert.Equal([1f, 1f, -2f], WorkedImage.Frog.Gradient(new Hinge(1f)));
    }

    /// <summary>By hand from 2.9 for the cat: the term of j = y is 1; C − 1 is 2; 2.9² is 8.41. Under 2 W: 10.2 − 6.4 + 1 is 4.8.</summary>
    [Fact]
    public void VariantsOfTheHingeAreWhatTheTextSays()
    {
        Assert.Equal(3.9, WorkedImage.Cat.Loss(new HingeOverAllClasses(1f)), OneUnitOfPrint);
        Assert.Equal(1.45, WorkedImage.Cat.Loss(new MeanHinge(1f)), OneUnitOfPrint);
        Assert.Equal(8.41, WorkedImage.Cat.Loss(new HingeOfSquares(1f)), OneUnitOfPrint);
        Assert.Equal(4.8, WorkedImage.Cat.Scaled(2f).Loss(new Hinge(1f)), OneUnitOfPrint);
        Assert.Equal(0.0, WorkedImage.Car.Scaled(2f).Loss(new Hinge(1f)), OneUnitOfPrint);
    }

    [Fact]
    public void SoftmaxHasTheLecturesNumbers()
    {
        float[] probabilities = SoftmaxChapter.CatProbabilities;
        Assert.Equal(0.13, probabilities[0], OneUnitOfPrint);
        Assert.Equal(0.87, probabilities[1], OneUnitOfPrint);
        Assert.Equal(0.00, probabilities[2], OneUnitOfPrint);
        Assert.Equal(2.04, WorkedImage.Cat.Loss(default(CrossEntropy)), OneUnitOfPrint);
        Assert.Equal(2.04, SoftmaxChapter.Divergence([1.0, 0.0, 0.0], probabilities), OneUnitOfPrint);
    }

    [Fact]
    public void WhatIsGeneratedDoesNotOverflow()
    {
        Assert.Equal(666f, default(CrossEntropy).Evaluate([123f, 456f, 789f], 0));
        Assert.Equal(float.NaN, default(CrossEntropy).Value([123f, 456f, 789f], 0));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(10)]
    public void EqualScoresHaveTheInitialLoss(int classCount)
    {
        Assert.Equal(classCount - 1, HingeQuestionsChapter.InitialLoss(new Hinge(1f), classCount));
        Assert.Equal(Math.Log(classCount), HingeQuestionsChapter.InitialLoss(default(CrossEntropy), classCount), 1e-6);
    }

    /// <summary>The products by hand, such as 0.2 · 56 − 0.5 · 231 + 0.1 · 24 + 2 · 2 + 1.1.</summary>
    [Fact]
    public void TheImageOfFourPixelsHasTheseScores()
    {
        Assert.Equal(-96.8, ScoresChapter.Score(0), 1e-9);
        Assert.Equal(437.9, ScoresChapter.Score(1), 1e-9);
        Assert.Equal(60.75, ScoresChapter.Score(2), 1e-9);
    }

    [Fact]
    public void TheRingNeedsBothPowersOfTheNorm()
    {
        var run = new HardCaseRun(HardCase.Ring);
        Assert.InRange(run.Linear(HardCase.Coordinates).Accuracy, 0.3, 0.7);
        Assert.InRange(run.Linear(HardCase.WithNormSquared).Accuracy, 0.7, 0.95);
        Assert.Equal(1.0, run.Linear(HardCase.Ring.Features).Accuracy);
    }

    [Fact]
    public void TheNetworkSolvesTheQuadrants()
    {
        var run = new HardCaseRun(HardCase.Quadrants);
        Assert.InRange(run.Linear(HardCase.Coordinates).Accuracy, 0.3, 0.7);
        Assert.Equal(1.0, run.Linear(HardCase.Quadrants.Features).Accuracy);
        Assert.InRange(run.Network().Accuracy, 0.98, 1.0);
    }

    [Fact]
    public void TheModesNeedFeaturesOrANetwork()
    {
        var run = new HardCaseRun(HardCase.Modes);
        Assert.InRange(run.Linear(HardCase.Coordinates).Accuracy, 0.3, 0.7);
        Assert.InRange(run.Linear(HardCase.Modes.Features).Accuracy, 0.98, 1.0);
        Assert.InRange(run.Network().Accuracy, 0.95, 1.0);
    }

    [Fact]
    public void AllChaptersAreOnThePageAndEndWithWhatTheyShowed()
    {
        string[] chapters = Page.Value.Split("<h2")[1..];
        Assert.Equal(Tour.Chapters.Count, chapters.Length);
        Assert.All(chapters, chapter => Assert.Contains("What this showed:", chapter[chapter.LastIndexOf("<p ")..]));
    }

    [Fact]
    public void ThePageIsWellFormedAndAsksForNothing()
    {
        Stack<string> open = [];
        foreach (Match tag in Regex.Matches(Page.Value, "<(/?)([a-z][a-z0-9]*)[^>]*>"))
        {
            if (tag.Groups[1].Length > 0)
                Assert.Equal(open.Pop(), tag.Groups[2].Value);
            else if (tag.Groups[2].Value is not ("meta" or "img" or "source"))
                open.Push(tag.Groups[2].Value);
        }

        Assert.Empty(open);
        MatchCollection addresses = Regex.Matches(Page.Value, "(?:src|srcset|href)=\"([^\"]{0,11})");
        Assert.All(addresses, address => Assert.Matches("^(data:image/|#)", address.Groups[1].Value));
        Assert.DoesNotContain("NaN %", Page.Value);
    }

    [BrowserFact]
    public async Task ABrowserShowsThePageOnAPhoneAndOnAScreen()
    {
        string file = Path.Combine(folder, "lecture.html");
        File.WriteAllText(file, Page.Value);
        Assert.Empty(await Browser.ProblemsOf(file, 390, Microsoft.Playwright.ColorScheme.Dark));
        Assert.Empty(await Browser.ProblemsOf(file, 1280, Microsoft.Playwright.ColorScheme.Light));
    }

    [Fact]
    public void AFolderWithoutImagesSaysWhatIsMissing()
    {
        FileNotFoundException error = Assert.Throws<FileNotFoundException>(() => ImageSource.Read(folder, default).ToList());
        Assert.Contains(folder, error.Message);
        Assert.Contains("train-images-idx3-ubyte", error.Message);
    }

    [Theory]
    [InlineData("--data", "--data needs a folder.")]
    [InlineData("--output", "--output needs a file.")]
    [InlineData("--quick", "There is no option '--quick'.")]
    public void AWrongCommandLineSaysWhatToDo(string argument, string expected)
    {
        Assert.False(Arguments.TryParse([argument], out _, out string problem));
        Assert.Equal(expected, problem);
    }

    [Fact]
    public void AFolderThatIsNotThereIsRefusedBeforeAnythingRuns()
    {
        string missing = Path.Combine(folder, "missing");
        Assert.False(Arguments.TryParse(["--output", Path.Combine(missing, "lecture.html")], out _, out string output));
        Assert.False(Arguments.TryParse(["--data", missing], out _, out string data));
        Assert.Contains(missing, output);
        Assert.Contains(missing, data);
    }
}
