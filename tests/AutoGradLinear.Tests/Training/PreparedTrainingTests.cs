using AutoGradLinear.Tests.Models;
using Xunit;

namespace AutoGradLinear.Tests.Training;

/// <summary>Training with a preparation that becomes part of the model.</summary>
public class PreparedTrainingTests
{
    [Theory]
    [InlineData("standardize")]
    [InlineData("drop, min-max")]
    [InlineData("unit rows")]
    [InlineData("tf-idf, unit rows, standardize")]
    [InlineData("far offsets")]
    [InlineData("mostly constant")]
    public void RawRowsGetTheScoresOfPreparedRows(string steps)
    {
        ClassificationDataset data = PreparedModelFileTests.Data(steps);
        PreparationStep[] recipe = PreparedModelFileTests.Steps(steps);
        SoftmaxClassifier model = SoftmaxClassifier.Train(data, new(), new(1e-3f), new TrainingOptions { Preparation = recipe });

        Preparation preparation = Preparation.Fit(data, recipe);
        ClassificationDataset prepared = preparation.Apply(data);
        SoftmaxClassifier separate = SoftmaxClassifier.Train(prepared, new(), new(1e-3f));
        Assert.Equal(separate.Weights.ToArray(), model.Weights.ToArray());
        Assert.Equal(data.FeatureCount, model.FeatureCount);
        Assert.Equal(preparation.FeatureCount, model.Preparation!.FeatureCount);

        double[] expected = new double[data.Count * 3];
        double[] found = new double[data.Count * 3];
        separate.Scores(prepared, expected);
        model.Scores(data, found);
        for (int i = 0; i < expected.Length; i++)
        {
            // Weights up to about 10, folded with offsets up to 16 times the spread, in floats of seven digits.
            Assert.Equal(expected[i], found[i], 2e-4);
        }

        Assert.Equal(separate.Evaluate(prepared).Accuracy, model.Evaluate(data).Accuracy, 1e-12);
    }

    [Theory]
    [InlineData("standardize")]
    [InlineData("tf-idf, unit rows, standardize")]
    public void OneRowGetsTheScoresThatItHasInADataset(string steps)
    {
        ClassificationDataset data = SampleData.Iris();
        SoftmaxClassifier model = SoftmaxClassifier.Train(
            data, new(), new(1e-3f), new TrainingOptions { Preparation = PreparedModelFileTests.Steps(steps) });
        double[] all = new double[data.Count * 3];
        model.Scores(data, all);
        int[] predictions = model.Predict(data);
        float[] row = new float[4];
        float[] scores = new float[3];
        for (int i = 0; i < data.Count; i++)
        {
            data.CopyRow<float>(i, row);
            model.Scores(row, scores);
            Assert.Equal(predictions[i], model.Predict(row));
            for (int c = 0; c < 3; c++)
                Assert.Equal(all[(i * 3) + c], scores[c], 2e-5);
        }
    }

    [Theory]
    [InlineData("standardize")]
    [InlineData("unit rows")]
    public void PredictingARawRowAllocatesNothing(string steps)
    {
        SoftmaxClassifier model = SoftmaxClassifier.Train(
            SampleData.Iris(), new(), new(1e-3f), new TrainingOptions { Preparation = PreparedModelFileTests.Steps(steps) });
        float[] row = [5.1f, 3.5f, 1.4f, 0.2f];
        float[] probabilities = new float[3];
        int sum = Use();
        long before = GC.GetAllocatedBytesForCurrentThread();
        sum += Use();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(0, sum);

        int Use()
        {
            model.PredictProbabilities(row, probabilities);
            return model.Predict(row);
        }
    }

    [Fact]
    public void EachFoldOfACrossValidationFitsItsOwnPreparation()
    {
        ClassificationDataset iris = SampleData.Iris();
        PreparationStep[] steps = [PreparationStep.Standardize()];
        CrossValidationResult inside = CrossValidation.Run(
            SoftmaxClassifier.Trainer(new(), new(1e-2f), new TrainingOptions { Preparation = steps }), iris, folds: 5, seed: 3);
        CrossValidationResult byHand = CrossValidation.Run(Folds.Stratified(iris.Labels, iris.ClassCount, 5, 3), fold =>
        {
            ClassificationDataset train = iris.Subset([.. fold.Train]);
            Preparation preparation = Preparation.Fit(train, steps);
            SoftmaxClassifier model = SoftmaxClassifier.Train(preparation.Apply(train), new(), new(1e-2f));
            return model.Evaluate(preparation.Apply(iris.Subset([.. fold.Test])));
        });
        for (int k = 0; k < 5; k++)
            Assert.Equal(byHand.Folds[k].MeanLoss, inside.Folds[k].MeanLoss, 1e-5);
    }

