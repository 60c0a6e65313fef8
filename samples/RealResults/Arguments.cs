using System.Diagnostics.CodeAnalysis;

namespace RealResults;

/// <summary>What the command line asks for.</summary>
/// <param name="DataFolder">The folder that holds the data.</param>
/// <param name="Chosen">The experiments to run, in order.</param>
internal sealed record Arguments(string DataFolder, IReadOnlyList<Experiment> Chosen)
{
    private const string FolderVariable = "AUTOGRADLINEAR_DATA";

    public static string Usage(IReadOnlyList<Experiment> experiments) =>
        "usage: RealResults NAME [NAME ...] | all  [--data FOLDER]\n"
        + string.Concat(experiments.Select(experiment => $"  {experiment.Name,-12} {experiment.Description}\n"))
        + $"Without --data, the folder is that of the environment variable {FolderVariable}, or 'data' where you are.";

    public static bool TryParse(
        string[] args, IReadOnlyList<Experiment> experiments, [NotNullWhen(true)] out Arguments? arguments, out string problem)
    {
        arguments = null;
        string folder = Environment.GetEnvironmentVariable(FolderVariable) ?? "data";
        var chosen = new List<Experiment>();
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i] == "--data")
            {
                if (++i == args.Length)
                    return Fail("--data needs a folder.", out problem);
                folder = args[i];
            }
            else if (args[i] == "all")
            {
                chosen.AddRange(experiments);
            }
            else if (experiments.FirstOrDefault(experiment => experiment.Name == args[i]) is { } experiment)
            {
                chosen.Add(experiment);
            }
            else
            {
                return Fail($"There is no experiment '{args[i]}'.", out problem);
            }
        }

        if (chosen.Count == 0)
            return Fail("Name an experiment.", out problem);
        if (!Directory.Exists(folder))
            return Fail($"There is no folder '{folder}'; give the one with the data as --data FOLDER.", out problem);
        arguments = new Arguments(folder, chosen);
        problem = string.Empty;
        return true;
    }

    private static bool Fail(string what, out string problem)
    {
        problem = what;
        return false;
    }
}
