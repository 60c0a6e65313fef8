using AutoGradLinear.Losses;
using Xunit;

namespace AutoGradLinear.Tests.Evaluation;

public class CalibratedClassifierTests
{
    private static readonly Calibration[] Methods = [Calibration.Platt, Calibration.Isotonic, Calibration.Temperature];

    [Fact]
    public void ProbabilitiesAndLogLossAreThoseOfTheExamples()
    {
        (ClassificationDataset train, ClassificationDataset heldOut) = SampleData.Iris().Split(0.5, seed: 2);
        HingeClassifier model = HingeClassifier.Train(train, new MulticlassHinge<float>(1f), new L2<float>(1e-3f));
        foreach (Calibration method in Methods)
        {
            CalibratedClassifier calibrated = model.Calibrate(method, heldOut);
            double[] probabilities = calibrated.PredictProbabilities(heldOut);
            double loss = 0.0;
            double[] features = new double[4];
            double[] one = new double[3];
            for (int i = 0; i < heldOut.Count; i++)
            {
                double[] row = probabilities[(3 * i)..((3 * i) + 3)];
                Assert.Equal(1.0, row.Sum(), 1e-14); // three roundings
                loss -= Math.Log(Math.Max(1e-15, row[calibrated.Classes.ToList().IndexOf(heldOut.Classes[heldOut.Labels[i]])])) / heldOut.Count;
                heldOut.CopyRow<double>(i, features);
                calibrated.PredictProbabilities(features, one);
                for (int c = 0; c < 3; c++)
                    Assert.Equal(row[c], one[c], 1e-5); // single precision, in another order where rows are sparse
            }

            Assert.Equal(loss, calibrated.Evaluate(heldOut).MeanLoss, 1e-12); // sums in another order
        }

        // Softmax of scores divided by one number keeps their order.
        Assert.Equal(model.Predict(heldOut), model.Calibrate(Calibration.Temperature, heldOut).Predict(heldOut));
    }

    /// <summary>Trained on half of the flowers, calibrated on a quarter and measured on another, in six ways.</summary>
    [Fact]
    public void CalibrationOfIrisCostsNoAccuracyAndKnowsMuchMoreThanNothing()
    {
        int[] seeds = [1, 2, 3, 4, 5, 6];
        foreach (Calibration method in new[] { Calibration.Platt, Calibration.Isotonic })
        {
            double[] changes = new double[2];
            foreach (int seed in seeds)
            {
                (LinearClassifier[] models, ClassificationDataset heldOut, ClassificationDataset test) = HingeAndSoftmax(SampleData.Iris(), seed);
                for (int m = 0; m < models.Length; m++)
                {
                    EvaluationResult result = models[m].Calibrate(method, heldOut).Evaluate(test);
                    changes[m] += (result.Accuracy - models[m].Evaluate(test).Accuracy) / seeds.Length;
                    Assert.True(result.MeanLoss < Math.Log(3.0) / 2.0, $"{method}, seed {seed}: {result.MeanLoss}"); // ln 3: all alike
                }
            }

            // One of the 38 flowers is 0.026.
            Assert.All(changes, change => Assert.InRange(change, -0.026, 0.026));
        }
    }

    [Fact]
    public void CalibrationOfDigitsCostsNoAccuracyAndLowersTheLogLoss()
    {
        (LinearClassifier[] models, ClassificationDataset heldOut, ClassificationDataset test) =
            HingeAndSoftmax(SampleData.Digits().ScaledBy(1.0 / 16.0), seed: 1);
        foreach (Calibration method in Methods)
        {
            foreach (LinearClassifier model in models)
            {
                EvaluationResult plain = model.Evaluate(test);
                EvaluationResult result = model.Calibrate(method, heldOut).Evaluate(test);
                Assert.InRange(result.Accuracy, plain.Accuracy - 0.005, 1.0); // two of 450 images
                double most = model is SoftmaxClassifier ? plain.MeanLoss : Math.Log(10.0) / 10.0; // the hinge's own loss is no log loss
                Assert.True(result.MeanLoss < most, $"{method}: {result.MeanLoss}, before {plain.MeanLoss}");
            }
        }
    }

    [Theory]
    [InlineData("versicolor")]
    [InlineData("virginica")]
    public void OneScoreGivesProbabilitiesInTheOrderOfTheClasses(string positive)
    {
        ClassificationDataset iris = SampleData.Iris();
        string[] labels = [.. Enumerable.Range(50, 100).Select(i => iris.Classes[iris.Labels[i]])];
        float[] features = new float[400];
        iris.CopyRows<float>(50, 100, features);
        ClassificationDataset data = ClassificationDataset.FromRows(features, 4, labels);
        LogisticClassifier model = LogisticClassifier.Train(data, default, new L2<float>(1e-3f), new TrainingOptions { PositiveClass = positive });
        foreach (Calibration method in Methods)
        {
            EvaluationResult result = model.Calibrate(method, data).Evaluate(data);
            Assert.InRange(result.Accuracy, 0.9, 1.0);

            // A curve of few steps is coarser than the sigmoid; ln 2 is the loss of knowing nothing.
            double most = method == Calibration.Isotonic ? Math.Log(2.0) / 2.0 : model.Evaluate(data).MeanLoss + 0.02;
            Assert.True(result.MeanLoss <= most, $"{method}: {result.MeanLoss}");
        }
    }