    [Fact]
    public void ValidationDataArePreparedAsTheTrainingDataAre()
    {
        var (train, validation) = SampleData.Iris().Split(0.3, seed: 5);
        var options = new TrainingOptions { Solver = Solver.Sgd, Epochs = 5, Preparation = [PreparationStep.Standardize()], Validation = validation };
        SoftmaxClassifier model = SoftmaxClassifier.Train(train, new(), new(1e-3f), options);
        TrainingProgress best = model.TrainingResult!.History[model.TrainingResult.BestIteration - 1];
        Assert.Equal(best.ValidationLoss!.Value, model.Evaluate(validation).MeanLoss, 1e-5);
    }

    [Fact]
    public void SparseCountsAreWeightedAndPredictedSparse()
    {
        ClassificationDataset dense = ClassificationDataset.FromRows<int>(
            [[3, 0, 1, 0], [2, 1, 0, 0], [0, 4, 0, 2], [0, 2, 1, 3], [1, 0, 0, 0], [0, 0, 0, 1]], [0, 0, 1, 1, 0, 1]);
        ClassificationDataset sparse = dense.ToSparse();
        var options = new TrainingOptions { Preparation = [PreparationStep.TfIdf(), PreparationStep.UnitRows(), PreparationStep.MaxAbs()] };
        SoftmaxClassifier model = SoftmaxClassifier.Train(sparse, new(), new(1e-2f), options);
        double[] ofSparse = new double[12];
        double[] ofDense = new double[12];
        model.Scores(sparse, ofSparse);
        model.Scores(dense, ofDense);
        for (int i = 0; i < 12; i++)
            Assert.Equal(ofDense[i], ofSparse[i], 1e-5);
        Assert.Equal([0, 0, 1, 1, 0, 1], model.Predict(sparse));
    }

    [Fact]
    public void AnInitialModelHasAPreparationWhereTheTrainingHasOne()
    {
        ClassificationDataset iris = SampleData.Iris();
        var prepared = new TrainingOptions { Preparation = [PreparationStep.Standardize()] };
        SoftmaxClassifier first = SoftmaxClassifier.Train(iris, new(), new(1e-3f), prepared);
        SoftmaxClassifier second = SoftmaxClassifier.Train(iris, new(), new(1e-3f), prepared with { InitialModel = first });
        Assert.True(second.TrainingResult!.Iterations < first.TrainingResult!.Iterations);
        Assert.Equal(first.TrainingResult.Objective, second.TrainingResult.Objective, 1e-4);

        var error = Assert.Throws<ArgumentException>(
            () => SoftmaxClassifier.Train(iris, new(), new(1e-3f), new TrainingOptions { InitialModel = first }));
        Assert.Contains("The initial model has a preparation, but this training has none", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BytesAreTakenAsTheyAre()
    {
        ClassificationDataset digits = SampleData.Digits();
        SoftmaxClassifier model = SoftmaxClassifier.Train(
            digits, new(), new(1e-3f), new TrainingOptions { MaxIterations = 20, Preparation = [PreparationStep.DropConstant(), PreparationStep.Standardize()] });
        Assert.Equal(64, model.FeatureCount);
        Assert.True(model.Weights.Length < 640);
        Assert.True(model.Evaluate(digits).Accuracy > 0.97);
    }

    [Fact]
    public void ThreadsMayShareAModel()
    {
        ClassificationDataset digits = SampleData.Digits();
        SoftmaxClassifier model = SoftmaxClassifier.Train(
            digits, new(), new(1e-3f), new TrainingOptions { MaxIterations = 5, Preparation = [PreparationStep.UnitRows()] });
        int[] expected = model.Predict(digits);
        Parallel.For(0, digits.Count, i =>
        {
            float[] row = new float[64];
            digits.CopyRow<float>(i, row);
            Assert.Equal(expected[i], model.Predict(row));
        });
    }
}
