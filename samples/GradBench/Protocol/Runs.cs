using System.Diagnostics;
using System.Text.Json;

namespace GradBench.Protocol;

/// <summary>How often a function runs: that many times at least, and until all runs together have taken that long.</summary>
internal readonly record struct Runs(int Minimum, double MinimumSeconds)
{
    /// <summary>The members <c>min_runs</c> and <c>min_seconds</c> of an input; one run where they are not there.</summary>
    public static Runs Of(JsonElement input)
    {
        if (input.ValueKind != JsonValueKind.Object)
            return new Runs(1, 0);
        return new Runs(Math.Max(1, Input.OptionalInteger(input, "min_runs") ?? 1), Input.OptionalNumber(input, "min_seconds") ?? 0);
    }

    /// <summary>Nanoseconds of each run.</summary>
    public IReadOnlyList<long> Time(Action run)
    {
        List<long> nanoseconds = [];
        long total = 0;
        while (nanoseconds.Count < Minimum || total < MinimumSeconds * 1e9)
        {
            long start = Stopwatch.GetTimestamp();
            run();
            nanoseconds.Add(Math.Max(1, (long)Stopwatch.GetElapsedTime(start).TotalNanoseconds));
            total += nanoseconds[^1];
        }

        return nanoseconds;
    }
}
