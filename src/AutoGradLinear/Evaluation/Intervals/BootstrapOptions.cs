namespace AutoGradLinear;

/// <summary>How the ends of a bootstrap interval are taken from the resamples.</summary>
public enum BootstrapMethod
{
    /// <summary>The quantiles of the resampled measures: (1 − c) / 2 and (1 + c) / 2 for confidence c.</summary>
    Percentile,

    /// <summary>
    /// Bias-corrected and accelerated (BCa): quantiles that are shifted by the measure's bias and by how its spread changes with its value.
    /// More accurate for small data and skewed measures; needs a jackknife, up to 1 000 further measurements.
    /// </summary>
    BiasCorrected,
}

/// <summary>How a bootstrap is done.</summary>
public sealed record BootstrapOptions
{
    /// <summary>
    /// The number of resamples. With 2 000 the standard error of an end of a 95 % interval, √(p (1 − p) / 2000) / φ(Φ⁻¹(p)) standard
    /// deviations of a normal measure for p = 0.025, is 1.5 % of the interval's width.
    /// </summary>
    public int Resamples { get; init; } = 2000;

    /// <summary>The confidence, in (0, 1).</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>How the ends are taken from the resamples.</summary>
    public BootstrapMethod Method { get; init; } = BootstrapMethod.Percentile;

    /// <summary>
    /// Whether every resample has as many examples of each class as the data: for classes that could be missing otherwise.
    /// </summary>
    public bool Stratified { get; init; }

    /// <summary>Fixes the resamples: the same seed gives the same interval, at any number of threads.</summary>
    public int Seed { get; init; }

    /// <summary>The largest number of threads. Measures of one's own are called from several at once where it is above 1.</summary>
    public int MaxThreads { get; init; } = Environment.ProcessorCount;

    /// <summary>Throws where a setting is out of its range, before any work is done.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Resamples);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxThreads);
        if (!(Confidence > 0.0 && Confidence < 1.0))
            throw new ArgumentOutOfRangeException(nameof(Confidence), Confidence, "The confidence lies between 0 and 1, both excluded.");
    }
}
