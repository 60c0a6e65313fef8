using AutoGradLinear.Losses;
using Xunit;

namespace AutoGradLinear.Tests.Evaluation;

public class CalibratedClassifierTests
{
    private static readonly Calibration[] Methods = [Calibration.Platt, Calibration.Isotonic, Calibration.Temperature];

    [Fact]
    public void AHingeClassifierGetsProbabilities()
    {
        (ClassificationDataset train, ClassificationDataset heldOut) = SampleData.Iris().Split(0.5, seed: 2);
        HingeClassifier model = HingeClassifier.Train(train, new MulticlassHinge<float>(1f), new L2<float>(1e-3f));
        foreach (Calibration method in Methods)
        {
            CalibratedClassifier calibrated = model.Calibrate(method, heldOut);
            double[] probabilities = calibrated.PredictProbabilities(heldOut);
            EvaluationResult result = calibrated.Evaluate(heldOut);

            // One class against the rest sees one score only: the middle class of the three is not far out on its own.
            Assert.InRange(result.Accuracy, method == Calibration.Temperature ? 0.9 : 0.7, 1.0);
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

            Assert.Equal(loss, result.MeanLoss, 1e-12); // sums in another order
            Assert.True(result.MeanLoss < Math.Log(3.0), $"{method}: {result.MeanLoss}");
        }

        // Softmax of scores divided by one number keeps their order.
        Assert.Equal(model.Predict(heldOut), model.Calibrate(Calibration.Temperature, heldOut).Predict(heldOut));
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

            // A curve through the means of few blocks is coarser than the sigmoid; ln 2 is the loss of knowing nothing.
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
                string text = File.ReadAllText(path);
                for (int length = 0; length < text.Length - 2; length += 7)
                {
                    File.WriteAllText(path, text[..length]);
                    Assert.Throws<DataFormatException>(() => Calibrator.Load(path));
                }
            });
        }
    }

    [Theory]
    [InlineData("""{"format":"autogradlinear.preparation","version":1}""", "format")]
    [InlineData("""{"format":"autogradlinear.calibration","version":2}""", "version")]
    [InlineData("""{"format":"autogradlinear.calibration","version":1,"scoreCount":0}""", "scoreCount")]
    [InlineData("""{"format":"autogradlinear.calibration","version":1,"scoreCount":1,"method":"temperature","temperature":1}""", "positiveIndex")]
    [InlineData("""{"format":"autogradlinear.calibration","version":1,"scoreCount":3,"positiveIndex":1,"method":"temperature","temperature":1}""", "positiveIndex")]
    [InlineData("""{"format":"autogradlinear.calibration","version":1,"scoreCount":3,"method":"magic"}""", "method")]
    [InlineData("""{"format":"autogradlinear.calibration","version":1,"scoreCount":3,"method":"temperature","temperature":-1}""", "temperature")]
    [InlineData("""{"format":"autogradlinear.calibration","version":1,"scoreCount":3,"method":"temperature","temperature":1,"more":1}""", "more")]
    [InlineData("""{"format":"autogradlinear.calibration","version":1,"scoreCount":3,"method":"platt","slopes":[1,2],"intercepts":[1,2,3]}""", "slopes")]
    [InlineData("""{"format":"autogradlinear.calibration","version":1,"scoreCount":2,"method":"isotonic","curves":[]}""", "curves")]
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
