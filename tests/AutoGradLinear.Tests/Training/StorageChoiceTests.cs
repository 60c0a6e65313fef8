using AutoGradLinear.Losses;
using AutoGradLinear.Training;
using Xunit;

namespace AutoGradLinear.Tests.Training;

public class StorageChoiceTests
{
    [Theory]
    [InlineData(0.02, false, true, "compressed")]
    [InlineData(0.02, true, true, "not 0")]
    [InlineData(0.1, false, false, "as they are kept, dense: about 10.0 %")]
    [InlineData(0.1, true, true, "in compressed rows")]
    [InlineData(0.5, true, false, "expanded")]
    [InlineData(0.5, false, false, "dense")]
    public void DensityDecides(double density, bool sparse, bool expected, string reason)
    {
        ClassificationDataset data = Make(density, 50);
        StorageChoice choice = StorageChoice.Of(new TrainingOptions(), sparse ? data.ToSparse() : data);
        Assert.Equal(expected, choice.Data.IsSparse);
        Assert.Contains(reason, choice.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void NothingIsConvertedWhereNobodyWantsItOrItWouldNotPay()
    {
        ClassificationDataset data = Make(0.02, 50);
        Assert.Same(data, StorageChoice.Of(new TrainingOptions { ConvertsStorage = false }, data).Data);
        ClassificationDataset few = Make(0.02, 8);
        Assert.Same(few, StorageChoice.Of(new TrainingOptions(), few).Data);
        ClassificationDataset bytes = ClassificationDataset.FromRows(new byte[64 * 10], 64, [.. Enumerable.Range(0, 10).Select(i => i % 2)]);
        Assert.Same(bytes, StorageChoice.Of(new TrainingOptions(), bytes).Data);
    }

    [Fact]
    public void TheModelIsTheSameAndTheResultSaysWhatWasDone()
    {
        ClassificationDataset data = Make(0.02, 50);
        var converted = SoftmaxClassifier.Train(data, default, new L2<float>(0.01f), new TrainingOptions { Tolerance = 1e-6 });
        var kept = SoftmaxClassifier.Train(data, default, new L2<float>(0.01f), new TrainingOptions { Tolerance = 1e-6, ConvertsStorage = false });
        Assert.StartsWith("Dense data were compressed: about 2.0 %", converted.TrainingResult!.StorageReason, StringComparison.Ordinal);
        Assert.Equal("The data are trained on as they are kept, dense.", kept.TrainingResult!.StorageReason);
        Assert.Equal(kept.TrainingResult.Objective, converted.TrainingResult.Objective, 1e-6);
    }

    /// <summary>Rows in which every k-th value is not 0.</summary>
    private static ClassificationDataset Make(double density, int features)
    {
        int distance = (int)Math.Round(1.0 / density);
        float[] values = new float[600 * features];
        for (int i = 0; i < values.Length; i += distance)
            values[i] = 1f + (i % 3);
        return ClassificationDataset.FromRows(values, features, [.. Enumerable.Range(0, 600).Select(i => i % 3)]);
    }
}
