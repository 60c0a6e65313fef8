using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace AutoGradLinear.Benchmarks;

/// <summary>
/// What the machine can do: multiply-adds in registers, and reading memory. Each probe is a method of its own that calls nothing while its sums are in
/// registers.
/// </summary>
/// <remarks>
/// A limit is the best of several probes: whoever else uses the machine makes a probe slower, never faster. A probe of several threads lasts from the first one's start to the last one's end, so it
/// has to be long beside the time that it takes to wake them.
/// </remarks>
internal sealed class MachineLimits
{
    private const int Steps = 8_000_000;
    private const int Sums = 12;
    private const int ReadBytes = 128 << 20;

    private readonly float[] memory = new float[ReadBytes / sizeof(float)];

    public MachineLimits() => memory.AsSpan().Fill(1f);

    /// <summary>Multiply-adds of float, two operations each, in 10⁹ operations a second, over all threads.</summary>
    public static double GigaflopsPerSecond(int threads)
    {
        double seconds = Seconds(threads, _ => Multiply(Steps));
        return 2.0 * threads * Steps * Sums * Vector<float>.Count / seconds / 1e9;
    }

    /// <summary>Bytes read from memory, in 10⁹ a second, over all threads.</summary>
    public double GigabytesPerSecond(int threads)
    {
        int part = memory.Length / threads;
        double seconds = Seconds(threads, thread => Read(memory.AsSpan(thread * part, part)));
        return (double)threads * part * sizeof(float) / seconds / 1e9;
    }

    private static double Seconds(int threads, Func<int, float> probe)
    {
        using var ready = new Barrier(threads);
        long[] started = new long[threads];
        long[] ended = new long[threads];
        float[] results = new float[threads];
        Thread[] others = [.. Enumerable.Range(1, threads - 1).Select(thread => new Thread(() => Time(thread)))];
        foreach (Thread other in others)
            other.Start();
        Time(0);
        foreach (Thread other in others)
            other.Join();
        if (results.Contains(float.NaN))
            throw new InvalidOperationException("A probe of the machine's limits gave NaN.");
        return Stopwatch.GetElapsedTime(started.Min(), ended.Max()).TotalSeconds;

        void Time(int thread)
        {
            ready.SignalAndWait();
            started[thread] = Stopwatch.GetTimestamp();
            results[thread] = probe(thread);
            ended[thread] = Stopwatch.GetTimestamp();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Multiply(int steps)
    {
        var factor = new Vector<float>(0.999f);
        var term = new Vector<float>(0.001f);
        Vector<float> a = term, b = term, c = term, d = term, e = term, f = term, g = term, h = term, i = term, j = term, k = term, l = term;
        for (int step = 0; step < steps; step++)
        {
            a = Vector.FusedMultiplyAdd(a, factor, term);
            b = Vector.FusedMultiplyAdd(b, factor, term);
            c = Vector.FusedMultiplyAdd(c, factor, term);
            d = Vector.FusedMultiplyAdd(d, factor, term);
            e = Vector.FusedMultiplyAdd(e, factor, term);
            f = Vector.FusedMultiplyAdd(f, factor, term);
            g = Vector.FusedMultiplyAdd(g, factor, term);
            h = Vector.FusedMultiplyAdd(h, factor, term);
            i = Vector.FusedMultiplyAdd(i, factor, term);
            j = Vector.FusedMultiplyAdd(j, factor, term);
            k = Vector.FusedMultiplyAdd(k, factor, term);
            l = Vector.FusedMultiplyAdd(l, factor, term);
        }

        return Vector.Sum(a + b + c + d + (e + f + g + h) + (i + j + k + l));
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static float Read(ReadOnlySpan<float> memory)
    {
        int width = Vector<float>.Count;
        Vector<float> a = default, b = default, c = default, d = default;
        for (int i = 0; i + (4 * width) <= memory.Length; i += 4 * width)
        {
            a += new Vector<float>(memory[i..]);
            b += new Vector<float>(memory[(i + width)..]);
            c += new Vector<float>(memory[(i + (2 * width))..]);
            d += new Vector<float>(memory[(i + (3 * width))..]);
        }

        return Vector.Sum(a + b + (c + d));
    }
}
