using AutoGradLinear;
using Spectre.Console;

namespace RealResults;

/// <summary>Where the data are, and how work is shown: a bar for each piece of it, or lines where the output is not a terminal.</summary>
internal sealed class Screen(string folder, CancellationToken cancellation)
{
    public CancellationToken Cancellation => cancellation;

    /// <summary>The path of a file below the data folder.</summary>
    public string Find(string name)
    {
        string path = Path.Combine(folder, name);
        return File.Exists(path)
            ? path
            : throw new FileNotFoundException($"There is no '{path}'; it is one of the files that this experiment needs (samples/RealResults/README.md).");
    }

    /// <summary>Whether a file is below the data folder.</summary>
    public bool Has(string name) => File.Exists(Path.Combine(folder, name));

    /// <summary>Reads with a bar that follows the bytes.</summary>
    public T Read<T>(string what, Func<IProgress<ReadingProgress>, T> read) => Show(
        $"reading {what}", bar => read(new Follow<ReadingProgress>(at => bar(at.TotalBytes > 0 ? (double)at.BytesRead / at.TotalBytes : 0.0))));

    /// <summary>Cross-validates candidates with a bar that follows the trainings.</summary>
    public T Compare<T>(string what, Func<IProgress<CrossValidationProgress>, T> compare) => Show(
        $"cross-validating {what}", bar => compare(new Follow<CrossValidationProgress>(at => bar((double)at.Completed / at.Total))));

    /// <summary>Trains with a bar that follows the iterations; a cancelled training ends the program.</summary>
    public T Train<T>(string what, Func<IProgress<TrainingProgress>, T> train) => Show(
        $"training {what}",
        bar =>
        {
            T model = train(new Follow<TrainingProgress>(at => bar((double)at.Iteration / at.Total)));
            cancellation.ThrowIfCancellationRequested();
            return model;
        });

    /// <summary>Shows other work, which tells how far it is, from 0 to 1.</summary>
    public T Show<T>(string what, Func<Action<double>, T> work)
    {
        cancellation.ThrowIfCancellationRequested();
        if (Console.IsOutputRedirected || !AnsiConsole.Profile.Capabilities.Ansi)
        {
            Console.WriteLine(what);
            return work(_ => { });
        }

        return AnsiConsole.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask(Markup.Escape(what), maxValue: 1.0);
                T result = work(share => task.Value = share);
                task.Value = 1.0;
                return result;
            });
    }

    /// <summary>Reports at once, on the thread that does the work.</summary>
    private sealed class Follow<T>(Action<T> report) : IProgress<T>
    {
        public void Report(T value) => report(value);
    }
}
