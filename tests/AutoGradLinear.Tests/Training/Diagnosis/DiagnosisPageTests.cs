using AutoGradLinear.Losses;
using Xunit;
using Xunit.Abstractions;

namespace AutoGradLinear.Tests.Training.Diagnosis;

/// <summary>The code of docs/diagnosis.md.</summary>
public class DiagnosisPageTests(ITestOutputHelper output)
{
    [Fact]
    public void ThePageShowsThisCode() => DocumentedCode.AssertCompiled("diagnosis.md", "Training/Diagnosis/DiagnosisPageTests.cs");

    [Fact]
    public void TheCodeRuns()
    {
        ITestOutputHelper Console = output;
        var (train, heldOut) = SampleData.Digits().ScaledBy(1 / 16.0).Split(testFraction: 0.5, seed: 7);
        Trainer<SoftmaxClassifier> trainer = SoftmaxClassifier.Trainer(default, new L2<float>(1e-4f));
        LearningCurve curve = LearningCurve.Run(trainer, train, heldOut, new LearningCurveOptions { Rounds = 3 });
        Console.WriteLine(curve.ToString());
        foreach (LearningCurvePoint point in curve.Points(result => result.Report.Macro.F1))
            Console.WriteLine($"{point.Count}: {point.Training:0.000} {point.HeldOut:0.000} ± {point.HeldOutError:0.000}");
        Assert.True(curve.Points(result => result.Accuracy)[^1].HeldOut > 0.9);

        var neighbors = new NearestNeighborsTrainer(new NearestNeighborsOptions { K = 3 });
        ErrorReference reference = ErrorReference.Trained(neighbors, "3 nearest neighbours");
        ErrorDecomposition report = ErrorDecomposition.Estimate(trainer, train, heldOut, reference);
        Console.WriteLine(report.ToString());
        Assert.True(report.Objective!.Gap >= 0.0);
    }
}
