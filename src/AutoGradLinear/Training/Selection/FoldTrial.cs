using System.Diagnostics;

namespace AutoGradLinear.Training;

/// <summary>One candidate in one fold: what was measured on the held-out rows, or why nothing was.</summary>
/// <param name="Values">The measures, the score first; none where the trial failed.</param>
/// <param name="Elapsed">The time it took.</param>
/// <param name="Failure">Why the candidate cannot be chosen; null where it can.</param>
internal sealed record FoldTrial(IReadOnlyList<double> Values, TimeSpan Elapsed, string? Failure = null)
{
    /// <summary>
    /// Measures. What settings bring about (a loss that is not finite, settings that are out of their range or do not fit the data) is a failure of
    /// this candidate; any other exception, such as one of reading files, is not caught.
    /// </summary>
    public static FoldTrial Of(Func<double[]> measure)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            double[] values = measure();
            return new FoldTrial(values, Stopwatch.GetElapsedTime(start), double.IsNaN(values[0]) ? "The score is NaN." : null);
        }
        catch (Exception exception) when (exception is ArithmeticException or ArgumentException or InvalidOperationException)
        {
            return new FoldTrial([], Stopwatch.GetElapsedTime(start), exception.Message);
        }
    }
}
