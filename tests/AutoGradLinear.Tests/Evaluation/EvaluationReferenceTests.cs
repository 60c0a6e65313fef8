using Xunit;

namespace AutoGradLinear.Tests.Evaluation;

/// <summary>
/// Measures are scikit-learn's (1.2.1; NumPy's for the Brier score of three classes), with ties, weights, weights of 0, and classes that do
/// not occur. Sums of some hundred doubles in another order differ by far less than 10⁻¹².
/// </summary>
public class EvaluationReferenceTests
{
    private const double Tolerance = 1e-12;

    private static readonly string[] TenClasses = [.. "0123456789".Select(digit => digit.ToString())];

    [Fact]
    public void TwoClassesWithWeights()
    {
        EvaluationReferences expected = EvaluationReferences.Cancer;
        EvaluationResult result = EvaluationResult.FromProbabilities(
            expected.Numbers("probabilities"), expected.Labels, ["malignant", "benign"], expected.Weights);
        CheckReport(expected.Part("report"), result);
        Assert.Equal(expected.Number("logLoss"), result.LogLoss, Tolerance);
        Assert.Equal(expected.Number("logLoss"), result.MeanLoss, Tolerance);
        Assert.Equal(expected.Number("brierScore"), result.BrierScore, Tolerance);
        CheckCurves(expected.Part("weighted"), result.Roc(), result.PrecisionRecall());
        Assert.Equal(result.Roc().Area, result.Roc("malignant").Area, Tolerance);
    }

    [Fact]
    public void CurvesWithTies()
    {
        EvaluationReferences data = EvaluationReferences.Cancer;
        double[] scores = data.Numbers("probabilities");
        bool[] isPositive = [.. data.Labels.Select(label => label == 1)];
        EvaluationReferences expected = data.Part("unweighted");
        var roc = RocCurve.Of(scores, isPositive);
        CheckCurves(expected, roc, PrecisionRecallCurve.Of(scores, isPositive));
        Assert.Equal(new RocPoint(0.0, 0.0, double.PositiveInfinity), roc.Points[0]);
        CheckRows(expected.Rows("roc"), roc.Points.Skip(1).Select(point => new[] { point.FalsePositiveRate, point.TruePositiveRate, point.Threshold }));
    }

    [Fact]
    public void CalibrationCurvesWithProbabilitiesOnTheEdges()
    {
        EvaluationReferences expected = EvaluationReferences.Cancer;
        double[] probabilities = expected.Numbers("probabilities");
        bool[] isPositive = [.. expected.Labels.Select(label => label == 1)];
        CheckBins(expected.Rows("uniformBins"), CalibrationCurve.Of(probabilities, isPositive));
        CheckBins(expected.Rows("quantileBins"), CalibrationCurve.Of(probabilities, isPositive, bins: 4, strategy: BinStrategy.Quantile));
        EvaluationReferences iris = EvaluationReferences.Iris;
        EvaluationResult result = EvaluationResult.FromProbabilities(iris.Numbers("probabilities"), iris.Labels, ["a", "b", "c"]);
        CheckBins(iris.Rows("confidenceBins"), result.ConfidenceReliability(bins: 5));
    }

    [Fact]
    public void ThreeClassesWithWeights()
    {
        EvaluationReferences expected = EvaluationReferences.Iris;
        EvaluationResult result = EvaluationResult.FromProbabilities(
            expected.Numbers("probabilities"), expected.Labels, ["setosa", "versicolor", "virginica"], expected.Weights);
        CheckReport(expected.Part("report"), result);
        Assert.Equal(expected.Number("logLoss"), result.LogLoss, Tolerance);
        Assert.Equal(expected.Number("brierScore"), result.BrierScore, Tolerance);
        Assert.Equal(expected.Number("topTwo"), result.TopKAccuracy(2), Tolerance);
        CheckAreas("roc", "rocAreas", result.RocAreas, expected);
        CheckAreas("averagePrecision", "averagePrecisions", result.AveragePrecisions, expected);
    }

