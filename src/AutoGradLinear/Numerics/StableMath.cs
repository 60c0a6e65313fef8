using System.Numerics;

namespace AutoGradLinear.Numerics;

/// <summary>Functions of exponentials and logarithms in forms that neither overflow nor lose their digits.</summary>
/// <remarks>
/// <para>
/// .NET's <c>LogP1</c> and <c>ExpM1</c> compute <c>Log(x + 1)</c> and <c>Exp(x) - 1</c> as written, which leaves no correct digit for small
/// x. All functions return NaN where an argument is NaN.
/// </para>
/// <para>
/// Errors in the remarks are in units in the last place of the exact result, where that is a normal number: the largest one of some
/// millions of arguments against references of 34 digits, rounded up to half a unit. They rest on <c>Exp</c> and <c>Log</c> of the
/// platform, which were those of glibc on x64, with an error of half a unit and little more. Functions of <see cref="Half"/> have the same
/// forms.
/// </para>
/// </remarks>
public static partial class StableMath
{
    /// <summary>Computes what rounding took from a difference: x − y = difference + RoundingOf(x, y, difference), exactly.</summary>
    /// <remarks>D. Knuth, "The Art of Computer Programming", volume 2, section 4.2.2, theorem B; nothing may overflow.</remarks>
    private static T RoundingOf<T>(T x, T y, T difference)
        where T : IFloatingPointIeee754<T>
    {
        T subtracted = difference - x;
        return (x - (difference - subtracted)) - (y + subtracted);
    }

    /// <summary>Computes e^(x − y) ≈ result + lost for x ≤ y and finite y.</summary>
    /// <remarks>
    /// The exponential multiplies the relative error of its argument by the argument, which makes hundreds of units in the last place out
    /// of half a one; with δ, the rounding of x − y, it is e^fl(x − y) · (1 + δ).
    /// </remarks>
    private static T ExpOfDifference<T>(T x, T y, out T lost)
        where T : IFloatingPointIeee754<T>
    {
        T difference = x - y;
        T exponential = T.Exp(difference);
        lost = exponential == T.Zero ? exponential : exponential * RoundingOf(x, y, difference);
        return exponential;
    }

    /// <summary>Computes a + ln(1 + x + lost) for finite a, x &gt; −1 and a small part of x, lost.</summary>
    /// <remarks>
    /// The form of <see cref="Log1P"/>, whose larger part is added to a before its correction, so that a result that cancels is rounded
    /// late; where x is so small that x³ / 3 does not show, x − x² / 2, whose larger part is not a multiple of the spacing of numbers at 1.
    /// </remarks>
    private static T AddLog1P<T>(T a, T x, T lost)
        where T : IFloatingPointIeee754<T>
    {
        T square = x * x;
        if (square < Precision<T>.SmallSquare)
            return (a + x) + (lost - (square * T.CreateTruncating(0.5)));
        T u = T.One + x;
        T correction = ((x - (u - T.One)) + lost) / u;
        return (a + T.Log(u)) + correction;
    }

    /// <inheritdoc cref="AddLog1P{T}(T, T, T)"/>
    internal static Vector<T> AddLog1P<T>(Vector<T> a, Vector<T> x, Vector<T> lost)
        where T : IFloatingPointIeee754<T>
    {
        Vector<T> square = x * x;
        Vector<T> u = Vector<T>.One + x;
        return Vector.ConditionalSelect(
            Vector.LessThan<T>(square, new Vector<T>(Precision<T>.SmallSquare)),
            (a + x) + (lost - (square * T.CreateTruncating(0.5))),
            (a + VectorMath.Log(u)) + (((x - (u - Vector<T>.One)) + lost) / u));
    }

    /// <summary>Numbers that depend on the precision of the real type.</summary>
    private static class Precision<T>
        where T : IFloatingPointIeee754<T>
    {
        /// <summary>ln 2, rounded.</summary>
        public static readonly T Ln2 = T.CreateTruncating(0.69314718055994530942);

        /// <summary>ln 2 − <see cref="Ln2"/>, rounded; 2.3190468138462996e-17 is what the double lacks.</summary>
        public static readonly T Ln2Remainder =
            T.CreateTruncating(0.69314718055994530942 - double.CreateTruncating(Ln2) + 2.3190468138462996e-17);

        /// <summary>A sixteenth of the spacing of numbers at 1: a third of it is below a tenth of a unit in the last place of 1.</summary>
        public static readonly T SmallSquare = (T.BitIncrement(T.One) - T.One) / T.CreateTruncating(16);

        /// <summary>The smallest normal number: the smallest subnormal one over the spacing of numbers at 1.</summary>
        public static readonly T SmallestNormal = T.Epsilon / (T.BitIncrement(T.One) - T.One);
    }
}
