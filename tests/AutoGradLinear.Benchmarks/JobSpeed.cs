namespace AutoGradLinear.Benchmarks;

/// <summary>
/// Whole processes, from the files to a saved model: wall time and peak memory as the system sees them, start of the runtime and compiling of
/// code included. Processes take turns, and figures are medians.
/// </summary>
internal static class JobSpeed
{
    private const int Rounds = 5;
    private const string Job = "AutoGradLinear.Job";

    private sealed record Command(string Name, string File, string[] Arguments);

    /// <param name="args">The folder of MNIST's four files, then command lines of others to be timed beside it, each one argument.</param>
    /// <returns>0, 1 where a process failed, or 2 where the folder or the program is missing.</returns>
    public static int Run(string[] args)
    {
        if (args is not [string folder, .. string[] others] || !Directory.Exists(folder))
        {
            Console.Error.WriteLine("Give the folder of MNIST's files, then command lines to be timed beside ours, each in quotes.");
            return 2;
        }

        string model = Path.GetTempFileName();
        try
        {
            Command[] commands = [.. Ours(folder, model), .. others.Select(line => new Command(line, "/bin/sh", ["-c", "exec " + line]))];
            if (commands.Length == others.Length)
            {
                Console.Error.WriteLine($"{Job} is not built: dotnet build -c Release tests/{Job}");
                return 2;
            }

            return Measure(commands);
        }
        finally
        {
            File.Delete(model);
        }
    }

    private static int Measure(Command[] commands)
    {
        var runs = new ProcessRun[commands.Length, Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            for (int i = 0; i < commands.Length; i++)
            {
                runs[i, round] = ProcessRun.Of(commands[i].File, commands[i].Arguments);
                if (runs[i, round].ExitCode != 0)
                {
                    Console.Error.WriteLine($"{commands[i].Name} ended with {runs[i, round].ExitCode}.");
                    return 1;
                }
            }
        }

        Console.WriteLine("| process | wall, s | least | processor, s | peak, MiB | printed |");
        Console.WriteLine("|---|---|---|---|---|---|");
        for (int i = 0; i < commands.Length; i++)
        {
            ProcessRun[] rounds = [.. Enumerable.Range(0, Rounds).Select(round => runs[i, round])];
            double wall = Median(rounds, run => run.WallSeconds);
            double least = rounds.Min(run => run.WallSeconds);
            double processor = Median(rounds, run => run.ProcessorSeconds);
            double megabytes = Median(rounds, run => run.PeakBytes) / (1 << 20);
            Console.WriteLine(FormattableString.Invariant(
                $"| {commands[i].Name} | {wall:F2} | {least:F2} | {processor:F2} | {megabytes:F0} | {rounds[0].LastLine} |"));
        }

        return 0;
    }

    /// <summary>Our program in every form that is built: portable code, and code that was compiled when it was published.</summary>
    private static IEnumerable<Command> Ours(string folder, string model)
    {
        string output = Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", Job, "bin", "Release", "net10.0");
        string portable = Path.Combine(output, Job + ".dll");
        string readyToRun = Path.Combine(output, "linux-x64", "publish", Job + ".dll");
        string native = Path.Combine(output, "linux-x64", "native-aot", Job);
        if (File.Exists(portable))
            yield return new("AutoGradLinear, compiled when it runs", "dotnet", [portable, folder, model]);
        if (File.Exists(readyToRun))
            yield return new("AutoGradLinear, ReadyToRun", "dotnet", [readyToRun, folder, model]);
        if (File.Exists(native))
            yield return new("AutoGradLinear, Native AOT", native, [folder, model]);
    }

    private static double Median(ProcessRun[] runs, Func<ProcessRun, double> figure) =>
        runs.Select(figure).Order().ElementAt(runs.Length / 2);
}
