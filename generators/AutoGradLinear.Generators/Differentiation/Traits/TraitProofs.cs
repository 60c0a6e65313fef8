using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Differentiation.Traits;

/// <summary>The proofs of traits.</summary>
internal static class TraitProofs
{
    private const ProvedTraits OfLosses = ProvedTraits.Smooth | ProvedTraits.Convex | ProvedTraits.PiecewiseAffine;
    private const ProvedTraits OfPenalties = ProvedTraits.Smooth | ProvedTraits.Convex | ProvedTraits.Separable | ProvedTraits.AbsoluteValue;

    public static ProvedTraits Of(TargetKind kind, Function core)
    {
        if (kind == TargetKind.Function)
            return ProvedTraits.None;
        Facts facts = ValueFacts.Of(core);
        ProvedTraits traits = (facts.IsSmooth ? ProvedTraits.Smooth : 0)
            | ((facts.Curvature & Curvature.Convex) != 0 ? ProvedTraits.Convex : 0)
            | ((facts.Regularity & Regularity.PiecewiseAffine) != 0 ? ProvedTraits.PiecewiseAffine : 0)
            | (facts.Separation.Kind <= SeparationKind.Sum ? ProvedTraits.Separable : 0)
            | (facts.Absolute.Kind == AbsoluteKind.Sum ? ProvedTraits.AbsoluteValue : 0);
        return traits & (kind == TargetKind.Loss ? OfLosses : OfPenalties);
    }
}
