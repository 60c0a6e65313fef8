using System.Diagnostics;
using AutoGradLinear;
using AutoGradLinear.Csv;
using AutoGradLinear.Losses;

namespace RealResults.Experiments;

/// <summary>Logistic regression on the census data as they were collected: numbers, categories and missing values in a CSV file.</summary>
internal sealed class AdultExperiment : Experiment
{
    private const double Goal = 0.85;

    private static readonly string[] Names =
    [
        "age", "workclass", "fnlwgt", "education", "education-num", "marital-status", "occupation", "relationship", "race", "sex",
        "capital-gain", "capital-loss", "hours-per-week", "native-country", "income",
    ];

    private static readonly CsvOptions Layout = new() { HasHeader = false, ColumnNames = Names, Target = "income", Ignore = ["fnlwgt"], TrimLabel = "." };

    public override string Name => "adult";

    public override string Description => "income over 50 000 from the raw CSV, logistic";

    public override void Run(Screen screen, ResultTable results)
    {
        long start = Stopwatch.GetTimestamp();
        FeatureTable train = screen.Read(
            "adult.data", progress => CsvFile.Read(screen.Find("tabular/adult.data"), Layout, progress, screen.Cancellation));
        FeatureTable test = screen.Read("adult.test", progress => CsvFile.Read(
            screen.Find("tabular/adult.test"), Layout with { SkipLines = 1, Classes = train.Classes }, progress, screen.Cancellation));
        float strength = Selection.Choose(
            screen,
            "logistic",
            Folds.Stratified(train.Labels, train.Classes.Count, 5, Selection.Seed),
            [1e-3f, 3e-4f, 1e-4f, 3e-5f, 1e-5f],
            fold => Prepare(train.Subset([.. fold.Train]), train.Subset([.. fold.Test])),
            (data, penalty) => Fit(data, penalty, null, screen.Cancellation),
            result => result.Accuracy);
        (ClassificationDataset prepared, ClassificationDataset preparedTest) = Prepare(train, test);
        LogisticClassifier model = screen.Train("logistic", progress => Fit(prepared, new L2<float>(strength), progress, screen.Cancellation));
        results.Add(
            "adult", "logistic", Selection.Shown(strength), "test accuracy", model.Evaluate(preparedTest).Accuracy, test.Count, Goal,
            Stopwatch.GetElapsedTime(start));
    }

    /// <summary>One column per category, means for missing numbers, all of mean 0 and deviation 1; learned from the training rows alone.</summary>
    private static (ClassificationDataset Train, ClassificationDataset Test) Prepare(FeatureTable train, FeatureTable test)
    {
        TableEncoder encoder = TableEncoder.Fit(train, new TableEncoderOptions { Storage = TableStorage.Dense, Precision = FeatureStorage.Single });
        ClassificationDataset encoded = encoder.Apply(train);
        Preparation preparation = Preparation.Fit(encoded, PreparationStep.Standardize());
        return (preparation.Apply(encoded), preparation.Apply(encoder.Apply(test)));
    }

    private static LogisticClassifier Fit(
        ClassificationDataset data, L2<float> penalty, IProgress<TrainingProgress>? progress, CancellationToken cancellation) =>
        LogisticClassifier.Train(data, default, penalty, new TrainingOptions { Tolerance = 1e-3 }, progress, cancellation);
}
