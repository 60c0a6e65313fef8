using Xunit;

namespace AutoGradLinear.Tests.Models;

/// <summary>Data whose columns have other names, or another order, than the training data are an error and no wrong result.</summary>
public class FeatureNameTests
{
    private static readonly double[][] Rows = [[0.0, 1.0], [1.0, 0.0], [0.2, 1.1], [1.3, 0.1]];
    private static readonly SoftmaxClassifier Model = SoftmaxClassifier.Train(Data("width", "height"), new(), new(0.1f));

    [Fact]
    public void AnotherOrderIsRefused() =>
        Refused(Data("height", "width"), "Column 0 is 'height', but the model was trained on 'width' there. Give the columns in the same order.");

    [Fact]
    public void AnotherNameIsRefused() =>
        Refused(Data("width", "depth"), "Column 1 is 'depth', but the model was trained on 'height' there. There is no column 'height'.");

    [Fact]
    public void WithoutNamesOnlyTheNumberCounts()
    {
        Assert.Equal(4, Model.Predict(Data()).Length);
        SoftmaxClassifier unnamed = SoftmaxClassifier.Train(Data(), new(), new(0.1f));
        Assert.Equal(4, unnamed.Predict(Data("height", "width")).Length);
    }

    [Fact]
    public void ValidationDataAndInitialModelsAreHeldToTheNamesToo()
    {
        Assert.Throws<ArgumentException>(
            () => SoftmaxClassifier.Train(Data("width", "height"), new(), new(0.1f), new TrainingOptions { Validation = Data("height", "width") }));
        Assert.Throws<ArgumentException>(
            () => SoftmaxClassifier.Train(Data("height", "width"), new(), new(0.1f), new TrainingOptions { InitialModel = Model }));
    }

    private static void Refused(ClassificationDataset data, string message)
    {
        foreach (Action use in new Action[]
        {
            () => Model.Predict(data),
            () => Model.Evaluate(data),
            () => Model.Scores(data, new double[8]),
            () => Model.Calibrate(Calibration.Temperature, data),
            () => MajorityClassifier.Train(Data("width", "height")).Predict(data),
            () => NearestNeighbors.Train(Data("width", "height")).Predict(data),
        })
        {
            Assert.StartsWith(message, Assert.Throws<ArgumentException>(use).Message, StringComparison.Ordinal);
        }
    }

    private static ClassificationDataset Data(params string[] names) =>
        ClassificationDataset.FromRows<string>(Rows, ["a", "b", "a", "b"], featureNames: names.Length == 0 ? null : names);
}
