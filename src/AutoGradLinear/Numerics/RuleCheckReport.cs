using System.Globalization;
using System.Text;

namespace AutoGradLinear;

/// <summary>What <see cref="GradientCheck"/> found for a rule at one point.</summary>
/// <param name="Point">The point, as text.</param>
/// <param name="Report">The verdict for every argument of the function.</param>
public sealed record RuleCheckPoint(string Point, GradientCheckReport Report);

/// <summary>The outcome of checking a rule at several points.</summary>
public sealed class RuleCheckReport
{
    /// <summary>Makes a report.</summary>
    internal RuleCheckReport(IEnumerable<RuleCheckPoint> points) => Points = Array.AsReadOnly(points.ToArray());

    /// <summary>One entry per point, in order.</summary>
    public IReadOnlyList<RuleCheckPoint> Points { get; }

    /// <summary>Whether the rule agrees with differences at every point; without points it does not pass.</summary>
    public bool Passed => Points.Count > 0 && Points.All(point => point.Report.Passed);

    /// <summary>The largest relative error that could be measured; 0 where there is none.</summary>
    public double MaxRelativeError => Points.Select(point => point.Report.MaxRelativeError).DefaultIfEmpty(0.0).Max();

    /// <summary>Throws unless the rule passed, with what disagreed.</summary>
    /// <exception cref="GradientCheckException">The rule did not pass.</exception>
    public void ThrowIfFailed()
    {
        if (!Passed)
            throw new GradientCheckException(ToString());
    }

    /// <summary>Shows the verdict, and the report of every point where the rule disagrees.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"rule check {(Passed ? "passed" : "FAILED")}: {Points.Count} points, {Points.Count(point => !point.Report.Passed)} wrong; largest relative error {MaxRelativeError:E1}\n");
        foreach (RuleCheckPoint point in Points.Where(point => !point.Report.Passed))
            text.Append(CultureInfo.InvariantCulture, $"\nat ({point.Point}): {point.Report}");
        return text.ToString();
    }
}
