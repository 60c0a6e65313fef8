namespace AutoGradLinear.Benchmarks.GradBench;

/// <summary>Whether two programs computed the same.</summary>
internal static class Agreement
{
    /// <summary>
    /// Numbers that are smaller than this part of the largest one are compared on its scale: they may be rounding errors of larger ones.
    /// </summary>
    private const double SmallestScale = 1e-3;

    /// <summary>
    /// The largest maxᵢ |aᵢ − bᵢ| / max(|aᵢ|, |bᵢ|, 10⁻³ maxⱼ |bⱼ|); infinite where one is no number or the lengths differ.
    /// </summary>
    public static double RelativeError(ReadOnlySpan<double> actual, ReadOnlySpan<double> expected)
    {
        if (actual.Length != expected.Length)
            return double.PositiveInfinity;
        double largest = 0;
        foreach (double number in expected)
            largest = Math.Max(largest, Math.Abs(number));

        double error = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            if (actual[i] == expected[i])
                continue;
            double scale = Math.Max(SmallestScale * largest, Math.Max(Math.Abs(actual[i]), Math.Abs(expected[i])));
            double difference = Math.Abs(actual[i] - expected[i]) / scale;
            if (double.IsNaN(difference))
                return double.PositiveInfinity;
            error = Math.Max(error, difference);
        }

        return error;
    }

    /// <summary>Runs every call once.</summary>
    /// <returns>What disagrees by more than the tolerance; empty where nothing does.</returns>
    public static List<string> Disagreements(Calls calls, double tolerance)
    {
        List<string> found = [];
        foreach (Call? call in new[] { calls.Primal, calls.Gradient, calls.ByHand, calls.NativePrimal, calls.NativeGradient })
        {
            call?.Output.AsSpan().Fill(double.NaN);
            call?.Run();
        }

        Compare("generated and hand-written gradient", calls.Gradient, calls.ByHand);
        Compare("generated gradient and the one in C", calls.Gradient, calls.NativeGradient);
        Compare("objective in C# and in C", calls.Primal, calls.NativePrimal);
        return found;

        void Compare(string what, Call actual, Call? expected)
        {
            if (expected is null)
                return;
            double error = RelativeError(actual.Output, expected.Output);
            if (!(error <= tolerance))
                found.Add(FormattableString.Invariant($"{what} differ by {error:G2}"));
        }
    }
}
