using AutoGradLinear;
using RealResults;
using RealResults.Experiments;
using Spectre.Console;

Experiment[] experiments =
    [new MnistExperiment(), new CifarExperiment(), new CensusExperiment(), new NewsgroupsExperiment(), new AdultExperiment(), new SpamExperiment()];

if (!Arguments.TryParse(args, experiments, out Arguments? arguments, out string problem))
{
    Console.Error.WriteLine(problem);
    Console.Error.WriteLine(Arguments.Usage(experiments));
    return 2;
}

using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = !cancellation.IsCancellationRequested; // a second Ctrl-C ends the process
    cancellation.Cancel();
};

// Where the output is a file, lines are as long as the table needs.
if (Console.IsOutputRedirected)
    AnsiConsole.Profile.Width = 160;

try
{
    var results = new ResultTable();
    foreach (Experiment experiment in arguments.Chosen)
    {
        AnsiConsole.Write(new Rule(Markup.Escape($"{experiment.Name}: {experiment.Description}")).LeftJustified());
        experiment.Run(new Screen(arguments.DataFolder, cancellation.Token), results);
    }

    results.Show();
    return 0;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Cancelled.");
    return 130;
}
catch (IOException error)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
