using System.Diagnostics;

namespace AutoGradLinear.Mutations;

/// <summary>Runs a <see cref="MutationCampaign"/>; ends with 0 where nothing failed, 1 where something did, 2 where the arguments are wrong.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments.Contains("--help"))
        {
            Console.WriteLine(MutationOptions.Usage);
            return 0;
        }

        MutationOptions options;
        MutationCampaign campaign;
        try
        {
            options = MutationOptions.Parse(arguments);
            campaign = new MutationCampaign(options, Console.WriteLine);
        }
        catch (ArgumentException exception)
        {
            Console.Error.WriteLine(exception.Message);
            Console.Error.WriteLine(MutationOptions.Usage);
            return 2;
        }

        using var cancellation = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            pressed.Cancel = true;
            cancellation.Cancel();
        };
        long start = Stopwatch.GetTimestamp();
        long shown = start;
        Tally tally = campaign.Run(
            so =>
            {
                if (Console.IsErrorRedirected || Stopwatch.GetElapsedTime(shown).TotalSeconds < 0.5)
                    return;
                shown = Stopwatch.GetTimestamp();
                Console.Error.Write($"\r{so.Total} of {options.Count}, {so.Failed} failed, {Stopwatch.GetElapsedTime(start):hh\\:mm\\:ss} ");
            },
            hang =>
            {
                Console.WriteLine(hang);
                Environment.Exit(1);
            },
            cancellation.Token);
        if (!Console.IsErrorRedirected)
            Console.Error.WriteLine();
        Console.WriteLine(tally.Table());
        return tally.Failed == 0 ? 0 : 1;
    }
}
