using System.Globalization;

namespace AutoGradLinear;

/// <summary>A part of a classifier's error rate.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Rate">The estimate, a difference of error rates (1 is 100 %), and its interval.</param>
/// <param name="Method">How it is estimated, with the formula, and how the estimate may mislead.</param>
public sealed record ErrorPart(string Name, ConfidenceInterval Rate, string Method)
{
    /// <summary>Shows the estimate in percent.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => $"{Name}: {Percent(Rate.Estimate)} {IntervalText}";

    /// <summary>The interval in percent.</summary>
    internal string IntervalText => $"[{Percent(Rate.Lower)}, {Percent(Rate.Upper)}]";

    /// <summary>Two decimals; adding 0 turns −0 into 0.</summary>
    internal static string Percent(double rate) => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(100.0 * rate, 2) + 0.0:0.00}%");
}
