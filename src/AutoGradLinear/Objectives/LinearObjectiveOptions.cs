namespace AutoGradLinear.Objectives;

/// <summary>How a <see cref="LinearObjective{T, TLoss, TPenalty}"/> treats bias, weights and threads.</summary>
public sealed record LinearObjectiveOptions
{
    /// <summary>What becomes of the bias.</summary>
    public Bias Bias { get; init; } = Bias.Free;

    /// <summary>One factor per class by which its examples' weights are multiplied, in the order of the classes; null for 1 each.</summary>
    public IReadOnlyList<double>? ClassWeights { get; init; }

    /// <summary>The largest number of threads. The result does not depend on it: rows are summed in fixed chunks, in their order.</summary>
    public int MaxThreads { get; init; } = Environment.ProcessorCount;

    /// <summary>The widest vector registers to use, so that tests can have all of them.</summary>
    internal SimdWidth WidestVectors { get; init; } = SimdWidth.Bits512;
}
