using System.Globalization;

namespace AutoGradLinear;

/// <summary>A measure with an interval that holds its true value in a given part of all datasets, approximately.</summary>
/// <param name="Estimate">The measure of the data.</param>
/// <param name="Lower">The lower end; NaN where there is none.</param>
/// <param name="Upper">The upper end; NaN where there is none.</param>
/// <param name="StandardError">The standard deviation of the measure over the resamples.</param>
/// <param name="Confidence">The part of datasets, in (0, 1).</param>
/// <param name="Undefined">The number of resamples for which the measure is NaN; they are left out.</param>
public readonly record struct ConfidenceInterval(
    double Estimate, double Lower, double Upper, double StandardError, double Confidence, int Undefined = 0)
{
    /// <summary>Shows estimate and interval.</summary>
    /// <returns>Such as <c>0.9467 [0.9133, 0.9800] at 95 %</c>.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Estimate:0.0000} [{Lower:0.0000}, {Upper:0.0000}] at {100.0 * Confidence:0.##} %");
}
