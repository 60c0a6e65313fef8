using AutoGradLinear.Losses;
using Xunit;
using Xunit.Abstractions;

namespace AutoGradLinear.Tests.Evaluation;

/// <summary>The code of docs/evaluation.md.</summary>
public class EvaluationPageTests(ITestOutputHelper output)
{
    [Fact]
    public void ThePageShowsThisCode() => DocumentedCode.AssertCompiled("evaluation.md", "Evaluation/EvaluationPageTests.cs");

    [Fact]
    public void TheCodeRuns()
    {
        ITestOutputHelper Console = output;
        var (train, test) = SampleData.Iris().Split(testFraction: 0.5, seed: 7);
        SoftmaxClassifier model = SoftmaxClassifier.Train(train, default, new L2<float>(1e-3f));

        EvaluationResult result = model.Evaluate(test);
        Console.WriteLine(result.ToString());            // accuracy, mean loss, confusion matrix
        Console.WriteLine(result.Report.ToString());     // precision, recall, F1: per class, macro, micro, weighted
        Console.WriteLine(result.RocAreas.ToString());   // each class against the rest
        Console.WriteLine($"top 2: {result.TopKAccuracy(2):P1}, log loss {result.LogLoss:0.000}, Brier score {result.BrierScore:0.000}");

        RocCurve roc = result.Roc("virginica");
        foreach (RocPoint point in roc.Points)
            Console.WriteLine($"{point.FalsePositiveRate:0.00} {point.TruePositiveRate:0.00} from score {point.Threshold}");
        PrecisionRecallCurve precisionRecall = result.PrecisionRecall("virginica");
        Console.WriteLine($"area {roc.Area:0.000}, average precision {precisionRecall.AveragePrecision:0.000}");

        CalibrationCurve reliability = result.ConfidenceReliability(bins: 5);
        Console.WriteLine(reliability.ToString());       // predicted and actual shares, expected calibration error

        ConfidenceInterval interval = result.Bootstrap(r => r.Report.Macro.F1);
        Console.WriteLine(interval.ToString());
        var options = new BootstrapOptions { Method = BootstrapMethod.BiasCorrected, Stratified = true, Seed = 1 };
        Console.WriteLine(result.Bootstrap(r => r.RocAreas.Macro, options).ToString());
        Assert.InRange(interval.Estimate, interval.Lower, interval.Upper);

        double[] probabilities = [0.9, 0.2, 0.6, 0.4];   // of the second class
        int[] labels = [1, 0, 0, 1];
        EvaluationResult elsewhere = EvaluationResult.FromProbabilities(probabilities, labels, ["no", "yes"]);
        double area = RocCurve.Of(probabilities, [true, false, false, true]).Area;
        Assert.Equal(elsewhere.Roc().Area, area);
    }
}
