using System.Globalization;
using System.Text;

namespace AutoGradLinear;

/// <summary>Two numbers that are equal in exact arithmetic when derivatives are right.</summary>
/// <param name="Where">What was compared: a pair of directions, or one element of a matrix of derivatives.</param>
/// <param name="Left">The number on the left of the identity.</param>
/// <param name="Right">The number on the right.</param>
/// <param name="Magnitude">The sum of the magnitudes of the terms that were summed on both sides.</param>
/// <param name="Allowed">The difference that rounding explains.</param>
/// <param name="Status"><see cref="GradientCheckStatus.Right"/>, <see cref="GradientCheckStatus.Wrong"/> or <see cref="GradientCheckStatus.NonFinite"/>.</param>
public readonly record struct IdentityCheckEntry(
    string Where, double Left, double Right, double Magnitude, double Allowed, GradientCheckStatus Status)
{
    /// <summary>|left − right|.</summary>
    public double Difference => Math.Abs(Left - Right);

    /// <summary>The difference as a part of the terms' magnitude; 0 where both sides are equal.</summary>
    public double RelativeError => Left.Equals(Right) ? 0.0 : Difference / Magnitude;
}

/// <summary>The outcome of a check that compares derivatives with one another, without steps: forward against reverse mode, or symmetry.</summary>
public sealed class IdentityCheckReport
{
    private const int ShownRows = 20;

    private readonly string title;
    private readonly string advice;

    /// <summary>Makes a report.</summary>
    internal IdentityCheckReport(string title, string identity, string advice, IEnumerable<IdentityCheckEntry> entries, IEnumerable<string> problems)
    {
        (this.title, this.advice) = (title, advice);
        Identity = identity;
        Entries = Array.AsReadOnly(entries.ToArray());
        Problems = Array.AsReadOnly(problems.Distinct().ToArray());
    }

    /// <summary>The identity that was checked, as a formula.</summary>
    public string Identity { get; }

    /// <summary>One entry per pair of directions, followed, where one of them failed, by the elements that are wrong; or one per pair of elements.</summary>
    public IReadOnlyList<IdentityCheckEntry> Entries { get; }

    /// <summary>What else is wrong: values that differ, accumulators that are overwritten, results that are not written.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>Whether all entries are right and there is no other problem.</summary>
    public bool Passed => Problems.Count == 0 && Entries.All(entry => entry.Status == GradientCheckStatus.Right);

    /// <summary>The largest relative error of an entry that is finite.</summary>
    public double MaxRelativeError => Entries
        .Where(entry => entry.Status != GradientCheckStatus.NonFinite)
        .Select(entry => entry.RelativeError)
        .DefaultIfEmpty(0.0)
        .Max();

    /// <summary>Throws unless the check passed, with the report as the message.</summary>
    /// <exception cref="GradientCheckException">The check did not pass.</exception>
    public void ThrowIfFailed()
    {
        if (!Passed)
            throw new GradientCheckException(ToString());
    }

    /// <summary>Shows the verdict, other problems, and a table of what disagrees.</summary>
    /// <returns>The text; the worst entries come first.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        int failed = Entries.Count(entry => entry.Status != GradientCheckStatus.Right);
        text.Append(CultureInfo.InvariantCulture, $"{title} {(Passed ? "passed" : "FAILED")}: {Identity}, {Entries.Count} compared, {failed} failed");
        text.Append(CultureInfo.InvariantCulture, $"; largest relative error {MaxRelativeError:E1}\n");
        foreach (string problem in Problems)
            text.Append(problem).Append('\n');
        if (Passed)
            return text.ToString();
        if (failed > 0)
            AppendTable(text);
        return text.Append(advice).Append('\n').ToString();
    }

    private void AppendTable(StringBuilder text)
    {
        IdentityCheckEntry[] notable =
        [
            .. Entries.Where(entry => entry.Status != GradientCheckStatus.Right)
                .OrderByDescending(entry => entry.Status).ThenByDescending(entry => entry.RelativeError)
        ];
        text.Append("\nwhere                                 left           right   difference      allowed  verdict\n");
        foreach (IdentityCheckEntry entry in notable.Take(ShownRows))
        {
            string verdict = entry.Status == GradientCheckStatus.Wrong ? "WRONG" : "NOT FINITE";
            text.Append(
                CultureInfo.InvariantCulture,
                $"{entry.Where,-26} {entry.Left,15:G7} {entry.Right,15:G7} {entry.Difference,12:E1} {entry.Allowed,12:E1}  {verdict}\n");
        }

        if (notable.Length > ShownRows)
            text.Append(CultureInfo.InvariantCulture, $"… and {notable.Length - ShownRows} more\n");
    }
}
