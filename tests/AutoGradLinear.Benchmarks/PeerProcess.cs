using System.Diagnostics;
using System.Globalization;

namespace AutoGradLinear.Benchmarks;

/// <summary>
/// Others in a process of their own (tests/AutoGradLinear.Benchmarks.Peers), which is asked in turn with our own measurements, so that both
/// see the same machine.
/// </summary>
internal sealed class PeerProcess : IDisposable
{
    private const string Name = "AutoGradLinear.Benchmarks.Peers";

    private readonly Process process;

    private PeerProcess(Process process) => this.process = process;

    /// <summary>Starts it; null, and a word about how to build it, where it is not built.</summary>
    public static PeerProcess? Start()
    {
        string output = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", Name, "bin", "Release", "net10.0"));
        string program = Path.Combine(output, Name + ".dll");
        if (!File.Exists(program))
        {
            Console.Error.WriteLine($"{Name} is not built: dotnet build -c Release tests/{Name}");
            return null;
        }

        var start = new ProcessStartInfo("dotnet", [program]) { RedirectStandardInput = true, RedirectStandardOutput = true };

        // Made by debian12.sh where the system's C++ library is older than the one that TorchSharp was linked with.
        string stub = Path.Combine(output, "ios_stub.so");
        if (File.Exists(stub))
            start.Environment["LD_PRELOAD"] = stub;
        return new PeerProcess(Process.Start(start)!);
    }

    /// <summary>Lets it prepare a task.</summary>
    /// <param name="task">The words of its protocol.</param>
    /// <param name="value">The value that we compute; another one means that the figures would compare different things.</param>
    public void Prepare(string task, double value)
    {
        double theirs = Ask(task);
        if (Math.Abs(theirs - value) > 1e-3 * Math.Abs(value))
        {
            throw new InvalidOperationException(
                FormattableString.Invariant($"'{task}' is {theirs} there and {value} here: that is not the same task."));
        }
    }

    /// <summary>Milliseconds of what was prepared, once.</summary>
    public double Milliseconds() => Ask("time");

    /// <summary>Ends it.</summary>
    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    private double Ask(string question)
    {
        process.StandardInput.WriteLine(question);
        process.StandardInput.Flush();
        string answer = process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException($"{Name} ended at '{question}'; its message is above.");
        return double.Parse(answer, CultureInfo.InvariantCulture);
    }
}