    [Fact]
    public void TenClassesOfWhichOneHasNoExamplesAndOneIsNeverPredicted()
    {
        EvaluationReferences expected = EvaluationReferences.Digits;
        EvaluationResult result = EvaluationResult.FromScores(expected.Numbers("scores"), expected.Labels, TenClasses);
        CheckReport(expected.Part("report"), result);
        Assert.Equal(expected.Number("argmaxAccuracy"), result.Accuracy, Tolerance);
        Assert.Equal(0.0, result.Report.PerClass[7].Support);
        Assert.Equal(0.0, result.Report.PerClass[8].Precision);
        double[] topK = expected.Numbers("topK");
        int[] ks = [1, 2, 3, 5];
        for (int i = 0; i < ks.Length; i++)
            Assert.Equal(topK[i], result.TopKAccuracy(ks[i]), Tolerance);
    }

    private static void CheckReport(EvaluationReferences expected, EvaluationResult result)
    {
        ClassReport report = result.Report;
        int[] classes = [.. expected.Numbers("classes").Select(index => (int)index)];
        double[][] perClass = expected.Rows("perClass");
        for (int i = 0; i < classes.Length; i++)
        {
            ClassMeasures measures = report.PerClass[classes[i]];
            CheckNumbers(perClass[i], measures.Precision, measures.Recall, measures.F1, measures.Support);
        }

        CheckNumbers(expected.Numbers("macro"), report.Macro.Precision, report.Macro.Recall, report.Macro.F1);
        CheckNumbers(expected.Numbers("micro"), report.Micro.Precision, report.Micro.Recall, report.Micro.F1);
        CheckNumbers(expected.Numbers("weighted"), report.Weighted.Precision, report.Weighted.Recall, report.Weighted.F1);
        Assert.Equal(expected.Number("accuracy"), report.Accuracy, Tolerance);
        Assert.Equal(expected.Number("accuracy"), result.Accuracy, Tolerance);
        Assert.Equal(expected.Number("balancedAccuracy"), result.BalancedAccuracy, Tolerance);
    }

    private static void CheckCurves(EvaluationReferences expected, RocCurve roc, PrecisionRecallCurve precisionRecall)
    {
        Assert.Equal(expected.Number("rocArea"), roc.Area, Tolerance);
        Assert.Equal(expected.Number("averagePrecision"), precisionRecall.AveragePrecision, Tolerance);
        Assert.Equal(expected.Number("precisionRecallArea"), precisionRecall.Area, Tolerance);
        Assert.Equal(new PrecisionRecallPoint(0.0, 1.0, double.PositiveInfinity), precisionRecall.Points[0]);
        CheckRows(
            expected.Rows("precisionRecall"), precisionRecall.Points.Skip(1).Select(point => new[] { point.Recall, point.Precision, point.Threshold }));
    }

    private static void CheckAreas(string name, string perClass, OneVsRestAreas actual, EvaluationReferences expected)
    {
        CheckNumbers(expected.Numbers(perClass), [.. actual.PerClass.Select(area => area.Area)]);
        Assert.Equal(expected.Number(name + "Macro"), actual.Macro, Tolerance);
        Assert.Equal(expected.Number(name + "Weighted"), actual.Weighted, Tolerance);
    }

    private static void CheckBins(double[][] expected, CalibrationCurve actual) =>
        CheckRows(expected, actual.Bins.Select(bin => new[] { bin.Probability, bin.Share }));

    private static void CheckRows(double[][] expected, IEnumerable<double[]> actual)
    {
        double[][] rows = [.. actual];
        Assert.Equal(expected.Length, rows.Length);
        for (int i = 0; i < rows.Length; i++)
            CheckNumbers(expected[i], rows[i]);
    }

    private static void CheckNumbers(double[] expected, params double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < actual.Length; i++)
            Assert.Equal(expected[i], actual[i], Tolerance);
    }
}
