using System.Globalization;
using System.Numerics;

namespace AutoGradLinear.Tests.Numerics;

/// <summary>Errors in units in the last place of the exact result, in exact arithmetic.</summary>
/// <remarks>
/// The unit at r is 2^(⌊log₂|r|⌋ + 1 − p) for a precision of p bits, and that of the smallest normal number below it. A result that rounds
/// to an infinity or is none must be the same; it is then an error of 0, and otherwise of ∞.
/// </remarks>
internal static class LastPlace
{
    /// <summary>The error of a result.</summary>
    /// <param name="expected">The exact result, as a decimal number of more digits than the type has.</param>
    /// <param name="actual">The computed one.</param>
    /// <param name="scale">A number whose units count where they are larger than those of the result.</param>
    public static double Error<T>(string expected, T actual, T scale)
        where T : IBinaryFloatingPointIeee754<T>
    {
        T rounded = T.Parse(expected, CultureInfo.InvariantCulture);
        if (!T.IsFinite(rounded) || !T.IsFinite(actual))
            return rounded.Equals(actual) ? 0 : double.PositiveInfinity;
        (BigInteger numerator, BigInteger denominator) = Fraction(expected);
        int precision = PrecisionOf<T>();
        int exponent = Exponent(T.Epsilon);
        if (!numerator.IsZero)
            exponent = Math.Max(exponent, Exponent(BigInteger.Abs(numerator), denominator) + 1 - precision);
        if (scale != T.Zero)
            exponent = Math.Max(exponent, Exponent(scale) + 1 - precision);

        (BigInteger actualNumerator, BigInteger actualDenominator) = Fraction(actual);
        BigInteger difference = BigInteger.Abs((numerator * actualDenominator) - (actualNumerator * denominator));
        BigInteger whole = denominator * actualDenominator;
        (difference, whole) = exponent < 0 ? (difference << -exponent, whole) : (difference, whole << exponent);
        const int Thousandths = 1000;
        return (double)(difference * Thousandths / whole) / Thousandths;
    }

    /// <summary>Bits of the significand, with the one that is not stored.</summary>
    private static int PrecisionOf<T>()
        where T : IBinaryFloatingPointIeee754<T> => 1 - Exponent(T.BitIncrement(T.One) - T.One);

    /// <summary>⌊log₂|x|⌋; that of Half is wrong for subnormal numbers.</summary>
    private static int Exponent<T>(T x)
        where T : IBinaryFloatingPointIeee754<T> => Math.ILogB(double.CreateChecked(x));

    /// <summary>⌊log₂(numerator / denominator)⌋.</summary>
    private static int Exponent(BigInteger numerator, BigInteger denominator)
    {
        int exponent = (int)(numerator.GetBitLength() - denominator.GetBitLength());
        bool below = exponent < 0 ? numerator << -exponent < denominator : numerator < denominator << exponent;
        return below ? exponent - 1 : exponent;
    }

    /// <summary>A decimal number, as in −1.234e−56.</summary>
    private static (BigInteger Numerator, BigInteger Denominator) Fraction(string text)
    {
        string[] parts = text.Split('e');
        string[] digits = parts[0].Split('.');
        int exponent = parts.Length == 2 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        exponent -= digits.Length == 2 ? digits[1].Length : 0;
        BigInteger whole = BigInteger.Parse(string.Concat(digits), CultureInfo.InvariantCulture);
        BigInteger power = BigInteger.Pow(10, Math.Abs(exponent));
        return exponent < 0 ? (whole, power) : (whole * power, BigInteger.One);
    }

    private static (BigInteger Numerator, BigInteger Denominator) Fraction<T>(T x)
        where T : IBinaryFloatingPointIeee754<T>
    {
        // Every double and every float is a whole number of 2^-1074.
        const int Scale = 1074;
        double value = double.CreateChecked(x);
        if (value == 0)
            return (BigInteger.Zero, BigInteger.One);
        int exponent = Math.Max(Math.ILogB(value), -1022) - 52;
        var significand = new BigInteger(Math.ScaleB(value, -exponent));
        return (significand << (exponent + Scale), BigInteger.One << Scale);
    }
}
