using System.Globalization;
using System.Text;

namespace AutoGradLinear.Data;

/// <summary>Reads numbers and labels from the bytes of text files.</summary>
internal static class FileText
{
    /// <summary>The longest label, in bytes; what is longer is no label but a damaged file.</summary>
    public const int LongestLabel = 1024;

    private const NumberStyles Number = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static ReadOnlySpan<float> SinglePowers => [1e0f, 1e1f, 1e2f, 1e3f, 1e4f, 1e5f, 1e6f, 1e7f, 1e8f, 1e9f, 1e10f];

    private static ReadOnlySpan<double> DoublePowers =>
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    /// <summary>Reads a float: correctly rounded, infinite where it is too large. NaN and Infinity are read as such.</summary>
    /// <remarks>
    /// A mantissa below 2²⁴ and a power of ten up to 10¹⁰ are exact in floats, so that one division rounds correctly (Clinger, "How to read
    /// floating point numbers accurately", PLDI 1990); all else goes to the runtime.
    /// </remarks>
    public static bool TryParse(ReadOnlySpan<byte> text, out float value)
    {
        if (TryReadDecimal(text, out ulong mantissa, out int decimals, out bool isNegative) && mantissa <= 1 << 24 && decimals < SinglePowers.Length)
        {
            value = mantissa / SinglePowers[decimals];
            value = isNegative ? -value : value;
            return true;
        }

        return float.TryParse(text, Number, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Reads a double, likewise: a mantissa up to 2⁵³ and a power of ten up to 10²² are exact.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out double value)
    {
        if (TryReadDecimal(text, out ulong mantissa, out int decimals, out bool isNegative) && mantissa <= 1UL << 53 && decimals < DoublePowers.Length)
        {
            value = mantissa / DoublePowers[decimals];
            value = isNegative ? -value : value;
            return true;
        }

        return double.TryParse(text, Number, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>
    /// The form in which labels are compared: numbers without a plus sign, leading zeros, and zeros behind the point ("+1", "1.0" and "1e0"
    /// are "1"); all else as it stands.
    /// </summary>
    public static string CanonicalLabel(string label)
    {
        Span<char> digits = stackalloc char[32];
        if (TryCanonicalInteger(Encoding.UTF8.GetBytes(label), digits, out int length))
            return new string(digits[..length]);
        return double.TryParse(label, Number, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
            && !IsLongInteger(label) ? Canonical(number) : label;
    }

    /// <summary>The canonical form of an integer of up to 18 digits, without making a string.</summary>
    public static bool TryCanonicalInteger(ReadOnlySpan<byte> label, Span<char> destination, out int length)
    {
        length = 0;
        bool isNegative = !label.IsEmpty && label[0] == '-';
        if (isNegative || (!label.IsEmpty && label[0] == '+'))
            label = label[1..];
        if (label.IsEmpty || label.Length > 18)
            return false;
        long number = 0;
        foreach (byte digit in label)
        {
            if ((uint)(digit - '0') > 9)
                return false;
            number = (number * 10) + (digit - '0');
        }

        return (isNegative ? -number : number).TryFormat(destination, out length, default, CultureInfo.InvariantCulture);
    }

    /// <summary>Whether bytes are UTF-8 without control characters.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out string text)
    {
        text = string.Empty;
        try
        {
            text = Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return false;
        }

        return !text.Any(char.IsControl);
    }

    /// <summary>Shows a piece of a file in a message: short, with ? for what cannot be shown.</summary>
    public static string Quote(ReadOnlySpan<byte> bytes)
    {
        const int longest = 40;
        var text = new StringBuilder("'");
        foreach (char character in Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, longest)]))
            text.Append(char.IsControl(character) || character == '\uFFFD' ? '?' : character);
        return text.Append(bytes.Length > longest ? "…'" : "'").ToString();
    }

    /// <summary>Integers that a double does not keep apart stay as they stand.</summary>
    private static bool IsLongInteger(string label) => label.Length > 15 && label.AsSpan().TrimStart("+-").IndexOfAnyExceptInRange('0', '9') < 0;

    private static string Canonical(double number) =>
        (number == 0.0 ? 0.0 : number).ToString("R", CultureInfo.InvariantCulture);

    private static bool TryReadDecimal(ReadOnlySpan<byte> text, out ulong mantissa, out int decimals, out bool isNegative)
    {
        mantissa = 0;
        decimals = 0;
        isNegative = false;
        int i = 0;
        if (text.Length > 0 && text[0] is (byte)'-' or (byte)'+')
        {
            isNegative = text[0] == '-';
            i = 1;
        }

        if (text.Length - i > 19)
            return false;
        int digits = 0;
        int point = -1;
        for (; i < text.Length; i++)
        {
            uint digit = (uint)(text[i] - '0');
            if (digit <= 9)
            {
                mantissa = (mantissa * 10) + digit;
                digits++;
            }
            else if (text[i] == '.' && point < 0)
            {
                point = digits;
            }
            else
            {
                return false;
            }
        }

        decimals = point < 0 ? 0 : digits - point;
        return digits > 0;
    }
}
