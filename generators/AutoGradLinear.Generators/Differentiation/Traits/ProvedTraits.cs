using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Differentiation.Traits;

/// <summary>What is proved of a loss as a function of its scores, or of a penalty as a function of its weights; the names are those of the runtime's enums.</summary>
/// <remarks>
/// A trait holds for all values of the hyperparameters and labels, in exact arithmetic, where the function is finite. What is not proved may hold as well.
/// </remarks>
[Flags]
internal enum ProvedTraits
{
    None = 0,
    Smooth = 1,
    Convex = 2,
    PiecewiseAffine = 4,
    Separable = 8,
    AbsoluteValue = 16,
}

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
