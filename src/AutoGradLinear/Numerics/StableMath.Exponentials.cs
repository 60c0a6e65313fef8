using System.Numerics;

namespace AutoGradLinear.Numerics;

// Exponentials less one, their logarithms, and what is made of them.
public static partial class StableMath
{
    /// <summary>Computes eˣ − 1.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="x">The argument.</param>
    /// <returns>eˣ − 1, at least −1.</returns>
    /// <remarks>
    /// <para>
    /// With u = eˣ rounded, eˣ = u e^(x − ln u), hence eˣ − 1 = (u − 1) + u (x − ln u) for |x| ≤ ln 2, where the subtractions are exact and
    /// ln u is relatively precise (N. Higham, "Accuracy and Stability of Numerical Algorithms", section 1.14.1, has the form of a
    /// quotient). Beyond, the subtraction of 1 loses nothing.
    /// </para>
    /// <para>Error: at most 1.5 units for double, 2 for float.</para>
    /// </remarks>
    public static T ExpM1<T>(T x)
        where T : IFloatingPointIeee754<T>
    {
        T u = T.Exp(x);
        if (u == T.One)
            return x;
        T difference = u - T.One;
        return T.Abs(x) <= Precision<T>.Ln2 ? difference + (u * (x - T.Log(u))) : difference;
    }

    /// <summary>Computes ln(1 − eˣ) for x ≤ 0.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="x">The argument; 0 gives −∞, more gives NaN.</param>
    /// <returns>ln(1 − eˣ), at most 0.</returns>
    /// <remarks>
    /// <para>
    /// ln(−(eˣ − 1)) above −ln 2, where 1 − eˣ would cancel, and ln(1 + (−eˣ)) below (M. Mächler, "Accurately computing log(1 −
    /// exp(−|a|))", 2012).
    /// </para>
    /// <para>Error: at most 2 units for double, 2.5 for float.</para>
    /// </remarks>
    public static T Log1MExp<T>(T x)
        where T : IFloatingPointIeee754<T>
        => x > -Precision<T>.Ln2 ? T.Log(-ExpM1(x)) : Log1P(-T.Exp(x));

    /// <summary>Computes ln(eˣ − 1) for x ≥ 0, the inverse of <see cref="Softplus"/>.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="x">The argument; 0 gives −∞, less gives NaN.</param>
    /// <returns>ln(eˣ − 1); x where that is large.</returns>
    /// <remarks>
    /// <para>
    /// ln(eˣ − 1) below ½ ln 2, x + ln(1 − e⁻ˣ) above 2 ln 2, which does not overflow. Between lies the zero, ln 2, where the relative
    /// precision is kept by eˣ − 1 = 1 + 2 (eᵈ − 1) with d = x − ln 2, for which ln 2 has twice the digits.
    /// </para>
    /// <para>Error: at most 3 units for double, 4 for float.</para>
    /// </remarks>
    public static T LogExpM1<T>(T x)
        where T : IFloatingPointIeee754<T>
    {
        T ln2 = Precision<T>.Ln2;
        if (x + x < ln2)
            return T.Log(ExpM1(x));
        if (x > ln2 + ln2)
            return x + Log1P(-T.Exp(-x));
        T excess = ExpM1(x - ln2 - Precision<T>.Ln2Remainder);
        return Log1P(excess + excess);
    }

    /// <summary>Computes ln cosh x, a smooth |x| − ln 2.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="x">The argument.</param>
    /// <returns>ln cosh x, at least 0; x² / 2 where x is small, |x| − ln 2 where it is large.</returns>
    /// <remarks>
    /// <para>
    /// ln(1 + (cosh x − 1)) for |x| &lt; 1, with cosh x − 1 = x² (1/2! + x²/4! + x⁴/6! + …), whose terms after x¹⁸/18! are below 1e-18 of
    /// the sum; |x| − ln 2 + ln(1 + e^−2|x|) beyond, which does not overflow.
    /// </para>
    /// <para>Error: at most 3.5 units for double, 4 for float.</para>
    /// </remarks>
    public static T LogCosh<T>(T x)
        where T : IFloatingPointIeee754<T>
    {
        T magnitude = T.Abs(x);
        if (magnitude < T.One)
            return Log1P(CoshM1(magnitude));
        return (magnitude - Precision<T>.Ln2) + (Log1P(T.Exp(-(magnitude + magnitude))) - Precision<T>.Ln2Remainder);
    }

    /// <summary>Computes cosh x − 1 for |x| &lt; 1 by its power series, from the smallest term.</summary>
    private static T CoshM1<T>(T x)
        where T : IFloatingPointIeee754<T>
    {
        T square = x * x;
        T sum = T.CreateTruncating(1.0 / 6402373705728000);
        sum = T.MultiplyAddEstimate(sum, square, T.CreateTruncating(1.0 / 20922789888000));
        sum = T.MultiplyAddEstimate(sum, square, T.CreateTruncating(1.0 / 87178291200));
        sum = T.MultiplyAddEstimate(sum, square, T.CreateTruncating(1.0 / 479001600));
        sum = T.MultiplyAddEstimate(sum, square, T.CreateTruncating(1.0 / 3628800));
        sum = T.MultiplyAddEstimate(sum, square, T.CreateTruncating(1.0 / 40320));
        sum = T.MultiplyAddEstimate(sum, square, T.CreateTruncating(1.0 / 720));
        sum = T.MultiplyAddEstimate(sum, square, T.CreateTruncating(1.0 / 24));
        sum = T.MultiplyAddEstimate(sum, square, T.CreateTruncating(0.5));
        return sum * square;
    }
}
