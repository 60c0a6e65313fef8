using System.Diagnostics;
using AutoGradLinear;
using AutoGradLinear.Losses;

namespace RealResults.Experiments;

/// <summary>Small photos, split as in the course CS231n: 49 000 to train, 1 000 to validate, 1 000 to test; the mean image is subtracted.</summary>
internal sealed class CifarExperiment : Experiment
{
    private const int TrainCount = 49_000;
    private const int FoldCount = 3;

    /// <summary>Strengths for pixels that are divided by 64.</summary>
    private static readonly float[] Strengths = [1f, 0.3f, 0.1f, 0.03f];

    private static readonly PreparationStep[] Steps = [PreparationStep.CenterByMean(), PreparationStep.Scale(1.0 / 64.0)];

    public override string Name => "cifar10";

    public override string Description => "small photos in the CS231n split, softmax and hinge";

    public override void Run(Screen screen, ResultTable results)
    {
        string[] batches = [.. Enumerable.Range(1, 5).Select(k => $"cifar10/data_batch_{k}.bin")];
        ClassificationDataset all = Read(screen, batches);
        ClassificationDataset test = Read(screen, ["cifar10/test_batch_first1000.bin"]);
        ClassificationDataset train = all.Subset([.. Enumerable.Range(0, TrainCount)]);
        ClassificationDataset validation = all.Subset([.. Enumerable.Range(TrainCount, all.Count - TrainCount)]);
        Preparation preparation = Preparation.Fit(train, Steps);
        (ClassificationDataset preparedTrain, ClassificationDataset preparedValidation, ClassificationDataset preparedTest) =
            (preparation.Apply(train), preparation.Apply(validation), preparation.Apply(test));
        var options = new TrainingOptions { Solver = Solver.Lbfgs, Tolerance = 1e-2, MaxIterations = 100 };

        Measure("softmax", 0.39, (data, penalty, progress) => SoftmaxClassifier.Train(data, default, penalty, options, progress, screen.Cancellation));
        Measure("hinge", 0.38, (data, penalty, progress) => HingeClassifier.Train(
            data, new MulticlassHinge<float>(1f), penalty, options, progress, screen.Cancellation));

        void Measure(string method, double goal, Func<ClassificationDataset, L2<float>, IProgress<TrainingProgress>?, Classifier> fit)
        {
            long start = Stopwatch.GetTimestamp();
            float strength = Selection.Choose(screen, method, train, FoldCount, Strengths, (data, penalty) => fit(data, penalty, null), Steps);
            Classifier model = screen.Train(method, progress => fit(preparedTrain, new L2<float>(strength), progress));
            TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
            string chosen = Selection.Shown(strength);
            results.Add("CIFAR-10", method, chosen, "validation accuracy", model.Evaluate(preparedValidation).Accuracy, validation.Count, goal, elapsed);
            results.Add("CIFAR-10", method, chosen, "test accuracy", model.Evaluate(preparedTest).Accuracy, test.Count, 0.0, elapsed);
        }
    }

    private static ClassificationDataset Read(Screen screen, string[] names)
    {
        string[] paths = [.. names.Select(name => screen.Has(name) ? screen.Find(name) : Unpacked(screen, screen.Find($"{name}.xz")))];
        return screen.Read(names[0], progress => Cifar10File.Read(paths, null, progress, screen.Cancellation));
    }

    /// <summary>Unpacks a file into the folder for temporary files, with the system's own xz; .NET has no reader for it.</summary>
    private static string Unpacked(Screen screen, string packed)
    {
        string folder = Path.Combine(Path.GetTempPath(), "autogradlinear-cifar10");
        string path = Path.Combine(folder, Path.GetFileNameWithoutExtension(packed));
        if (File.Exists(path))
            return path;
        Directory.CreateDirectory(folder);
        string partial = $"{path}.{Guid.NewGuid():N}.partial";
        return screen.Show($"unpacking {Path.GetFileName(packed)}", _ =>
        {
            using (Process xz = Process.Start(new ProcessStartInfo("xz", ["-dc", packed]) { RedirectStandardOutput = true })
                ?? throw new IOException("The command 'xz' could not be started."))
            using (FileStream target = File.Create(partial))
            {
                xz.StandardOutput.BaseStream.CopyTo(target);
                xz.WaitForExit();
                if (xz.ExitCode != 0)
                    throw new IOException($"'xz -dc {packed}' ended with {xz.ExitCode}.");
            }

            File.Move(partial, path, overwrite: true);
            return path;
        });
    }
}
