using System.Diagnostics;

namespace AutoGradLinear.Benchmarks;

/// <summary>Times calls that are too short for one reading of the clock.</summary>
internal static class CallTime
{
    private const int Rounds = 15;
    private const int TargetTicks = 200_000;

    /// <summary>The runtime replaces what it compiled first when it has been called for a while, and needs a moment to do so.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(400);

    /// <summary>Nanoseconds (the third best of the rounds: a clock may jump once) and heap bytes per call.</summary>
    public static (double Nanoseconds, double Bytes) Of(Func<double> call)
    {
        double kept = 0;
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < WarmUp;)
            kept += call();
        int count = 1;
        while (Math.Min(Ticks(count), Ticks(count)) < TargetTicks)
            count *= 2;

        double[] times = new double[Rounds];
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < Rounds; round++)
            times[round] = 1e9 * Ticks(count) / Stopwatch.Frequency / count;

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        GC.KeepAlive(kept);
        Array.Sort(times);
        return (times[2], (double)allocated / Rounds / count);

        long Ticks(int calls)
        {
            long begin = Stopwatch.GetTimestamp();
            for (int i = 0; i < calls; i++)
                kept += call();
            return Stopwatch.GetTimestamp() - begin;
        }
    }
}
