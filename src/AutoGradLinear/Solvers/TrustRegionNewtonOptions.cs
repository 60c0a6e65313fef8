namespace AutoGradLinear.Solvers;

/// <summary>The settings of <see cref="TrustRegionNewton"/>.</summary>
public sealed record TrustRegionNewtonOptions : DescentOptions
{
    /// <summary>Makes the default settings.</summary>
    public TrustRegionNewtonOptions()
        : base(objectiveWindow: 1)
    {
    }

    /// <summary>The largest number of products with the Hessian for one step.</summary>
    public int MaxProducts { get; init; } = 250;

    /// <summary>
    /// The part α of the Hessian's diagonal in the preconditioner M = α diag(∇²F) + (1 − α) δ I, where δ is the smallest element of the
    /// diagonal: 0 takes none, 1 all of it. The source has 0.01; 0.1 takes about as many products for texts, where the diagonal helps little,
    /// and half as many where features differ in size.
    /// </summary>
    public double DiagonalPart { get; init; } = 0.1;

    /// <inheritdoc/>
    internal override void Validate()
    {
        base.Validate();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxProducts);
        if (!(DiagonalPart >= 0.0 && DiagonalPart <= 1.0))
            throw new ArgumentOutOfRangeException(nameof(DiagonalPart), DiagonalPart, "The part of the diagonal lies in [0, 1].");
    }
}
