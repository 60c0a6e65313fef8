using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Emission;

/// <summary>Traits in words, and by their names in the runtime's enums.</summary>
internal static class TraitText
{
    private static readonly (ProvedTraits Trait, string Words)[] Words =
    [
        (ProvedTraits.Smooth, "smooth"),
        (ProvedTraits.Convex, "convex"),
        (ProvedTraits.PiecewiseAffine, "piecewise affine"),
        (ProvedTraits.PiecewiseQuadratic, "piecewise quadratic"),
        (ProvedTraits.Separable, "separable"),
        (ProvedTraits.AbsoluteValue, "a multiple of Σ |w| and a smooth rest"),
        (ProvedTraits.SumOfSquares, "a smooth part that is a multiple of Σ w²"),
    ];

    /// <summary>The names of the enum's members; <c>None</c> where nothing is proved.</summary>
    public static IEnumerable<string> Names(ProvedTraits traits)
        => traits == ProvedTraits.None ? ["None"] : Words.Where(word => (traits & word.Trait) != 0).Select(word => word.Trait.ToString());

    /// <summary>The traits in words, as part of a sentence.</summary>
    public static string Sentence(ProvedTraits traits)
        => traits == ProvedTraits.None ? "nothing" : string.Join(", ", Words.Where(word => (traits & word.Trait) != 0).Select(word => word.Words));
}
