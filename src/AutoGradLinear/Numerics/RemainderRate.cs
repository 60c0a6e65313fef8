namespace AutoGradLinear.Numerics;

/// <summary>The rate at which a remainder falls as the step is halved, and what it says of the derivative that was taken off.</summary>
/// <param name="Rate">log₂ of the fall per halving, over the shortest steps whose remainder is above rounding; NaN where there are none.</param>
/// <param name="Bound">The smallest of (remainder + rounding) ÷ step: no error of the derivative is larger.</param>
/// <param name="Finite">The number of steps at which the remainder is finite.</param>
internal readonly record struct RemainderRate(double Rate, double Bound, int Finite)
{
    /// <summary>A remainder counts from so many times its rounding error on.</summary>
    private const double Clear = 64.0;

    /// <summary>Where it does not count, it is taken to be so many times its rounding error, which a remainder that falls slowly exceeds.</summary>
    private const double Floor = 4.0;

    /// <summary>The rate is taken over so many halvings, or as many as there are.</summary>
    private const int Halvings = 3;

    /// <summary>Measures the rate.</summary>
    /// <param name="steps">The steps, each about half of the one before.</param>
    /// <param name="remainders">The remainders; NaN where the function is not finite.</param>
    /// <param name="noise">The rounding error of each remainder.</param>
    /// <param name="power">The power of the step by which the derivative's error enters the remainder.</param>
    public static RemainderRate Of(ReadOnlySpan<double> steps, ReadOnlySpan<double> remainders, ReadOnlySpan<double> noise, int power)
    {
        double bound = double.PositiveInfinity;
        int finite = 0;
        int last = -1;
        for (int i = 0; i < remainders.Length; i++)
        {
            if (!double.IsFinite(remainders[i]))
            {
                last = -1;
                continue;
            }

            finite++;
            bound = Math.Min(bound, (remainders[i] + (Floor * noise[i])) / Math.Pow(steps[i], power));
            if (remainders[i] > Clear * noise[i])
                last = i;
        }

        if (last < 0 || last == remainders.Length - 1 && last == 0)
            return new RemainderRate(double.NaN, bound, finite);
        int end = Math.Min(last + 1, remainders.Length - 1);
        int start = end;
        while (start > 0 && end - start < Halvings && double.IsFinite(remainders[start - 1]) && remainders[start - 1] > Clear * noise[start - 1])
            start--;
        if (start == end)
            return new RemainderRate(double.NaN, bound, finite);
        double fall = remainders[start] / Math.Max(remainders[end], Floor * noise[end]);
        return new RemainderRate(Math.Log2(fall) / Math.Log2(steps[start] / steps[end]), bound, finite);
    }
}
