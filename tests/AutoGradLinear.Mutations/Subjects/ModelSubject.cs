using AutoGradLinear.Losses;
using AutoGradLinear.Models;

namespace AutoGradLinear.Mutations.Subjects;

/// <summary>Saved models, half of them with a preparation: one of several scores, and one of a single score with a threshold.</summary>
internal sealed class ModelSubject : IMutationSubject
{
    private const string SeveralScores = "softmax.safetensors";
    private const string OneScore = "logistic.safetensors";

    /// <summary>A preparation may take more features than the check has patience for.</summary>
    private const int MostFeatures = 1 << 16;

    public string Name => "model";

    public IReadOnlyList<SubjectFile> MakeValid(Random random)
    {
        int featureCount = 1 + random.Next(5);
        string[]? names = random.Next(2) == 0 ? [.. Enumerable.Range(0, featureCount).Select(j => $"größe \"{j}\"")] : null;
        string[] classes = [.. Enumerable.Range(0, 2 + random.Next(3)).Select(c => $"class {c}")];
        Preparation? preparation = random.Next(2) == 0 ? MakePreparation(random, featureCount, names) : null;
        int columns = preparation?.FeatureCount ?? featureCount;
        var softmax = new LinearModel<float, SoftmaxCrossEntropy<float>, L2<float>>(
            Numbers(random, classes.Length * columns), Numbers(random, classes.Length), classes, names, new(), new(random.NextSingle()), preparation: preparation);
        var logistic = new LinearModel<float, BinaryTarget<float, Logistic<float>>, L2<float>>(
            Numbers(random, columns), Numbers(random, 1), ["no", "yes"], names, new(new(), random.Next(2)), new(random.NextSingle()), null, random.NextSingle(), preparation);
        return
        [
            SubjectFile.Saved(SeveralScores, path => ModelFile.Save(path, softmax, ModelFile.Hyperparameters(softmax.Loss), ModelFile.Hyperparameters(softmax.Penalty))),
            SubjectFile.Saved(OneScore, path => ModelFile.Save(path, logistic, ModelFile.Hyperparameters(logistic.Loss.Loss), ModelFile.Hyperparameters(logistic.Penalty))),
        ];
    }

    public Action Read(string folder, DataLimits limits)
    {
        SoftmaxClassifier softmax = SoftmaxClassifier.Load(Path.Combine(folder, SeveralScores));
        LogisticClassifier logistic = LogisticClassifier.Load(Path.Combine(folder, OneScore));
        return () =>
        {
            Check(softmax, softmax.PredictProbabilities);
            Check(logistic, logistic.PredictProbabilities);
        };
    }

    private static void Check(Classifier model, Probabilities predict)
    {
        Require(model.Classes.Count >= 2 && model.Classes.Distinct(StringComparer.Ordinal).Count() == model.Classes.Count, "classes are too few, or one stands twice");
        Require(model.FeatureNames is null || model.FeatureNames.Count == model.FeatureCount, "names and features differ in number");
        if (model.FeatureCount > MostFeatures)
            return;
        double[] zeros = new double[model.FeatureCount];
        try
        {
            int prediction = model.Predict(ClassificationDataset.FromRows<int>([zeros, zeros], [0, 1]))[0];
            Require(prediction >= 0 && prediction < model.Classes.Count, "a prediction is no index of a class");
        }
        catch (ArgumentException)
        {
            // Numbers may be so large that a prepared feature is infinite, or a score no number.
            return;
        }

        float[] probabilities = new float[model.Classes.Count];
        predict(new float[model.FeatureCount], probabilities);
        Require(Math.Abs(probabilities.Sum() - 1f) < 1e-5f, "probabilities do not add up to 1");
    }

    private static Preparation MakePreparation(Random random, int featureCount, string[]? names)
    {
        Func<PreparationStep>[] makers =
        [
            () => PreparationStep.Standardize(), PreparationStep.MinMax, PreparationStep.MaxAbs, PreparationStep.DropConstant, () => PreparationStep.Scale(0.25),
            () => PreparationStep.UnitRows(), () => PreparationStep.TfIdf(),
        ];
        ClassificationDataset train = ClassificationDataset.FromRows<int>(
            [.. Enumerable.Range(0, 3).Select(row => (double[])[row, .. Enumerable.Range(1, featureCount - 1).Select(_ => 9.0 * random.NextDouble())])],
            [0, 1, 0],
            featureNames: names);
        return Preparation.Fit(train, [makers[random.Next(makers.Length)](), PreparationStep.Standardize()]);
    }

    private static float[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (10f * random.NextSingle()) - 5f)];

    private static void Require(bool holds, string problem)
    {
        if (!holds)
            throw new InconsistentDataException($"The model is inconsistent: {problem}.");
    }

    private delegate void Probabilities(ReadOnlySpan<float> features, Span<float> probabilities);
}
