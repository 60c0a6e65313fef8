using AutoGradLinear;
using LectureTour.Losses;

namespace LectureTour.HardCases;

/// <summary>Classifiers of a hard case, each with its accuracy on points that it was not trained on.</summary>
internal sealed class HardCaseRun
{
    public const int HiddenCount = 24;
    private const long TrainSeed = 11;
    private const long TestSeed = 12;
    private const long StartSeed = 13;

    private readonly PlaneData train;
    private readonly CancellationToken cancellation;

    public HardCaseRun(HardCase hardCase, CancellationToken cancellation = default)
    {
        train = PlaneData.Draw(hardCase.Rule, TrainSeed);
        Test = PlaneData.Draw(hardCase.Rule, TestSeed);
        this.cancellation = cancellation;
    }

    /// <summary>New points, to measure on and to draw.</summary>
    public PlaneData Test { get; }

    /// <summary>A softmax classifier that is linear in the given features.</summary>
    public PlaneClassifier Linear(Func<PlanePoint, double[]> features)
    {
        var options = new TrainingOptions { Tolerance = 1e-4 };
        ClassificationDataset data = train.ToDataset(features);
        SoftmaxRegression model = SoftmaxRegression.Train(data, default, new Ridge(1e-5f), options, null, cancellation);
        return Measured(point => model.Predict(Array.ConvertAll(features(point), value => (float)value)));
    }

    /// <summary>A two-layer network on the coordinates alone.</summary>
    public PlaneClassifier Network() => Measured(TwoLayerNetwork.Train(train, HiddenCount, StartSeed, cancellation).Predict);

    private PlaneClassifier Measured(Func<PlanePoint, int> predict) => new(predict, Test.Accuracy(predict));
}

/// <summary>Gives each point of the plane a class.</summary>
/// <param name="Predict">The class of a point.</param>
/// <param name="Accuracy">The part of new points that are right.</param>
internal sealed record PlaneClassifier(Func<PlanePoint, int> Predict, double Accuracy);
