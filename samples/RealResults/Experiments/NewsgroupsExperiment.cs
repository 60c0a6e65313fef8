using System.Diagnostics;
using AutoGradLinear;
using AutoGradLinear.Losses;

namespace RealResults.Experiments;

/// <summary>Newsgroups from word counts, weighted with (1 + ln tf) · ln(N / df) in unit rows.</summary>
internal sealed class NewsgroupsExperiment : Experiment
{
    private const int FoldCount = 3;

    private static readonly float[] Strengths = [1e-4f, 3e-5f, 1e-5f, 3e-6f, 1e-6f];

    private static readonly PreparationStep[] Steps =
        [PreparationStep.TfIdf(TermFrequency.Logarithmic, InverseDocumentFrequency.Logarithmic), PreparationStep.UnitRows()];

    public override string Name => "newsgroups";

    public override string Description => "20 newsgroups from 32 203 word counts, softmax and one against the rest";

    public override void Run(Screen screen, ResultTable results)
    {
        string[] names = File.ReadAllLines(screen.Find("20newsgroups/20news-bydate.vocabulary.txt"));
        ClassificationDataset train = Read(screen, "train", names.Length);
        ClassificationDataset test = Read(screen, "test", names.Length);
        Preparation preparation = Preparation.Fit(train, Steps);
        ClassificationDataset preparedTrain = preparation.Apply(train);
        ClassificationDataset preparedTest = preparation.Apply(test);

        // Words are rare or frequent: the diagonal of the Hessian knows.
        var options = new TrainingOptions { Tolerance = 1e-2, InitialMatrix = InitialMatrix.HessianDiagonal };

        Measure("softmax", 0.815, (data, penalty, progress) => SoftmaxClassifier.Train(data, default, penalty, options, progress, screen.Cancellation));
        Measure("one against the rest, squared hinge", 0.82, (data, penalty, progress) => OneVsRestClassifier.Train(
            data, new OneVsRest<BinarySquaredHinge<float>>(new BinarySquaredHinge<float>(1f)), penalty, options, progress, screen.Cancellation));

        void Measure(string method, double goal, Func<ClassificationDataset, L2<float>, IProgress<TrainingProgress>?, Classifier> fit)
        {
            long start = Stopwatch.GetTimestamp();
            float strength = Selection.Choose(screen, method, train, FoldCount, Strengths, (data, penalty) => fit(data, penalty, null), Steps);
            Classifier model = screen.Train(method, progress => fit(preparedTrain, new L2<float>(strength), progress));
            results.Add(
                "20 Newsgroups", method, Selection.Shown(strength), "test accuracy", model.Evaluate(preparedTest).Accuracy, test.Count, goal,
                Stopwatch.GetElapsedTime(start));
        }
    }

    private static ClassificationDataset Read(Screen screen, string part, int features) => screen.Read(part, progress => SvmlightFile.Read(
        screen.Find($"20newsgroups/20news-bydate.{part}.svm.gz"), new SvmlightOptions { FeatureCount = features }, progress, screen.Cancellation));
}