    [Fact]
    public void AFileBringsBackTheSameProbabilities()
    {
        (ClassificationDataset train, ClassificationDataset heldOut) = SampleData.Iris().Split(0.5, seed: 2);
        SoftmaxClassifier model = SoftmaxClassifier.Train(train, default, new L2<float>(1e-3f));
        foreach (Calibration method in Methods)
        {
            CalibratedClassifier calibrated = model.Calibrate(method, heldOut);
            InFile(path =>
            {
                calibrated.Calibrator.Save(path);
                CalibratedClassifier loaded = model.WithCalibrator(Calibrator.Load(path));
                Assert.Equal(calibrated.PredictProbabilities(heldOut), loaded.PredictProbabilities(heldOut));
                Assert.Equal(["setosa", "versicolor", "virginica"], loaded.Calibrator.Classes);
                string text = File.ReadAllText(path);
                for (int length = 0; length < text.Length - 2; length += 7)
                {
                    File.WriteAllText(path, text[..length]);
                    Assert.Throws<DataFormatException>(() => Calibrator.Load(path));
                }
            });
        }
    }

    /// <summary>Files of version 1 have no names of classes, and curves of the scores themselves.</summary>
    [Fact]
    public void AFileOfVersionOneIsStillRead() => InFile(path =>
    {
        File.WriteAllText(
            path,
            """
            {"format":"autogradlinear.calibration","version":1,"scoreCount":2,"method":"isotonic",
             "curves":[{"scores":[0,1],"probabilities":[0,1]},{"scores":[0,1],"probabilities":[0,1]}]}
            """);
        Calibrator old = Calibrator.Load(path);
        Assert.Null(old.Classes);
        old.Save(path);
        foreach (Calibrator calibrator in new[] { old, Calibrator.Load(path) })
        {
            Assert.Equal([1.0 / 3.0, 2.0 / 3.0], Of(calibrator, 0.25, 0.5));
            Assert.Equal([0.0, 1.0], Of(calibrator, 0.0, 1.0));
            Assert.Equal([0.5, 0.5], Of(calibrator, -1.0, -1.0)); // both are 0: all alike
        }

        static double[] Of(Calibrator calibrator, params double[] scores)
        {
            double[] probabilities = new double[2];
            calibrator.Probabilities(scores, probabilities);
            return probabilities;
        }
    });

    [Theory]
    [InlineData("""{"format":"autogradlinear.preparation","version":1}""", "format")]
    [InlineData("""{"format":"autogradlinear.calibration","version":3}""", "version")]
    [InlineData("""{"format":"autogradlinear.calibration","version":1,"scoreCount":0}""", "scoreCount")]
    [InlineData("""{"format":"autogradlinear.calibration","version":1,"scoreCount":1,"method":"temperature","temperature":1}""", "positiveIndex")]
    [InlineData("""{"format":"autogradlinear.calibration","version":1,"scoreCount":3,"positiveIndex":1,"method":"temperature","temperature":1}""", "positiveIndex")]
    [InlineData("""{"format":"autogradlinear.calibration","version":1,"scoreCount":3,"method":"magic"}""", "method")]
    [InlineData("""{"format":"autogradlinear.calibration","version":1,"scoreCount":3,"method":"temperature","temperature":-1}""", "temperature")]
    [InlineData("""{"format":"autogradlinear.calibration","version":1,"scoreCount":3,"method":"temperature","temperature":1,"more":1}""", "more")]
    [InlineData("""{"format":"autogradlinear.calibration","version":1,"scoreCount":3,"method":"platt","slopes":[1,2],"intercepts":[1,2,3]}""", "slopes")]
    [InlineData("""{"format":"autogradlinear.calibration","version":1,"scoreCount":2,"method":"isotonic","curves":[]}""", "curves")]
    [InlineData("""{"format":"autogradlinear.calibration","version":2,"scoreCount":2,"classes":["a"],"method":"temperature","temperature":1}""", "classes")]
    [InlineData("""{"format":"autogradlinear.calibration","version":2,"scoreCount":2,"method":"temperature","input":"margins","temperature":1}""", "input")]
    [InlineData("""{"format":"autogradlinear.calibration","version":2,"scoreCount":2,"method":"platt","slopes":[1,2],"intercepts":[1,2]}""", "input")]
    [InlineData("""{"format":"autogradlinear.calibration","version":2,"scoreCount":2,"method":"platt","input":"ranks","slopes":[1,2],"intercepts":[1,2]}""", "input")]
    [InlineData("""{"format":"autogradlinear.calibration","version":2,"scoreCount":1,"positiveIndex":0,"method":"platt","input":"margins","slopes":[1],"intercepts":[1]}""", "input")]
    [InlineData("""{"format":"autogradlinear.calibration","version":1,"scoreCount":1,"positiveIndex":0,"method":"isotonic","curves":[{"scores":[],"probabilities":[]}]}""", "curves[0].scores")]
    [InlineData("""{"format":"autogradlinear.calibration","version":1,"scoreCount":1,"positiveIndex":0,"method":"isotonic","curves":[{"scores":[1,1],"probabilities":[0,1]}]}""", "curves[0].scores")]
    [InlineData("""{"format":"autogradlinear.calibration","version":1,"scoreCount":1,"positiveIndex":0,"method":"isotonic","curves":[{"scores":[1,2],"probabilities":[0.5,0.4]}]}""", "curves[0].probabilities")]
    [InlineData("""{"format":"autogradlinear.calibration","version":1,"scoreCount":1,"positiveIndex":0,"method":"isotonic","curves":[{"scores":[1],"probabilities":[1.5]}]}""", "curves[0].probabilities")]
    public void DamagedFilesAreRefusedWithThePlace(string text, string place) => InFile(path =>
    {
        File.WriteAllText(path, text);
        DataFormatException error = Assert.Throws<DataFormatException>(() => Calibrator.Load(path));
        Assert.Contains(place, error.Message, StringComparison.Ordinal);
    });

