namespace AutoGradLinear.Plots;

/// <summary>How a loss landscape is computed.</summary>
public sealed record LossLandscapeOptions
{
    /// <summary>The number of points along each direction, odd, so that the model is one of them; 3 to 201.</summary>
    public int Steps { get; init; } = 25;

    /// <summary>The largest step, as a multiple of the directions: positive and finite.</summary>
    public double Range { get; init; } = 1.0;

    /// <summary>The largest number of examples; of more, evenly chosen ones are taken.</summary>
    public int MaxExamples { get; init; } = 1000;

    /// <summary>Fixes the random directions.</summary>
    public int Seed { get; init; }

    /// <summary>What becomes of the bias, as in training.</summary>
    public Bias Bias { get; init; } = Bias.Free;

    /// <summary>The largest number of threads. The values do not depend on it.</summary>
    public int MaxThreads { get; init; } = Environment.ProcessorCount;

    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    internal void Validate()
    {
        if (Steps is < 3 or > 201 || Steps % 2 == 0)
            throw new ArgumentOutOfRangeException(nameof(Steps), Steps, "The number of steps is odd and lies in [3, 201].");
        if (!(Range > 0.0 && double.IsFinite(Range)))
            throw new ArgumentOutOfRangeException(nameof(Range), Range, "The largest step is positive and finite.");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxExamples);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxThreads);
    }
}
