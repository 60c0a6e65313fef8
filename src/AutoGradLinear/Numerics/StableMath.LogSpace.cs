using System.Numerics;

namespace AutoGradLinear.Numerics;

// Sums and differences of two numbers that are given by their logarithms.
public static partial class StableMath
{
    /// <summary>Computes ln(eˣ + e^y) = max + ln(1 + e^(min − max)).</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="x">One logarithm; −∞ stands for 0.</param>
    /// <param name="y">The other logarithm.</param>
    /// <returns>The logarithm of the sum; −∞ where both are, ∞ where either is.</returns>
    /// <remarks>
    /// <para>The rounding of min − max is made up for, so that what is small beside a maximum near 0 keeps its digits.</para>
    /// <para>
    /// Error: at most 3 units for double and float. Where the maximum is negative the result can cancel to zero; the units are those of the
    /// maximum where that is larger in magnitude than the result.
    /// </para>
    /// </remarks>
    public static T LogAddExp<T>(T x, T y)
        where T : IFloatingPointIeee754<T>
    {
        T maximum = T.Max(x, y);
        if (!T.IsFinite(maximum))
            return maximum;
        T ratio = ExpOfDifference(T.Min(x, y), maximum, out T lost);
        return AddLog1P(maximum, ratio, lost);
    }

    /// <summary>Computes ln(eˣ − e^y) = x + ln(1 − e^(y − x)) for x ≥ y.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="x">The logarithm of the larger number.</param>
    /// <param name="y">The logarithm of what is subtracted; −∞ stands for 0.</param>
    /// <returns>The logarithm of the difference; −∞ for x = y &lt; ∞, NaN for x &lt; y and for ∞ twice.</returns>
    /// <remarks>
    /// <para>
    /// The two forms are those of <see cref="Log1MExp"/>, with the switch at −1/4: the logarithm is added to x, and from there on its error
    /// counts as a part of x. The rounding of y − x is made up for, as in <see cref="LogAddExp"/>.
    /// </para>
    /// <para>
    /// Error: at most 4 units for double and float. For x &gt; 0 the result can cancel to zero; the units are those of x where x is larger
    /// in magnitude than the result.
    /// </para>
    /// </remarks>
    public static T LogSubExp<T>(T x, T y)
        where T : IFloatingPointIeee754<T>
    {
        if (!(x > y))
            return x == y && x < T.PositiveInfinity ? T.NegativeInfinity : T.NaN;
        if (T.IsPositiveInfinity(x))
            return x;
        T difference = y - x;
        if (difference > T.CreateTruncating(-0.25))
            return x + T.Log(-ExpM1(difference));
        T ratio = ExpOfDifference(y, x, out T lost);
        return AddLog1P(x, -ratio, -lost);
    }
}
