using System.Diagnostics;
using AutoGradLinear;
using AutoGradLinear.Losses;

namespace RealResults.Experiments;

/// <summary>
/// Spam among text messages, from character n-grams within words; classes weigh the same though one message in seven is spam. The strength is
/// chosen anew within the training part of each outer fold.
/// </summary>
internal sealed class SpamExperiment : Experiment
{
    private const double Goal = 0.97;
    private const int OuterFolds = 5;
    private const int InnerFolds = 3;

    private static readonly float[] Strengths = [3e-4f, 1e-4f, 3e-5f, 1e-5f];

    private static readonly TextVectorizerOptions Features = new()
    {
        Words = null,
        CharactersInWords = new NGramRange(1, 4),
        MinDocuments = 2,
        TermFrequency = TermFrequency.Logarithmic,
    };

    public override string Name => "sms";

    public override string Description => "spam among 5 574 text messages, logistic on character n-grams";

    public override void Run(Screen screen, ResultTable results)
    {
        long start = Stopwatch.GetTimestamp();
        TextDataset messages = screen.Read(
            "SMSSpamCollection", progress => TextFile.Read(screen.Find("text/SMSSpamCollection"), null, progress, screen.Cancellation));
        IReadOnlyList<Fold> folds = Folds.Stratified(messages.Labels, messages.ClassCount, OuterFolds, Selection.Seed);
        CrossValidationResult result = CrossValidation.Run(folds, fold => Measure(screen, messages, fold), null, screen.Cancellation);
        results.AddWithError(
            "SMS spam", "logistic", "per fold", "balanced accuracy", result.Mean(Balanced), result.StandardError(Balanced), Goal,
            Stopwatch.GetElapsedTime(start));
    }

    private static double Balanced(EvaluationResult result) => result.BalancedAccuracy;

    private static EvaluationResult Measure(Screen screen, TextDataset messages, Fold outer)
    {
        TextDataset train = messages.Subset([.. outer.Train]);
        IReadOnlyList<Fold> inner = Folds.Stratified(train.Labels, train.ClassCount, InnerFolds, Selection.Seed);
        float strength = Selection.Choose(
            screen, "logistic", inner, Strengths, fold => Prepare(train, fold), (data, penalty) => Fit(data, penalty, screen.Cancellation), Balanced);
        (ClassificationDataset prepared, ClassificationDataset test) = Prepare(messages, outer);
        return screen.Train("logistic", _ => Fit(prepared, new L2<float>(strength), screen.Cancellation)).Evaluate(test);
    }

    private static (ClassificationDataset Train, ClassificationDataset Test) Prepare(TextDataset messages, Fold fold)
    {
        TextDataset train = messages.Subset([.. fold.Train]);
        TextVectorizer vectorizer = TextVectorizer.Fit(train, Features);
        return (vectorizer.Apply(train), vectorizer.Apply(messages.Subset([.. fold.Test])));
    }

    private static LogisticClassifier Fit(ClassificationDataset data, L2<float> penalty, CancellationToken cancellation) =>
        LogisticClassifier.Train(data, default, penalty, new TrainingOptions { ClassWeights = ClassWeights.Balanced, Tolerance = 1e-3 }, null, cancellation);
}
