namespace AutoGradLinear;

/// <summary>How strict <see cref="GradientCheck"/> is, and which steps it takes.</summary>
public sealed record GradientCheckOptions
{
    /// <summary>
    /// The largest relative error, beyond the estimated error of the differences; null takes ε^(2/5) for the machine precision ε of the
    /// real type (5·10⁻⁷ for double, 2·10⁻³ for float). The checks without steps allow this part of the magnitude of the terms that they sum; null
    /// takes what rounding explains.
    /// </summary>
    public double? Tolerance { get; init; }

    /// <summary>The largest step, as a part of max(1, |xₖ|).</summary>
    public double LargestStep { get; init; } = 0.125;

    /// <summary>The number of steps, each half of the one before; null takes 16 for double and 11 for float, 24 and 12 in the Taylor test.</summary>
    public int? StepCount { get; init; }

    /// <summary>The number of random directions, or pairs of them, of the checks that use directions.</summary>
    public int Directions { get; init; } = 6;

    /// <summary>The seed of random directions; a seed gives the same ones on every machine.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Throws where a setting is out of its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    internal void Validate()
    {
        if (Tolerance is { } tolerance && !(tolerance > 0.0))
            throw new ArgumentOutOfRangeException(nameof(Tolerance), tolerance, "The tolerance is positive.");
        if (!(LargestStep > 0.0 && double.IsFinite(LargestStep)))
            throw new ArgumentOutOfRangeException(nameof(LargestStep), LargestStep, "The largest step is positive and finite.");
        if (StepCount is < 3 or > 40)
            throw new ArgumentOutOfRangeException(nameof(StepCount), StepCount, "There are 3 to 40 steps.");
        if (Directions < 1)
            throw new ArgumentOutOfRangeException(nameof(Directions), Directions, "There is at least one direction.");
    }
}
