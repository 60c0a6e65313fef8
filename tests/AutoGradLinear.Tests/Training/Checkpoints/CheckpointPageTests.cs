using System.Runtime.CompilerServices;
using Xunit;

namespace AutoGradLinear.Tests.Training;

/// <summary>The code that docs/checkpoints.md shows compiles, runs, and does what the page says.</summary>
public class CheckpointPageTests
{
    [Fact]
    public void TheExampleIsTheOneOfThePage()
    {
        string page = File.ReadAllText(PathOf("../../../../docs/checkpoints.md"));
        string shown = page.Split("```csharp\n")[1].Split("```")[0];
        string run = File.ReadAllText(PathOf("CheckpointPageTests.cs")).Split("// page\n")[1].Split("            // end")[0];
        Assert.Equal(shown, string.Concat(run.Split('\n', StringSplitOptions.TrimEntries).Select(line => line + "\n"))[..^1]);
    }

    [Fact]
    public void TheExampleGoesOnWhereItWas()
    {
        TrainingResult first = Example();
        Assert.True(Directory.Exists("digits-run"));
        TrainingResult second = Example();
        Assert.Null(first.Checkpoints!.ResumedAfter);
        Assert.Equal(first.Iterations, second.Checkpoints!.ResumedAfter);
        Directory.Delete("digits-run", recursive: true);
        File.Delete("digits.safetensors");

        static TrainingResult Example()
        {
            // page
            ClassificationDataset digits = SampleData.Digits().ScaledBy(1 / 16.0);
            var options = new TrainingOptions { Checkpoint = new CheckpointOptions("digits-run") };

            SoftmaxClassifier model = SoftmaxClassifier.Train(digits, default, new(1e-4f), options);
            model.Save("digits.safetensors");
            // end
            return model.TrainingResult!;
        }
    }

    private static string PathOf(string relative, [CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, relative));
}
