using AutoGradLinear;
using QuickStart;
using Spectre.Console;

// The optimum of softmax + L2 (strength 1e-3) on all digits, from tests/reference/softmax_digits.py (SciPy, in double).
const double ReferenceObjective = 0.360041339937062;
const int Seed = 7;
const double TestFraction = 0.25;

using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = !cancellation.IsCancellationRequested; // a second Ctrl-C ends the process
    cancellation.Cancel();
};

try
{
    Title("The lecture's numbers, by generated code");
    Lecture.Show();

    Title("Generated gradients against differences");
    GradientChecks.Run();

    ClassificationDataset digits = SampleData.Digits().ScaledBy(1.0 / 16.0);
    Title($"Handwritten digits: {digits}");
    CompareLosses(digits, cancellation.Token);
    CompareSplits(digits, cancellation.Token);
    CompareWithReference(digits, cancellation.Token);
    return 0;
}
catch (OperationCanceledException)
{
    AnsiConsole.WriteLine("Cancelled.");
    return 130;
}

static void Title(string text)
{
    AnsiConsole.WriteLine();
    AnsiConsole.Write(new Rule(Markup.Escape(text)).LeftJustified());
}

static void CompareLosses(ClassificationDataset digits, CancellationToken cancellation)
{
    Experiment[] experiments = [Experiment.Hinge, Experiment.Softmax, Experiment.RoundedHinge];
    (ClassificationDataset train, ClassificationDataset test) = digits.Split(TestFraction, Seed);
    LinearClassifier[] models = TrainingScreen.Train(experiments, train, cancellation);

    Table table = new Table().RoundedBorder().AddColumn("loss + penalty");
    foreach (string column in new[] { "train", "test", "objective", "iterations", "seconds" })
        table.AddColumn(new TableColumn(column).RightAligned());
    foreach ((Experiment experiment, LinearClassifier model) in experiments.Zip(models))
    {
        TrainingResult result = model.TrainingResult!;
        table.AddRow(
            experiment.Name, Percent(model.Evaluate(train).Accuracy), Percent(model.Evaluate(test).Accuracy),
            $"{result.Objective:0.00000}", $"{result.Iterations}", $"{result.Elapsed.TotalSeconds:0.00}");
    }

    AnsiConsole.Write(table);
    AnsiConsole.WriteLine(
        $"Accuracy on one split (seed {Seed}, {train.Count} to train, {test.Count} to test); each loss has its own objective.");
}

static void CompareSplits(ClassificationDataset digits, CancellationToken cancellation)
{
    foreach (Experiment experiment in new[] { Experiment.Hinge, Experiment.Softmax })
    {
        double[] accuracies = new double[5];
        for (int seed = 0; seed < accuracies.Length; seed++)
        {
            (ClassificationDataset train, ClassificationDataset test) = digits.Split(TestFraction, seed);
            accuracies[seed] = experiment.Train(train, null, cancellation).Evaluate(test).Accuracy;
            cancellation.ThrowIfCancellationRequested();
        }

        AnsiConsole.WriteLine(
            $"{experiment.Name,-12}  test accuracy over five splits (seeds 0 to 4): mean {Percent(accuracies.Average())}, "
            + $"from {Percent(accuracies.Min())} to {Percent(accuracies.Max())}");
    }
}

static void CompareWithReference(ClassificationDataset digits, CancellationToken cancellation)
{
    TrainingResult result = Experiment.Reference.Train(digits, null, cancellation).TrainingResult!;
    cancellation.ThrowIfCancellationRequested();
    AnsiConsole.WriteLine();
    AnsiConsole.WriteLine(
        $"Softmax + L2 (1e-3) on all digits: objective {result.Objective:0.00000000}; SciPy in double has {ReferenceObjective:0.00000000}, "
        + $"a relative difference of {Math.Abs(result.Objective / ReferenceObjective - 1.0):0.0e+00}.");
}

static string Percent(double share) => $"{100.0 * share:0.00} %";
