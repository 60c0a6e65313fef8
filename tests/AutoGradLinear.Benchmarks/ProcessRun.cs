using System.Diagnostics;

namespace AutoGradLinear.Benchmarks;

/// <summary>One run of another process, as the system sees it.</summary>
/// <param name="ExitCode">What it ended with.</param>
/// <param name="WallSeconds">From the call that starts it until it has ended.</param>
/// <param name="ProcessorSeconds">The time of all its threads.</param>
/// <param name="PeakBytes">The most memory that was resident.</param>
/// <param name="LastLine">The last line that it printed.</param>
internal readonly record struct ProcessRun(int ExitCode, double WallSeconds, double ProcessorSeconds, double PeakBytes, string LastLine)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(5);

    /// <summary>Runs a program until it ends; its error output goes where ours goes.</summary>
    /// <param name="file">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    public static ProcessRun Of(string file, IEnumerable<string> arguments)
    {
        long start = Stopwatch.GetTimestamp();
        using Process process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        (double Bytes, double Seconds) seen = default;

        // The system forgets both when the process ends, and neither ever falls: the last look tells them.
        while (!process.WaitForExit(BetweenLooks))
            seen = Look(process) ?? seen;
        double wall = Stopwatch.GetElapsedTime(start).TotalSeconds;
        string[] lines = output.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new(process.ExitCode, wall, seen.Seconds, seen.Bytes, lines is [.., string last] ? last : string.Empty);
    }

    /// <summary>The peak of memory and the time until now; null where the process ended since we asked.</summary>
    private static (double Bytes, double Seconds)? Look(Process process)
    {
        try
        {
            process.Refresh();
            return process.PeakWorkingSet64 is > 0 and long bytes ? (bytes, process.TotalProcessorTime.TotalSeconds) : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
