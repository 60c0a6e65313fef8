using AutoGradLinear.Evaluation;
using Xunit;

namespace AutoGradLinear.Tests.Evaluation;

public class EvaluationTests
{
    [Fact]
    public void CountsAccuracyAndMeanLoss()
    {
        var sums = new EvaluationSums(["a", "b"]);
        sums.Add(0, 0, 1.0, 1.0);
        sums.Add(0, 1, 2.0, 1.0);
        sums.Add(1, 1, 3.0, 1.0);
        sums.Add(1, 1, 6.0, 1.0);
        EvaluationResult result = sums.Result();
        Assert.Equal(4, result.Count);
        Assert.Equal(0.75, result.Accuracy);
        Assert.Equal(3.0, result.MeanLoss);
        Assert.Equal(1.0, result.ConfusionMatrix[0, 1]);
        Assert.Equal(2.0, result.ConfusionMatrix[1, 1]);
        Assert.Equal(0.75, result.ConfusionMatrix.Accuracy);
        Assert.Equal(0.5, result.ConfusionMatrix.Recall(0));

        // 2 / 3 in double.
        Assert.Equal(2.0 / 3.0, result.ConfusionMatrix.Precision(1));
    }

    [Fact]
    public void WeightsAreRespectedAndWeightlessExamplesCannotSpoilTheMean()
    {
        var sums = new EvaluationSums(["a", "b"]);
        sums.Add(0, 0, 1.0, 3.0);
        sums.Add(0, 1, 5.0, 1.0);
        sums.Add(1, 0, double.PositiveInfinity, 0.0);
        EvaluationResult result = sums.Result();
        Assert.Equal(0.75, result.Accuracy);
        Assert.Equal(2.0, result.MeanLoss);
        Assert.Equal(3.0, result.ConfusionMatrix[0, 0]);
        Assert.Equal(4.0, result.ConfusionMatrix.Total);
    }

    [Fact]
    public void TheMatrixPrintsAsATable()
    {
        var sums = new EvaluationSums(["cat", "dog"]);
        for (int i = 0; i < 12; i++)
            sums.Add(0, 0, 0.0, 1.0);
        sums.Add(0, 1, 0.0, 1.0);
        string table = sums.Result().ConfusionMatrix.ToString();
        Assert.Equal(
            """
            actual \ predicted  cat  dog  recall
            cat                  12    1   92.3%
            dog                   0    0       -

            """.ReplaceLineEndings("\n"),
            table);
        Assert.StartsWith("accuracy 92.31% of 13 examples", sums.Result().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void IndicesAreChecked()
    {
        var sums = new EvaluationSums(["a", "b"]);
        sums.Add(0, 0, 0.0, 1.0);
        Assert.Throws<ArgumentOutOfRangeException>(() => sums.Result().ConfusionMatrix[0, 2]);
    }
}
