using AutoGradLinear.Losses;
using AutoGradLinear.Tests;
using Xunit;

namespace AutoGradLinear.Plots.Tests;

/// <summary>The code of docs/pictures.md.</summary>
public sealed class PicturesPageTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("agl-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void ThePageShowsThisCode() => DocumentedCode.AssertCompiled("pictures.md", "../AutoGradLinear.Plots.Tests/PicturesPageTests.cs");

    [Fact]
    public void TheCodeRuns()
    {
        string before = Environment.CurrentDirectory;
        Environment.CurrentDirectory = folder;
        try
        {
            Run();
        }
        finally
        {
            Environment.CurrentDirectory = before;
        }

        Assert.All(["digits.html", "confusion.png", "templates.svg", "landscape.png", "lecture.html"], name => Assert.True(File.Exists(Path.Combine(folder, name)), name));
        Assert.Contains("&lt;anything&gt;", File.ReadAllText(Path.Combine(folder, "lecture.html")));
    }

    private static void Run()
    {
        var (train, test) = SampleData.Digits().ScaledBy(1 / 16.0).Split(testFraction: 0.25, seed: 7);
        var options = new TrainingOptions { Seed = 7 };
        SoftmaxClassifier model = SoftmaxClassifier.Train(train, default, new L2<float>(1e-4f), options);

        RunReport.Save("digits.html", model, train, test, new RunReportOptions
        {
            Title = "Handwritten digits",
            Image = new ImageShape(8, 8),        // features are pixels: templates and thumbnails
            Training = options,                  // the report lists them
        });

        EvaluationResult result = model.Evaluate(test);
        Pictures.ConfusionMatrix(result).SavePng("confusion.png");
        Pictures.Templates(model, new ImageShape(8, 8)).SaveSvg("templates.svg");
        Pictures.Landscape(LossLandscape.Around(model, train)).SavePng("landscape.png", new PictureOptions { Theme = PictureTheme.Dark, Width = 800 });

        var area = new ReportTable(["shape", "area"], [["square", "4"], ["circle", "3.14"]]);
        new ReportPage("What a classifier does")
            .AddLead("It multiplies and adds.")
            .AddSection("Scores")
            .AddText("Names of classes may be <anything>: all texts are encoded.")
            .AddFormula("f(x) = W x + b")
            .AddTable(area, "Two shapes")
            .AddFigure(Pictures.Example(model, test, row: 0), "The first test example, number by number.")
            .Save("lecture.html");
    }
}