    [Fact]
    public void ACalibratorOfAnotherModelIsRefused()
    {
        SoftmaxClassifier model = SoftmaxClassifier.Train(SampleData.Iris(), default, new L2<float>(1e-3f));
        Calibrator two = Calibration.Temperature.Fit([0.0, 1.0], 1, [0, 1], [], 2, 1);
        Assert.Contains("1 scores", Assert.Throws<ArgumentException>(() => model.WithCalibrator(two)).Message, StringComparison.Ordinal);
        Calibrator renamed = Calibration.Temperature.Fit([0.0, 1.0, 0.0], 3, [1], [], 3, -1, ["setosa", "virginica", "versicolor"]);
        Assert.Contains(
            "Class 1 of the calibrator is 'virginica', that of the model 'versicolor'",
            Assert.Throws<ArgumentException>(() => model.WithCalibrator(renamed)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => model.Calibrate(Calibration.Platt, ClassificationDataset.FromRows<string>([new float[4]], ["rose"])));
    }

    /// <summary>The examples of docs/calibration.md on rare classes.</summary>
    [Fact]
    public void TheExampleOfARareClassGains()
    {
        var random = new Random(1);
        float[][] rows = new float[1000][];
        string[] labels = new string[1000];
        for (int i = 0; i < rows.Length; i++)
        {
            labels[i] = i % 10 == 0 ? "fraud" : "fine";
            float shift = i % 10 == 0 ? 0.5f : 0f;
            rows[i] = [random.NextSingle() + shift, random.NextSingle() + shift];
        }

        var (payments, newer) = ClassificationDataset.FromRows<string>(rows, labels).Split(testFraction: 0.5, seed: 7);
        var options = new TrainingOptions { PositiveClass = "fraud" };
        LogisticClassifier plain = LogisticClassifier.Train(payments, default, new L2<float>(1e-3f), options);
        LogisticClassifier tuned = plain.TuneThreshold(BinaryMetric.BalancedAccuracy, newer);
        LogisticClassifier cheap = plain.TuneThreshold(BinaryMetric.Cost(falsePositive: 1.0, falseNegative: 20.0), newer);
        LogisticClassifier balanced = LogisticClassifier.Train(
            payments, default, new L2<float>(1e-3f), options with { ClassWeights = ClassWeights.Balanced });
        double before = plain.Evaluate(newer).BalancedAccuracy;
        Assert.True(tuned.Evaluate(newer).BalancedAccuracy > before);
        Assert.True(balanced.Evaluate(newer).BalancedAccuracy > before);
        Assert.True(cheap.Threshold < plain.Threshold);

        // Probabilities of a model of balanced classes are too high for the rare one; calibration brings them back.
        Assert.True(balanced.Calibrate(Calibration.Platt, newer).Evaluate(newer).MeanLoss < balanced.Evaluate(newer).MeanLoss);
    }

    private static (LinearClassifier[] Models, ClassificationDataset HeldOut, ClassificationDataset Test) HingeAndSoftmax(
        ClassificationDataset data, int seed)
    {
        (ClassificationDataset train, ClassificationDataset rest) = data.Split(0.5, seed);
        (ClassificationDataset heldOut, ClassificationDataset test) = rest.Split(0.5, seed);
        LinearClassifier[] models =
        [
            HingeClassifier.Train(train, new MulticlassHinge<float>(1f), new L2<float>(1e-3f)),
            SoftmaxClassifier.Train(train, default, new L2<float>(1e-3f)),
        ];
        return (models, heldOut, test);
    }

    private static void InFile(Action<string> use)
    {
        string path = Path.GetTempFileName();
        try
        {
            use(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
