using System.Text.Json;
using AutoGradLinear.Tests.Data.Files;
using AutoGradLinear.Tests.Losses;
using AutoGradLinear.Tests.Models;
using AutoGradLinear.Tests.Training;
using Xunit;

namespace AutoGradLinear.Tests.Onnx;

/// <summary>Microsoft.ML.OnnxRuntime computes what the library computes.</summary>
public sealed class OnnxExportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Path => folder.PathOf("model.onnx");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("none")]
    [InlineData("standardize")]
    [InlineData("drop, min-max")]
    [InlineData("unit rows")]
    [InlineData("l1 rows")]
    [InlineData("tf-idf, unit rows, standardize")]
    [InlineData("mostly constant")]
    public void IrisWithEveryKindOfStep(string steps)
    {
        ClassificationDataset iris = PreparedModelFileTests.Data(steps);
        SoftmaxClassifier model = SoftmaxClassifier.Train(iris, new(), new(1e-2f), Options(steps));
        model.SaveOnnx(Path);
        OnnxRun run = OnnxRun.Of(Path, iris);
        AssertSame(model, iris, run);
        AssertSameProbabilities(model.PredictProbabilities, iris, run);
    }

    [Fact]
    public void DigitsFromTheirBytes()
    {
        ClassificationDataset digits = SampleData.Digits();
        SoftmaxClassifier model = SoftmaxClassifier.Train(
            digits, new(), new(1e-2f), new TrainingOptions { MaxIterations = 30, Preparation = [PreparationStep.DropConstant(), PreparationStep.Scale(1 / 16.0)] });
        model.SaveOnnx(Path);
        AssertSame(model, digits, OnnxRun.Of(Path, digits));
    }

    [Fact]
    public void AModelOfSparseCounts()
    {
        ClassificationDataset dense = ClassificationDataset.FromRows<int>(
            [[3, 0, 1, 0], [2, 1, 0, 0], [0, 4, 0, 2], [0, 2, 1, 3], [1, 0, 0, 0], [0, 0, 0, 0]], [0, 0, 1, 1, 0, 1]);
        foreach (TermFrequency frequency in Enum.GetValues<TermFrequency>())
        {
            SoftmaxClassifier model = SoftmaxClassifier.Train(
                dense.ToSparse(), new(), new(1e-2f), new TrainingOptions { Preparation = [PreparationStep.TfIdf(frequency), PreparationStep.UnitRows()] });
            model.SaveOnnx(Path);
            AssertSame(model, dense, OnnxRun.Of(Path, dense));
        }
    }

    [Fact]
    public void OffsetsThatCannotBeFoldedKeepTheirDigits()
    {
        ClassificationDataset data = PreparedModelFileTests.Data("far offsets");
        SoftmaxClassifierUnderTest model = SoftmaxClassifierUnderTest.Train(data, new(), new(1e-2), Options("standardize"));
        model.SaveOnnx(Path);
        AssertSame(model, data, OnnxRun.Of(Path, data, isDouble: true));
    }

    [Theory]
    [InlineData("versicolor")]
    [InlineData("virginica")]
    public void OneScoreWithAThreshold(string positive)
    {
        ClassificationDataset two = PreparedModelFileTests.TwoClasses();
        LogisticClassifier model = LogisticClassifier
            .Train(two, new(), new(1e-2f), Options("standardize") with { PositiveClass = positive })
            .TuneThreshold(BinaryMetric.F1, two);
        model.SaveOnnx(Path);
        OnnxRun run = OnnxRun.Of(Path, two);
        AssertSame(model, two, run);
        AssertSameProbabilities(model.PredictProbabilities, two, run);
    }

    [Fact]
    public void OneVersusTheRestHasScoresAndLabels()
    {
        ClassificationDataset iris = SampleData.Iris();
        OneVsRestUnderTest model = OneVsRestUnderTest.Train(iris, default, new(1e-2));
        model.SaveOnnx(Path);
        OnnxRun run = OnnxRun.Of(Path, iris, isDouble: true);
        AssertSame(model, iris, run);
        Assert.Null(run.Probabilities);
    }

    [Theory]
    [InlineData("temperature", true)]
    [InlineData("temperature", false)]
    [InlineData("platt", true)]
    [InlineData("platt", false)]
    public void CalibratedProbabilities(string method, bool isBinary)
    {
        ClassificationDataset data = isBinary ? PreparedModelFileTests.TwoClasses() : SampleData.Iris();
        LinearClassifier model = isBinary
            ? LogisticClassifier.Train(data, new(), new(1e-2f), Options("standardize"))
            : HingeClassifier.Train(data, new(1f), new(1e-2f), Options("standardize"));
        CalibratedClassifier calibrated = model.Calibrate(method == "platt" ? Calibration.Platt : Calibration.Temperature, data);
        calibrated.SaveOnnx(Path);
        OnnxRun run = OnnxRun.Of(Path, data);
        double[] expected = calibrated.PredictProbabilities(data);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], run.Probabilities![i], 1e-5);
        Assert.Equal(calibrated.Predict(data).Select(label => data.Classes[label]), run.Labels);
    }

    [Fact]
    public void AnIsotonicCurveIsRefused()
    {
        ClassificationDataset iris = SampleData.Iris();
        CalibratedClassifier calibrated = SoftmaxClassifier.Train(iris, new(), new(1e-2f)).Calibrate(Calibration.Isotonic, iris);
        Assert.Contains("Calibration.Platt", Assert.Throws<NotSupportedException>(() => calibrated.SaveOnnx(Path)).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path));
    }

    [Fact]
    public void EqualScoresGiveTheFirstClass()
    {
        HingeModel model = Tests.Models.Models.Make([0f, 0f, 0f], [1f, 1f, 1f], ["a", "ç", "日本"]);
        model.SaveOnnx(Path);
        ClassificationDataset data = ClassificationDataset.FromRows<int>([[1.0], [2.0]], [0, 1]);
        Assert.Equal(["a", "a"], OnnxRun.Of(Path, data).Labels);
    }

    [Fact]
    public void MetadataSayWhereTheModelComesFrom()
    {
        SoftmaxClassifier.Train(SampleData.Iris(), new(), new(1e-2f)).SaveOnnx(Path);
        Microsoft.ML.OnnxRuntime.ModelMetadata metadata = OnnxRun.Of(Path, SampleData.Iris()).Metadata;
        Assert.Equal("AutoGradLinear", metadata.ProducerName);
        Assert.Equal("AutoGradLinear 0.1.0", metadata.CustomMetadataMap["library"]);
        Assert.Equal(SampleData.Iris().Classes, JsonSerializer.Deserialize<string[]>(metadata.CustomMetadataMap["classes"])!);
        Assert.Equal(SampleData.Iris().FeatureNames!, JsonSerializer.Deserialize<string[]>(metadata.CustomMetadataMap["feature_names"])!);
        Assert.Contains("SoftmaxCrossEntropy", metadata.CustomMetadataMap["loss"], StringComparison.Ordinal);
    }

    private static TrainingOptions Options(string steps) => new() { Preparation = steps == "none" ? [] : PreparedModelFileTests.Steps(steps) };

    /// <summary>Scores within 10⁻⁵ of the larger of 1 and their size: floats have seven digits, and sums have another order.</summary>
    private static void AssertSame(LinearClassifier model, ClassificationDataset data, OnnxRun run)
    {
        double[] scores = new double[data.Count * model.ScoreCount];
        model.Scores(data, scores);
        for (int i = 0; i < scores.Length; i++)
            Assert.Equal(scores[i], run.Scores[i], 1e-5 * Math.Max(1.0, Math.Abs(scores[i])));
        Assert.Equal(model.Predict(data).Select(label => model.Classes[label]), run.Labels);
    }

    private static void AssertSameProbabilities(Probabilities predict, ClassificationDataset data, OnnxRun run)
    {
        float[] row = new float[data.FeatureCount];
        float[] probabilities = new float[data.ClassCount];
        for (int i = 0; i < data.Count; i++)
        {
            data.CopyRow<float>(i, row);
            predict(row, probabilities);
            for (int c = 0; c < probabilities.Length; c++)
                Assert.Equal(probabilities[c], run.Probabilities![(i * probabilities.Length) + c], 1e-5);
        }
    }

    private delegate void Probabilities(ReadOnlySpan<float> features, Span<float> probabilities);
}
