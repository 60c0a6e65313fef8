using AutoGradLinear.Training;
using Xunit;

namespace AutoGradLinear.Tests.Training;

public class LearningRatesTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AnExampleCountsByItsWeight(bool sparse)
    {
        // ‖x‖² is 5, 1e6 and 13; the means are (5 + 13) / 2 and (1 · 5 + 3 · 13) / 4.
        ClassificationDataset data = ClassificationDataset.FromRows(new double[] { 1, 2, 1000, 0, 2, 3 }, 2, new[] { 0, 1, 1 });
        if (sparse)
            data = data.ToSparse();
        Assert.Equal(1.0 / 10.0, LearningRates.ForScale(data.WithWeights([1.0, 0.0, 1.0])), 1e-15);
        Assert.Equal(1.0 / 12.0, LearningRates.ForScale(data.WithWeights([1e200, 0.0, 3e200])), 1e-15);
        Assert.Equal(3.0 / (3.0 + 1e6 + 18.0), LearningRates.ForScale(data), 1e-15);
    }
}
