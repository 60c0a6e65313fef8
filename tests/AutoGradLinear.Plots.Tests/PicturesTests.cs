using System.Buffers.Binary;
using AutoGradLinear.Losses;
using Xunit;

namespace AutoGradLinear.Plots.Tests;

public class PicturesTests
{
    [Fact]
    public void EveryPictureIsDrawnForBothThemesWithItsSize()
    {
        foreach (Picture picture in All())
        {
            byte[] light = picture.ToPng(new PictureOptions { Scale = 1.0 }), dark = picture.ToPng(new PictureOptions { Scale = 1.0, Theme = PictureTheme.Dark });
            Assert.Equal((picture.Width, picture.Height), SizeOf(light));
            Assert.NotEqual(light, dark);
            Assert.Equal(light, picture.ToPng(new PictureOptions { Scale = 1.0 }));
            Assert.NotEmpty(picture.Table.Rows);
        }
    }

    [Fact]
    public void SizeAndScaleAreTheOptions()
    {
        Picture picture = Pictures.ConfusionMatrix(Samples.Iris.Model.Evaluate(Samples.Iris.Test));
        Assert.Equal((600, 300), SizeOf(picture.ToPng(new PictureOptions { Width = 400, Height = 200, Scale = 1.5 })));
        string svg = picture.ToSvg(new PictureOptions { Width = 400, Height = 200 });
        Assert.Contains("<svg", svg);
        Assert.Contains("width=\"400\"", svg);
        Assert.Throws<ArgumentOutOfRangeException>(() => picture.ToPng(new PictureOptions { Width = 20 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => picture.ToPng(new PictureOptions { Scale = double.NaN }));
    }

    [Fact]
    public void ManyClassesAreDrawnAndTheWorstConfusionsListed()
    {
        string[] classes = [.. Enumerable.Range(0, 60).Select(c => $"class {c}")];
        int[] labels = [.. Enumerable.Range(0, 600).Select(i => i % 60)];
        int[] predictions = [.. labels.Select((label, i) => i % 7 == 0 ? (label + 1) % 60 : i < 300 && label == 5 ? 9 : label)];
        Picture picture = Pictures.ConfusionMatrix(EvaluationResult.FromPredictions(predictions, labels, classes));

        Assert.NotEmpty(picture.ToPng());
        Assert.Equal(["class 5", "class 9", "4"], picture.Table.Rows[0]);
    }

    [Fact]
    public void CurvesOfOneClassAloneAreNoError()
    {
        EvaluationResult result = EvaluationResult.FromProbabilities([0.9, 0.2], [1, 1], ["no", "yes"]);
        Picture roc = Pictures.Roc(result);
        Assert.Contains("No class has both", roc.AlternativeText);
        Assert.NotEmpty(roc.ToPng());
        Assert.NotEmpty(Pictures.PrecisionRecall(result).ToPng());
        Assert.NotEmpty(Pictures.Reliability(result).ToPng());
    }

    [Fact]
    public void WithTwoClassesTheCurveIsThatOfTheModelsPositiveClass()
    {
        ClassificationDataset data = Samples.WithNames("ham", "spam", "x");
        LogisticClassifier model = LogisticClassifier.Train(
            data, new Logistic<float>(), new L2<float>(1e-2f), new TrainingOptions { PositiveClass = "ham" });
        Assert.Equal("ham", Assert.Single(Pictures.PrecisionRecall(model.Evaluate(data)).Table.Rows)[0]);
    }

    [Fact]
    public void TheWorkedExampleAddsUpToTheScores()
    {
        (SoftmaxClassifier model, _, ClassificationDataset test) = Samples.Digits;
        var worked = new WorkedExample(model, test, 3);
        float[] features = new float[64];
        test.CopyRow<float>(3, features);
        float[] scores = new float[10];
        model.Scores(features, scores);

        Assert.Equal(model.PredictLabel(features), worked.Predicted);
        Assert.Equal(worked.Lines.Length, worked.Lines.Select(line => line.Name).Distinct().Count());
        foreach (WorkedExample.Line line in worked.Lines)
        {
            double sum = line.Rest + line.Bias + worked.Features.Select((feature, k) => line.Weights[k] * feature.Value).Sum();
            Assert.Equal(scores[model.Classes.ToList().IndexOf(line.Name)], sum, 1e-5);
        }
    }

    [Fact]
    public void OnItsLineAScoreIsZero()
    {
        ClassificationDataset data = Samples.WithNames("a", "b", "x");
        SoftmaxClassifier model = SoftmaxClassifier.Train(data, default, new L2<float>(1e-2f));
        var plane = new FeaturePlane(model, data, 0, 1);
        for (int score = 0; score < 2; score++)
        {
            ScottPlot.CoordinateLine line = plane.ScoreLine(score, 0.0)!.Value;
            double Score(double x, double y) => (model.Weights[2 * score] * x) + (model.Weights[(2 * score) + 1] * y) + model.Bias[score];
            Assert.Equal(0.0, Score(line.X1, line.Y1), 1e-4);
            Assert.Equal(0.0, Score(line.X2, line.Y2), 1e-4);
            ScottPlot.CoordinateLine arrow = plane.GrowthOf(score, line, 0.5);
            Assert.True(Score(arrow.X2, arrow.Y2) > 0.01);
        }

        Assert.Equal(1.0, plane.Shares.Sum(share => share.Part), 1e-12);
    }

    [Fact]
    public void TheLandscapeHasTheObjectivesOfBothModels()
    {
        (SoftmaxClassifier model, ClassificationDataset train, _) = Samples.Iris;
        SoftmaxClassifier other = SoftmaxClassifier.Train(train, default, new L2<float>(1e-3f), new TrainingOptions { MaxIterations = 3 });
        LossLandscape landscape = LossLandscape.Around(model, train, new LossLandscapeOptions { Steps = 5 }, other);

        Assert.Equal(model.TrainingResult!.Objective, landscape.Values[2][2], 1e-5);
        Assert.Equal(other.TrainingResult!.Objective, landscape.Values[2][4], 1e-5);
        Assert.All(landscape.Values.SelectMany(row => row), value => Assert.True(value >= landscape.Values[2][2] - 1e-5));
    }

    [Fact]
    public void AModelThatPreparesItsFeaturesIsShownWithThePreparedOnes()
    {
        (_, ClassificationDataset train, ClassificationDataset test) = Samples.Iris;
        var options = new TrainingOptions { Preparation = [PreparationStep.Standardize()] };
        SoftmaxClassifier model = SoftmaxClassifier.Train(train, default, new L2<float>(1e-3f), options);
        double[] prepared = new double[4];
        model.Preparation!.Apply(test.Subset([0])).CopyRow<double>(0, prepared);

        Assert.Equal(prepared, new WorkedExample(model, test, 0).Features.Select(feature => feature.Value));
        LossLandscape landscape = LossLandscape.Around(model, train, new LossLandscapeOptions { Steps = 3 });
        Assert.Equal(model.TrainingResult!.Objective, landscape.Values[1][1], 1e-5);
        Assert.NotEmpty(RunReport.Create(model, train, test).ToHtml());
    }

    [Fact]
    public void ChannelsOfAPixelAreFoundInBothLayouts()
    {
        Assert.Equal(1024 + 32 + 2, new ImageShape(32, 32, 3).FeatureOf(2, 1, 1));
        Assert.Equal((3 * ((32 * 1) + 2)) + 1, new ImageShape(32, 32, 3, IsInterleaved: true).FeatureOf(2, 1, 1));
        Assert.Throws<ArgumentException>(() => new ImageShape(4, 4, 2).Require(32, "shape"));
    }

    [Theory]
    [InlineData("short", "short")]
    [InlineData("class number 12345", "class num…2345")]
    [InlineData("12345678\U0001F600 and so on 7", "12345678…on 7")]
    [InlineData("tab\tand\nline", "tab and line")]
    public void LongNamesKeepBeginningAndEnd(string name, string shortened) => Assert.Equal(shortened, Numbers.Shortened(name));

    [Fact]
    public void MembersOfARecordAreReadFromItsText()
    {
        List<(string, string)> members = RecordText.Members("Outer { A = 1, B = Inner { C = 2, D = 3 }, E = one, two, F =  }");
        Assert.Equal([("A", "1"), ("B", "Inner { C = 2, D = 3 }"), ("E", "one, two"), ("F", "–")], members);
    }

    private static IEnumerable<Picture> All()
    {
        (SoftmaxClassifier model, ClassificationDataset train, ClassificationDataset test) = Samples.Iris;
        EvaluationResult result = model.Evaluate(test);
        Trainer<SoftmaxClassifier> trainer = SoftmaxClassifier.Trainer(default, new L2<float>(1e-3f));
        yield return Pictures.ConfusionMatrix(result);
        yield return Pictures.Roc(result);
        yield return Pictures.PrecisionRecall(result);
        yield return Pictures.Reliability(result);
        yield return Pictures.Training(model.TrainingResult!);
        yield return Pictures.LearningCurve(LearningCurve.Run(trainer, train, test, new LearningCurveOptions { Rounds = 2 }));
        yield return Pictures.Example(model, test, 0);
        yield return Pictures.Regions(model, test);
        yield return Pictures.Landscape(LossLandscape.Around(model, train, new LossLandscapeOptions { Steps = 9 }));
        yield return Pictures.Templates(model, new ImageShape(2, 2));
    }

    /// <summary>Width and height from the header of a PNG file.</summary>
    private static (int Width, int Height) SizeOf(byte[] png) =>
        (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
}
