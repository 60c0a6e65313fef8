using System.Numerics;

namespace AutoGradLinear.Numerics;

// Logarithms of one number, and of a quotient.
public static partial class StableMath
{
    /// <summary>Computes ln(1 + x).</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="x">The argument; −1 gives −∞, less gives NaN.</param>
    /// <returns>ln(1 + x).</returns>
    /// <remarks>
    /// <para>
    /// With u = 1 + x rounded, ln(1 + x) = ln u + ln(1 + (x − (u − 1)) / u), where u − 1 and its difference to x are exact and the second
    /// logarithm is its argument (after W. Kahan; D. Goldberg, "What every computer scientist should know about floating-point arithmetic",
    /// 1991, theorem 4, has the form of a quotient, which rounds twice more).
    /// </para>
    /// <para>Error: at most 1.5 units for double, 2 for float.</para>
    /// </remarks>
    public static T Log1P<T>(T x)
        where T : IFloatingPointIeee754<T>
    {
        T u = T.One + x;
        if (u == T.One)
            return x;
        T correction = (x - (u - T.One)) / u;
        T logarithm = T.Log(u);
        return T.IsFinite(logarithm) ? logarithm + correction : logarithm;
    }

    /// <summary>Computes x ln x.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="x">The argument; 0 gives 0, which is the limit, less gives NaN.</param>
    /// <returns>x ln x, at least −1/e.</returns>
    /// <remarks>Error: at most 2 units for double and float.</remarks>
    public static T XLogX<T>(T x)
        where T : IFloatingPointIeee754<T>
        => x == T.Zero ? T.Zero : x * T.Log(x);

    /// <summary>Computes ln x − ln y, with full relative precision where x ≈ y too.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="x">The number whose logarithm is added.</param>
    /// <param name="y">The number whose logarithm is subtracted.</param>
    /// <returns>
    /// ln(x / y) for positive numbers; elsewhere what ln x − ln y is: ∞ for y = 0 &lt; x, NaN for x = y = 0 and for negative numbers.
    /// </returns>
    /// <remarks>
    /// <para>
    /// For x / y in [1/2, 2] it is <see cref="Log1P"/>((x − y) / y), where the difference is exact (P. Sterbenz, "Floating-Point
    /// Computation", 1974, theorem 4.3.1); elsewhere ln(x / y), or the difference of both logarithms where the quotient overflows or is
    /// subnormal.
    /// </para>
    /// <para>Error: at most 2 units for double, 2.5 for float.</para>
    /// </remarks>
    public static T LogRatio<T>(T x, T y)
        where T : IFloatingPointIeee754<T>
    {
        T ratio = x / y;
        if (x > T.Zero && ratio >= Precision<T>.SmallestNormal && ratio < T.PositiveInfinity)
        {
            T two = T.One + T.One;
            return ratio <= two && ratio + ratio >= T.One ? Log1P((x - y) / y) : T.Log(ratio);
        }

        return T.Log(x) - T.Log(y);
    }
}
