using System.Diagnostics;
using AutoGradLinear.Plots;
using LectureTour;

if (!Arguments.TryParse(args, out Arguments? arguments, out string problem))
{
    Console.Error.WriteLine(problem);
    Console.Error.WriteLine(Arguments.Usage);
    return 2;
}

using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = !cancellation.IsCancellationRequested; // a second Ctrl-C ends the process
    cancellation.Cancel();
};

try
{
    long start = Stopwatch.GetTimestamp();
    ReportPage page = Tour.Run(new LectureContext(arguments.DataFolder, cancellation.Token), Console.WriteLine);
    page.Save(arguments.Output);
    Console.WriteLine($"{Path.GetFullPath(arguments.Output)} ({Stopwatch.GetElapsedTime(start).TotalSeconds:0} s)");
    return 0;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Cancelled; nothing was written.");
    return 130;
}
catch (Exception error) when (error is IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
