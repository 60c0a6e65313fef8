using AutoGradLinear;
using Spectre.Console;

namespace QuickStart;

/// <summary>Trains with a live bar for each experiment, or with plain lines where the output is not a terminal.</summary>
internal static class TrainingScreen
{
    public static LinearClassifier[] Train(
        IReadOnlyList<Experiment> experiments, ClassificationDataset data, CancellationToken cancellation)
    {
        if (Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Ansi)
        {
            return
            [
                .. experiments.Select(
                    experiment => Finish(experiment.Train(data, new Lines(experiment.Name), cancellation), cancellation)),
            ];
        }

        return AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new ElapsedTimeColumn())
            .Start(context =>
            {
                ProgressTask[] bars = [.. experiments.Select(experiment => context.AddTask(experiment.Name, autoStart: false))];
                return experiments.Select((experiment, k) =>
                {
                    bars[k].StartTask();
                    LinearClassifier model = Finish(
                        experiment.Train(data, new Bar(bars[k], experiment.Name), cancellation), cancellation);
                    bars[k].Value = bars[k].MaxValue;
                    bars[k].StopTask();
                    return model;
                }).ToArray();
            });
    }

    /// <summary>A cancelled training returns its best model so far; here it ends the program.</summary>
    private static LinearClassifier Finish(LinearClassifier model, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return model;
    }

    private static string Describe(string name, TrainingProgress progress) =>
        $"{name,-18}  iteration {progress.Iteration,4}  objective {progress.Objective:0.00000}";

    private sealed class Bar(ProgressTask task, string name) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress progress)
        {
            task.MaxValue = progress.Total;
            task.Value = progress.Iteration;
            task.Description = Describe(name, progress);
        }
    }

    /// <summary>One line whenever the number of iterations has doubled.</summary>
    private sealed class Lines(string name) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress progress)
        {
            if (int.IsPow2(progress.Iteration))
                Console.WriteLine(Describe(name, progress));
        }
    }
}
