using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Differentiation.Traits;

/// <summary>The proofs of traits.</summary>
internal static class TraitProofs
{
    private const ProvedTraits OfLosses = ProvedTraits.Smooth | ProvedTraits.Convex | ProvedTraits.PiecewiseAffine | ProvedTraits.PiecewiseQuadratic;
    private const ProvedTraits OfPenalties =
        ProvedTraits.Smooth | ProvedTraits.Convex | ProvedTraits.Separable | ProvedTraits.AbsoluteValue | ProvedTraits.SumOfSquares;

    public static ProvedTraits Of(TargetKind kind, Function core)
    {
        if (kind == TargetKind.Function)
            return ProvedTraits.None;
        Facts facts = ValueFacts.Of(core);
        ProvedTraits traits = (facts.IsSmooth ? ProvedTraits.Smooth : 0)
            | ((facts.Curvature & Curvature.Convex) != 0 ? ProvedTraits.Convex : 0)
            | ((facts.Regularity & Regularity.PiecewiseAffine) != 0 ? ProvedTraits.PiecewiseAffine
                : (facts.Regularity & Regularity.PiecewiseQuadratic) != 0 ? ProvedTraits.PiecewiseQuadratic : 0)
            | (facts.Separation.Kind <= SeparationKind.Sum ? ProvedTraits.Separable : 0)
            | (facts.Absolute.Kind == AbsoluteKind.Sum ? ProvedTraits.AbsoluteValue : 0)
            | (IsSumOfSquares(facts) ? ProvedTraits.SumOfSquares : 0);
        return traits & (kind == TargetKind.Loss ? OfLosses : OfPenalties);
    }

    /// <summary>Who relies on it takes magnitudes into account only where the other trait says that there are some.</summary>
    private static bool IsSumOfSquares(Facts facts)
        => facts.Squares is { Kind: SquaresKind.Sum, HasSquare: true } && (!facts.Squares.HasMagnitude || facts.Absolute.Kind == AbsoluteKind.Sum);
}
