using System.Diagnostics;

namespace AutoGradLinear.Mutations;

/// <summary>Sees from a thread of its own that one file takes too long.</summary>
internal sealed class Watchdog : IDisposable
{
    private readonly Timer timer;
    private readonly TimeSpan patience;
    private readonly Action onHang;
    private long start;

    /// <summary>Starts to watch.</summary>
    /// <param name="patience">The longest time for one file.</param>
    /// <param name="onHang">What happens then.</param>
    public Watchdog(TimeSpan patience, Action onHang)
    {
        this.patience = patience;
        this.onHang = onHang;
        start = Stopwatch.GetTimestamp();
        timer = new Timer(_ => Look(), null, patience / 4, patience / 4);
    }

    /// <summary>A new file begins.</summary>
    public void Restart() => Volatile.Write(ref start, Stopwatch.GetTimestamp());

    public void Dispose() => timer.Dispose();

    private void Look()
    {
        if (Stopwatch.GetElapsedTime(Volatile.Read(ref start)) > patience)
            onHang();
    }
}
