using System.Globalization;
using System.Text;

namespace AutoGradLinear;

/// <summary>The outcome of <see cref="GradientCheck"/>: a verdict for every coordinate.</summary>
public sealed class GradientCheckReport
{
    private const int ShownRows = 20;

    /// <summary>Makes a report.</summary>
    internal GradientCheckReport(double value, double valueFromGradient, bool valueAgrees, double tolerance, GradientCheckEntry[] entries)
    {
        Value = value;
        ValueFromGradient = valueFromGradient;
        ValueAgrees = valueAgrees;
        Tolerance = tolerance;
        Entries = Array.AsReadOnly(entries);
    }

    /// <summary>The function's value at the point.</summary>
    public double Value { get; }

    /// <summary>The value that came with the gradient.</summary>
    public double ValueFromGradient { get; }

    /// <summary>Whether both values agree within the tolerance, or are equal.</summary>
    public bool ValueAgrees { get; }

    /// <summary>The largest relative error that was allowed.</summary>
    public double Tolerance { get; }

    /// <summary>One entry per coordinate, in order.</summary>
    public IReadOnlyList<GradientCheckEntry> Entries { get; }

    /// <summary>Whether the values agree and no coordinate is wrong or not finite. Kinks and uncertain coordinates do not fail.</summary>
    public bool Passed => ValueAgrees && Count(GradientCheckStatus.Wrong) == 0 && Count(GradientCheckStatus.NonFinite) == 0;

    /// <summary>The largest relative error of a coordinate that could be measured; 0 where there is none.</summary>
    public double MaxRelativeError => Entries
        .Where(entry => entry.Status is GradientCheckStatus.Right or GradientCheckStatus.Kink or GradientCheckStatus.Wrong)
        .Select(entry => entry.RelativeError)
        .DefaultIfEmpty(0.0)
        .Max();

    /// <summary>Counts the coordinates with a verdict.</summary>
    /// <param name="status">The verdict.</param>
    /// <returns>Their number.</returns>
    public int Count(GradientCheckStatus status) => Entries.Count(entry => entry.Status == status);

    /// <summary>Throws unless the gradient passed, with the table of what disagreed.</summary>
    /// <exception cref="GradientCheckException">The gradient did not pass.</exception>
    public void ThrowIfFailed()
    {
        if (!Passed)
            throw new GradientCheckException(ToString());
    }

    /// <summary>Shows the verdict, and a table of the coordinates that disagree, are not finite, uncertain or at a kink.</summary>
    /// <returns>The text; the worst coordinates come first.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"gradient check {(Passed ? "passed" : "FAILED")}: {Entries.Count} coordinates, ");
        text.Append(string.Join(", ", Enum.GetValues<GradientCheckStatus>().Where(status => Count(status) > 0).Select(
            status => string.Create(CultureInfo.InvariantCulture, $"{Count(status)} {Name(status)}"))));
        text.Append(CultureInfo.InvariantCulture, $"; largest relative error {MaxRelativeError:E1}, allowed {Tolerance:E1}\n");
        if (!ValueAgrees)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"the value that came with the gradient is {ValueFromGradient:G9}, the function gives {Value:G9}\n");
        }

        GradientCheckEntry[] notable =
        [
            .. Entries.Where(entry => entry.Status != GradientCheckStatus.Right)
                .OrderByDescending(entry => entry.Status).ThenByDescending(entry => entry.RelativeError)
        ];
        if (notable.Length == 0)
            return text.ToString();
        text.Append("\nindex        gradient      difference   error est.      left slope     right slope   rel. error  verdict\n");
        foreach (GradientCheckEntry entry in notable.Take(ShownRows))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{entry.Index,5} {entry.Gradient,15:G7} {entry.Difference,15:G7} {entry.ErrorEstimate,12:E1} {entry.LeftSlope,15:G7} "
                + $"{entry.RightSlope,15:G7} {entry.RelativeError,12:E1}  {Name(entry.Status)}\n");
        }

        if (notable.Length > ShownRows)
            text.Append(CultureInfo.InvariantCulture, $"… and {notable.Length - ShownRows} more\n");
        return text.ToString();
    }

    private static string Name(GradientCheckStatus status) => status switch
    {
        GradientCheckStatus.Right => "right",
        GradientCheckStatus.Kink => "at a kink",
        GradientCheckStatus.Uncertain => "uncertain",
        GradientCheckStatus.Wrong => "WRONG",
        _ => "NOT FINITE",
    };
}

/// <summary>A gradient did not pass <see cref="GradientCheck"/>. The message is the report.</summary>
/// <param name="message">The report.</param>
public sealed class GradientCheckException(string message) : Exception(message);
