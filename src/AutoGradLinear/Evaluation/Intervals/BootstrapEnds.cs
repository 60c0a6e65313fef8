using AutoGradLinear.Numerics;

namespace AutoGradLinear.Evaluation;

/// <summary>The ends of a bootstrap interval.</summary>
internal static class BootstrapEnds
{
    /// <summary>The quantiles that leave the same part out at both ends.</summary>
    public static (double Lower, double Upper) Percentile(double[] sorted, double confidence) =>
        (Quantiles.Of(sorted, 0.5 * (1.0 - confidence)), Quantiles.Of(sorted, 0.5 * (1.0 + confidence)));

    /// <summary>
    /// The quantiles Φ(z₀ + (z₀ + z) / (1 − a (z₀ + z))) for z = Φ⁻¹((1 ∓ c) / 2): z₀ is the bias of the median, Φ⁻¹ of the part of the
    /// resamples below the estimate (ties counted half), and a the acceleration, Σ dᵢ³ / (6 (Σ dᵢ²)^1.5) for the differences dᵢ of the
    /// jackknife's mean and its values.
    /// </summary>
    /// <param name="sorted">The resampled measures, ascending.</param>
    /// <param name="estimate">The measure of the data.</param>
    /// <param name="jackknife">The measures without each row; where one is NaN, a is 0.</param>
    /// <param name="confidence">The confidence c.</param>
    /// <returns>The ends; those of <see cref="Percentile"/> where the estimate lies beyond all resamples.</returns>
    public static (double Lower, double Upper) BiasCorrected(double[] sorted, double estimate, double[] jackknife, double confidence)
    {
        double below = sorted.Count(value => value < estimate) + (0.5 * sorted.Count(value => value == estimate));
        double bias = NormalDistribution.Quantile(below / sorted.Length);
        if (!double.IsFinite(bias))
            return Percentile(sorted, confidence);
        double acceleration = Acceleration(jackknife);
        return (End(0.5 * (1.0 - confidence)), End(0.5 * (1.0 + confidence)));

        double End(double share)
        {
            double shifted = bias + NormalDistribution.Quantile(share);
            return Quantiles.Of(sorted, NormalDistribution.Cumulative(bias + (shifted / (1.0 - (acceleration * shifted)))));
        }
    }

    /// <summary>With divisor n − 1; NaN for a single value.</summary>
    public static double StandardDeviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }

    private static double Acceleration(double[] jackknife)
    {
        double mean = jackknife.Average();
        double squares = jackknife.Sum(value => (mean - value) * (mean - value));
        double cubes = jackknife.Sum(value => (mean - value) * (mean - value) * (mean - value));
        double acceleration = cubes / (6.0 * squares * Math.Sqrt(squares));
        return double.IsFinite(acceleration) ? acceleration : 0.0;
    }
}
