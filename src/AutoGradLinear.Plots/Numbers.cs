using System.Globalization;

namespace AutoGradLinear.Plots;

/// <summary>Numbers as people read them: rounded, with a point, and a sign for what is not known.</summary>
internal static class Numbers
{
    public const string Missing = "–";

    /// <summary>Four digits that matter.</summary>
    public static string Short(double value) => Text(value, "G4");

    /// <summary>Two places behind the point, for the cells of a picture.</summary>
    public static string Cell(double value) => Math.Abs(value) is >= 1000.0 or (> 0.0 and < 0.005) ? Text(value, "0.#e0") : Text(value, "0.00");

    /// <summary>A part of a whole in percent.</summary>
    public static string Percent(double part) => double.IsNaN(part) ? Missing : Text(100.0 * part, "0.0") + "%";

    /// <summary>A number of examples, or a sum of their weights.</summary>
    public static string Count(double value) => Text(value, "#,0.##");

    /// <summary>A measure in [0, 1].</summary>
    public static string Measure(double value) => Text(value, "0.000");

    /// <summary>A name that fits a picture, with its beginning and its end; the table behind it has the whole one.</summary>
    public static string Shortened(string name, int length = 14)
    {
        string line = string.Concat(name.Select(c => char.IsControl(c) ? ' ' : c));
        if (line.Length <= length)
            return line;
        int start = length * 2 / 3, rest = line.Length - (length - start - 1);

        // Neither part may hold half of a surrogate pair.
        if (char.IsHighSurrogate(line[start - 1]))
            start--;
        if (char.IsLowSurrogate(line[rest]))
            rest++;
        return $"{line[..start]}…{line[rest..]}";
    }

    private static string Text(double value, string format) =>
        double.IsNaN(value) ? Missing : double.IsInfinity(value) ? (value > 0.0 ? "∞" : "-∞") : value.ToString(format, CultureInfo.InvariantCulture);
}
