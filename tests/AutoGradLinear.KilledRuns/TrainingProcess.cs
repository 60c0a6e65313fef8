using System.Diagnostics;

namespace AutoGradLinear.KilledRuns;

/// <summary>This program in a process of its own, which trains.</summary>
internal sealed class TrainingProcess : IDisposable
{
    /// <summary>What the process writes when its training begins: until then there is nothing to interrupt.</summary>
    public const string Ready = "training";

    private readonly Process process;

    /// <summary>Starts a training, and waits until it begins.</summary>
    /// <param name="name">The case.</param>
    /// <param name="model">The file that the model goes to.</param>
    /// <param name="folder">The folder of its checkpoints; null for none.</param>
    public TrainingProcess(string name, string model, string? folder)
    {
        string program = typeof(TrainingProcess).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", [program, "train", name, model, .. folder is null ? [] : new[] { folder }])
        {
            RedirectStandardOutput = true,
        };
        process = Process.Start(start) ?? throw new InvalidOperationException("No process was started.");
        if (process.StandardOutput.ReadLine() != Ready)
            throw new InvalidOperationException($"The training '{name}' did not begin; its process says above why.");
    }

    /// <summary>Lets the training go on.</summary>
    /// <returns>Whether it has ended.</returns>
    /// <exception cref="InvalidOperationException">It has ended with an error.</exception>
    public bool WaitFor(TimeSpan time)
    {
        if (!process.WaitForExit(time))
            return false;
        return process.ExitCode == 0
            ? true
            : throw new InvalidOperationException($"The training has ended with the exit code {process.ExitCode}; its process says above why.");
    }

    /// <summary>Ends the process at once (SIGKILL): it can do nothing any more.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited)
            Kill();
        process.Dispose();
    }
}
