using System.Globalization;
using System.Text;

namespace AutoGradLinear;

/// <summary>What the Taylor test found along one direction.</summary>
public enum TaylorCheckStatus
{
    /// <summary>The remainder falls at the rate that right derivatives have, or faster.</summary>
    Right,

    /// <summary>
    /// The remainder is no larger than rounding from the largest steps on: the function is affine (or quadratic) along the direction. The
    /// derivative is right up to <see cref="TaylorCheckEntry.Bound"/>.
    /// </summary>
    AtRounding,

    /// <summary>The derivative that is compared has a jump here, or nearer than the steps resolve, and the given one lies between both sides.</summary>
    Kink,

    /// <summary>
    /// The derivative agrees with differences, or is within what it changes by over the shortest step, but the remainder falls more slowly: the next
    /// derivative is infinite here, or jumps.
    /// </summary>
    Rough,

    /// <summary>The remainder falls as if the derivative were wrong, and differences disagree with it.</summary>
    Wrong,

    /// <summary>The function or a derivative is NaN or infinite, or was not written.</summary>
    NonFinite,
}

/// <summary>The remainder of Taylor's series along one direction.</summary>
/// <param name="Direction">The number of the direction.</param>
/// <param name="Order">The order of the remainder: 2 with a gradient, 3 with a second derivative as well.</param>
/// <param name="ObservedRate">The power of h with which the remainder falls at the shortest steps above rounding; NaN where it is at rounding level.</param>
/// <param name="Derivative">The derivative along the direction that is checked: ⟨∇f, d⟩, or ⟨d, H d⟩ for order 3.</param>
/// <param name="Difference">The same by extrapolated differences, of the function or of its gradient; NaN where the rate was enough.</param>
/// <param name="Bound">The largest error of <paramref name="Derivative"/> that the steps allow.</param>
/// <param name="Status">The verdict.</param>
public readonly record struct TaylorCheckEntry(
    int Direction, int Order, double ObservedRate, double Derivative, double Difference, double Bound, TaylorCheckStatus Status);

/// <summary>The outcome of <c>GradientCheck.TaylorRemainder</c>: a verdict for every direction.</summary>
public sealed class TaylorCheckReport
{
    /// <summary>Makes a report.</summary>
    internal TaylorCheckReport(IEnumerable<TaylorCheckEntry> entries, IEnumerable<string> problems)
    {
        Entries = Array.AsReadOnly(entries.ToArray());
        Problems = Array.AsReadOnly(problems.Distinct().ToArray());
    }

    /// <summary>One entry per direction and order.</summary>
    public IReadOnlyList<TaylorCheckEntry> Entries { get; }

    /// <summary>What else is wrong: values that differ or are not finite.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>
    /// Whether no direction is wrong or not finite and there is no other problem. Kinks and rough places do not fail; <see cref="Count"/> tells how many there are.
    /// </summary>
    public bool Passed => Problems.Count == 0 && Count(TaylorCheckStatus.Wrong) == 0 && Count(TaylorCheckStatus.NonFinite) == 0;

    /// <summary>Counts the entries with a verdict.</summary>
    /// <param name="status">The verdict.</param>
    /// <returns>Their number.</returns>
    public int Count(TaylorCheckStatus status) => Entries.Count(entry => entry.Status == status);

    /// <summary>Throws unless the check passed, with the report as the message.</summary>
    /// <exception cref="GradientCheckException">The check did not pass.</exception>
    public void ThrowIfFailed()
    {
        if (!Passed)
            throw new GradientCheckException(ToString());
    }

    /// <summary>Shows the verdict, the observed rates, and where to look.</summary>
    /// <returns>The text; one line per direction and order.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Taylor remainder {(Passed ? "passed" : "FAILED")}: {Entries.Count} remainders, ");
        text.Append(string.Join(", ", Enum.GetValues<TaylorCheckStatus>().Where(status => Count(status) > 0).Select(
            status => string.Create(CultureInfo.InvariantCulture, $"{Count(status)} {Name(status)}")))).Append('\n');
        foreach (string problem in Problems)
            text.Append(problem).Append('\n');
        text.Append("\ndirection  expected  observed rate      derivative      difference  known up to  verdict\n");
        foreach (TaylorCheckEntry entry in Entries)
        {
            string rate = double.IsNaN(entry.ObservedRate) ? "-" : entry.ObservedRate.ToString("F2", CultureInfo.InvariantCulture);
            string difference = double.IsNaN(entry.Difference) ? "-" : entry.Difference.ToString("G7", CultureInfo.InvariantCulture);
            text.Append(
                CultureInfo.InvariantCulture,
                $"{entry.Direction,9}  {$"h^{entry.Order}",8}  {rate,13} {entry.Derivative,15:G7} {difference,15} {entry.Bound,12:E1}  {Name(entry.Status)}\n");
        }

        if (Entries.Any(entry => entry is { Order: 2, Status: TaylorCheckStatus.Wrong }))
            text.Append("The gradient is wrong: a remainder that falls as h holds a first derivative that was not taken off. GradientCheck.Check names the coordinates.\n");
        else if (Entries.Any(entry => entry is { Order: 3, Status: TaylorCheckStatus.Wrong }))
            text.Append("The gradient is right, the second derivative is wrong: compare each column of the product with differences of the gradient.\n");
        return text.ToString();
    }

    private static string Name(TaylorCheckStatus status) => status switch
    {
        TaylorCheckStatus.Right => "right",
        TaylorCheckStatus.AtRounding => "at rounding level",
        TaylorCheckStatus.Kink => "at a kink",
        TaylorCheckStatus.Rough => "rough",
        TaylorCheckStatus.Wrong => "WRONG",
        _ => "NOT FINITE",
    };
}
