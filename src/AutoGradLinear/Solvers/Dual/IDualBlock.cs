namespace AutoGradLinear.Solvers;

/// <summary>
/// A part of the dual problem that does not depend on other parts: one score, or all scores together. Parts run side by side.
/// </summary>
internal interface IDualBlock
{
    /// <summary>Sets the dual variables to where the run begins.</summary>
    /// <param name="start">The parameters of the whole objective to start from, or empty.</param>
    void Begin(ReadOnlySpan<double> start);

    /// <summary>
    /// One pass over the examples that do not rest, or the rest of one that was cancelled; false where it is cancelled before its end.
    /// </summary>
    bool RunEpoch(double tolerance, CancellationToken cancellationToken);

    /// <summary>The objectives at the present point, over all examples.</summary>
    DualityGap Measure();

    /// <summary>The objectives as the last epoch met them.</summary>
    DualityGap Estimate { get; }

    /// <summary>Writes W and b into the parameters of the whole objective.</summary>
    void CopyTo(Span<double> parameters);

    /// <summary>Carries the dual variables, and all else that the rest of the run depends on, also within an epoch.</summary>
    void Exchange(StateArchive archive);
}

/// <summary>
/// The value of the primal objective, and by how much it exceeds that of the dual one, which bounds the distance from the minimum.
/// </summary>
internal readonly record struct DualityGap(double Primal, double Gap)
{
    public bool IsWithin(double tolerance) => Gap <= tolerance * Math.Abs(Primal);

    public static DualityGap operator +(DualityGap left, DualityGap right) => new(left.Primal + right.Primal, left.Gap + right.Gap);
}
