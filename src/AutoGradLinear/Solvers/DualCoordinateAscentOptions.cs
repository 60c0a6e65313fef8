namespace AutoGradLinear.Solvers;

/// <summary>The settings of <see cref="DualCoordinateAscent"/>.</summary>
public sealed record DualCoordinateAscentOptions
{
    /// <summary>The largest number of passes over the examples.</summary>
    public int MaxEpochs { get; init; } = 1000;

    /// <summary>
    /// Stops where the primal objective exceeds the dual one by at most this times its magnitude. The minimum lies between the two, so this
    /// bounds the relative error of the objective.
    /// </summary>
    public double Tolerance { get; init; } = 1e-3;

    /// <summary>Whether examples that have nothing to give are left out for a while. The result is as exact with it.</summary>
    public bool Shrinking { get; init; } = true;

    /// <summary>Fixes the order of the examples.</summary>
    public int Seed { get; init; }

    /// <summary>The largest number of threads, for losses that are sums over scores. The result does not depend on it.</summary>
    public int MaxThreads { get; init; } = Environment.ProcessorCount;

    /// <summary>Throws where a setting is out of its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxEpochs);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxThreads);
        if (!(Tolerance >= 0.0))
            throw new ArgumentOutOfRangeException(nameof(Tolerance), Tolerance, "A tolerance is 0 or more.");
    }
}
