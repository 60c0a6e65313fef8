using AutoGradLinear;
using AutoGradLinear.Plots;
using LectureTour.Losses;

namespace LectureTour;

/// <summary>What the chapters share: the digits, a classifier of them, and where other data are.</summary>
internal sealed class LectureContext
{
    private readonly Lazy<SoftmaxRegression> classifier;

    /// <param name="dataFolder">The folder with the files of MNIST or CIFAR-10, or null.</param>
    /// <param name="cancellation">Ends the tour.</param>
    public LectureContext(string? dataFolder = null, CancellationToken cancellation = default)
    {
        DataFolder = dataFolder;
        Cancellation = cancellation;
        (Train, Test) = SampleData.Digits().ScaledBy(1.0 / 16.0).Split(testFraction: 0.25, Seed);
        classifier = new Lazy<SoftmaxRegression>(() => Softmax(Train, SoftmaxStrength));
    }

    /// <summary>Fixes every choice that is random.</summary>
    public static int Seed => 7;

    /// <summary>The λ of <see cref="Classifier"/>.</summary>
    public static float SoftmaxStrength => 1e-4f;

    /// <summary>How all classifiers of the tour are trained, unless a chapter says otherwise.</summary>
    public static TrainingOptions Options { get; } = new() { Tolerance = 1e-3, Seed = Seed };

    /// <summary>8 × 8 pixels of digits.</summary>
    public static ImageShape Shape { get; } = new(8, 8);

    public string? DataFolder { get; }

    public CancellationToken Cancellation { get; }

    /// <summary>Digits to train on, each pixel in [0, 1].</summary>
    public ClassificationDataset Train { get; }

    /// <summary>Digits to measure on.</summary>
    public ClassificationDataset Test { get; }

    /// <summary>Softmax regression on <see cref="Train"/>; trained when it is first asked for.</summary>
    public SoftmaxRegression Classifier => classifier.Value;

    /// <summary>Trains softmax regression with a penalty λ Σ W².</summary>
    public SoftmaxRegression Softmax(ClassificationDataset data, float strength) =>
        SoftmaxRegression.Train(data, default, new Ridge(strength), Options, null, Cancellation);

    /// <summary>Trains the hinge on <see cref="Train"/> with a penalty λ Σ W².</summary>
    public HingeMachine Hinge(float strength) =>
        HingeMachine.Train(Train, new Hinge(1f), new Ridge(strength), Options, null, Cancellation);
}
