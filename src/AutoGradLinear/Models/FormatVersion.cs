using System.Globalization;

namespace AutoGradLinear.Models;

/// <summary>
/// The version of the model file. A reader takes every version up to its own major one. A minor version adds what an older reader may pass
/// over; whatever would change a prediction is a new major version.
/// </summary>
/// <remarks>1: weights, bias, names, loss and penalty. 2.0: the preparation, and the version of the library.</remarks>
internal readonly record struct FormatVersion(int Major, int Minor)
{
    /// <summary>The version that is written.</summary>
    public static FormatVersion Current => new(2, 0);

    /// <summary>Reads a major version, or a major and a minor one with a dot between them.</summary>
    public static bool TryParse(string text, out FormatVersion version)
    {
        version = default;
        int dot = text.IndexOf('.', StringComparison.Ordinal);
        if (!TryParse(dot < 0 ? text : text[..dot], out int major) || major == 0)
            return false;
        int minor = 0;
        if (dot >= 0 && !TryParse(text[(dot + 1)..], out minor))
            return false;
        version = new FormatVersion(major, minor);
        return true;
    }

    /// <summary>The text in the file.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");

    private static bool TryParse(string digits, out int number) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
