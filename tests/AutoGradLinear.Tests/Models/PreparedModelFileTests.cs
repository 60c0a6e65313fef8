using System.Text.Json;
using AutoGradLinear.Tests.Data.Files;
using Xunit;

namespace AutoGradLinear.Tests.Models;

/// <summary>A model and its preparation in one file.</summary>
public sealed class PreparedModelFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Path => folder.PathOf("model.safetensors");

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("standardize")]
    [InlineData("drop, min-max")]
    [InlineData("unit rows")]
    [InlineData("tf-idf, unit rows, standardize")]
    [InlineData("far offsets")]
    [InlineData("mostly constant")]
    public void ALoadedModelTakesRawRowsAndGivesTheSameBits(string steps)
    {
        ClassificationDataset data = Data(steps);
        SoftmaxClassifier saved = SoftmaxClassifier.Train(data, new(), new(1e-3f), new TrainingOptions { Preparation = Steps(steps) });
        saved.Save(Path);
        SoftmaxClassifier loaded = SoftmaxClassifier.Load(Path);
        double[] expected = new double[data.Count * 3];
        double[] found = new double[data.Count * 3];
        saved.Scores(data, expected);
        loaded.Scores(data, found);
        Assert.Equal(expected, found);
        Assert.Equal(saved.Predict(data), loaded.Predict(data));
        Assert.Equal(saved.FeatureNames, loaded.FeatureNames);
        Assert.Equal(saved.Weights.ToArray(), loaded.Weights.ToArray());
    }

    [Fact]
    public void AReaderThatKnowsOnlyTheLayoutComputesTheSameScores()
    {
        ClassificationDataset iris = SampleData.Iris();
        SoftmaxClassifier model = SoftmaxClassifier.Train(iris, new(), new(1e-3f), new TrainingOptions { Preparation = [PreparationStep.Standardize()] });
        model.Save(Path);

        var file = new SafetensorsFile(Path);
        double[] weights = file.Floats("weights");
        double[] bias = file.Floats("bias");
        Assert.Equal([3, 4], file.Shape("weights"));
        Assert.Equal(["setosa", "versicolor", "virginica"], JsonSerializer.Deserialize<string[]>(file.Metadata("classes"))!);
        Assert.Equal(iris.FeatureNames!, JsonSerializer.Deserialize<string[]>(file.Metadata("feature_names"))!);
        JsonElement step = JsonDocument.Parse(file.Metadata("preparation")).RootElement.GetProperty("steps")[0];
        double[] offsets = step.GetProperty("offsets").Deserialize<double[]>()!;
        double[] factors = step.GetProperty("factors").Deserialize<double[]>()!;

        double[] row = new double[4];
        double[] scores = new double[iris.Count * 3];
        model.Scores(iris, scores);
        for (int i = 0; i < iris.Count; i++)
        {
            iris.CopyRow<double>(i, row);
            for (int c = 0; c < 3; c++)
            {
                double expected = bias[c];
                for (int j = 0; j < 4; j++)
                    expected += weights[(c * 4) + j] * (row[j] - offsets[j]) * factors[j];

                // Floats have seven digits, of which folding may cost one or two.
                Assert.Equal(expected, scores[(i * 3) + c], 1e-4);
            }
        }
    }

    [Fact]
    public void AThresholdLeavesThePreparation()
    {
        ClassificationDataset two = TwoClasses();
        LogisticClassifier model = LogisticClassifier.Train(two, new(), new(1e-3f), new TrainingOptions { Preparation = [PreparationStep.Standardize()] });
        LogisticClassifier moved = model.WithThreshold(0.5f);
        moved.Save(Path);
        LogisticClassifier loaded = LogisticClassifier.Load(Path);
        Assert.Equal(0.5f, loaded.Threshold);
        Assert.Equal(moved.Predict(two), loaded.Predict(two));
        Assert.NotNull(loaded.Preparation);
    }

    [Theory]
    [InlineData("standardize", "standardise", "expected one of standardize")]
    [InlineData("\\\"inputCount\\\":4", "\\\"inputCount\\\":5", "expected 5 elements, found 4")]
    [InlineData("\\\"inputCount\\\":4", "\\\"inputCount\\\":1e9", "expected a whole number")]
    [InlineData("\\\"step\\\":", "\\\"step\\\":\\\"scale\\\",\\\"step\\\":", "preparation: expected JSON")]
    [InlineData("\\\"version\\\":1", "\\\"version\\\":9", "this library reads up to version 1")]
    [InlineData("autogradlinear.preparation", "autogradlinear.presentation", "expected 'autogradlinear.preparation'")]
    [InlineData("\\\"inputCount\\\":4", "\\\"inputCount\\\":four", "preparation, line 1")]
    [InlineData("[\\\"sepal", "[\\\"SEPAL", "but the preparation was fitted on")]
    public void ADamagedPreparationIsRefused(string old, string replacement, string message)
    {
        SoftmaxClassifier.Train(SampleData.Iris(), new(), new(1e-3f), new TrainingOptions { Preparation = [PreparationStep.Standardize()] }).Save(Path);
        SafetensorsEdit.ReplaceInHeader(Path, old, replacement);
        var error = Assert.Throws<DataFormatException>(() => SoftmaxClassifier.Load(Path));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(Path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void APreparationOfOtherWeightsIsRefused()
    {
        ClassificationDataset iris = SampleData.Iris();
        SoftmaxClassifier.Train(iris, new(), new(1e-3f), new TrainingOptions { Preparation = [PreparationStep.Scale(2.0)] }).Save(Path);
        SafetensorsEdit.ReplaceInHeader(Path, "{\\\"step\\\":\\\"scale\\\",\\\"factor\\\":2}", "{\\\"step\\\":\\\"keepColumns\\\",\\\"columns\\\":[0,2]}");
        var error = Assert.Throws<DataFormatException>(() => SoftmaxClassifier.Load(Path));
        Assert.Contains("'weights' has 4 columns, but the preparation gives 2 features", error.Message, StringComparison.Ordinal);
    }

    internal static ClassificationDataset Data(string steps)
    {
        ClassificationDataset iris = SampleData.Iris();
        double[][] rows = [.. Enumerable.Range(0, iris.Count).Select(i => Row(iris, i))];
        Action<double[]>? change = steps switch
        {
            "far offsets" => row => row[1] += 100_000.0,
            "mostly constant" => row => row[0] = row[1] = row[2] = 1.0,
            _ => null,
        };
        if (change is null)
            return iris;
        Array.ForEach(rows, change);
        return ClassificationDataset.FromRows<int>(rows, iris.Labels.ToArray());
    }

    internal static PreparationStep[] Steps(string steps) => steps switch
    {
        "standardize" or "far offsets" => [PreparationStep.Standardize()],
        "drop, min-max" or "mostly constant" => [PreparationStep.DropConstant(), PreparationStep.MinMax()],
        "unit rows" => [PreparationStep.UnitRows()],
        "l1 rows" => [PreparationStep.UnitRows(RowNorm.L1)],
        _ => [PreparationStep.TfIdf(TermFrequency.Logarithmic, InverseDocumentFrequency.Smoothed), PreparationStep.UnitRows(), PreparationStep.Standardize()],
    };

    /// <summary>The two kinds of iris that are hard to tell apart.</summary>
    internal static ClassificationDataset TwoClasses()
    {
        ClassificationDataset iris = SampleData.Iris();
        int[] rows = [.. Enumerable.Range(0, iris.Count).Where(i => iris.Labels[i] > 0)];
        return ClassificationDataset.FromRows<string>(
            [.. rows.Select(i => Row(iris, i))], [.. rows.Select(i => iris.Classes[iris.Labels[i]])], featureNames: iris.FeatureNames);
    }

    private static double[] Row(ClassificationDataset data, int row)
    {
        double[] values = new double[data.FeatureCount];
        data.CopyRow<double>(row, values);
        return values;
    }
}
