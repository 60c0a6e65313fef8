using System.Diagnostics;

namespace AutoGradLinear.Benchmarks.GradBench;

/// <summary>Nanoseconds per call; null for what there is not. Bytes are those that a gradient by generated code allocates.</summary>
internal sealed record Times(double Primal, double Gradient, double ByHand, double? NativePrimal, double? NativeGradient, double Bytes)
{
    private const int Rounds = 7;
    private const int RoundsOfLongCalls = 3;
    private const int WarmUpMilliseconds = 300;

    /// <summary>A round of one call lasts this long, or as long as the call.</summary>
    private static readonly double RoundSeconds = 0.2 / Rounds;

    /// <summary>
    /// The runtime replaces what it compiled first when it has been called for a while: done once for all sizes, at the smallest.
    /// </summary>
    public static void WarmUp(Calls calls)
    {
        foreach (Call call in All(calls).OfType<Call>())
        {
            for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalMilliseconds < WarmUpMilliseconds;)
                call.Run();
        }
    }

    /// <summary>
    /// Times all calls in turn within each round, so that a machine which becomes slower does so for all of them; the second best counts.
    /// </summary>
    public static Times Of(Calls calls)
    {
        Call?[] all = All(calls);
        int[] counts = [.. all.Select(CountOf)];
        int rounds = counts.Contains(1) ? RoundsOfLongCalls : Rounds;
        double[][] times = [.. all.Select(_ => new double[rounds])];
        long bytes = 0;
        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < all.Length; i++)
            {
                if (all[i] is not Call call)
                    continue;
                long before = GC.GetAllocatedBytesForCurrentThread();
                times[i][round] = 1e9 * Seconds(call, counts[i]) / counts[i];
                if (call == calls.Gradient)
                    bytes += GC.GetAllocatedBytesForCurrentThread() - before;
            }
        }

        foreach (double[] row in times)
            Array.Sort(row);
        return new Times(
            times[0][1], times[1][1], times[2][1],
            all[3] is null ? null : times[3][1],
            all[4] is null ? null : times[4][1],
            (double)bytes / rounds / counts[1]);
    }

    private static Call?[] All(Calls calls) => [calls.Primal, calls.Gradient, calls.ByHand, calls.NativePrimal, calls.NativeGradient];

    private static int CountOf(Call? call)
    {
        if (call is null)
            return 0;
        call.Run();
        int count = 1;
        while (Seconds(call, count) < RoundSeconds / 2)
            count *= 2;
        return count;
    }

    private static double Seconds(Call call, int count)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < count; i++)
            call.Run();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
