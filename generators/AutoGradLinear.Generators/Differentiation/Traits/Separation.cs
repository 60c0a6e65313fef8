using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Differentiation.Traits;

/// <summary>How many weights a value depends on, and how.</summary>
internal enum SeparationKind
{
    /// <summary>On none.</summary>
    Constant,

    /// <summary>On one.</summary>
    OneWeight,

    /// <summary>On several, as a sum of functions of one each.</summary>
    Sum,

    /// <summary>In any way.</summary>
    Unknown,
}

/// <summary>A sum of functions of one weight each, or less.</summary>
/// <param name="Index">For one weight, the index by which it was read in this iteration; null where it is not known which one it is.</param>
internal readonly record struct Separation(SeparationKind Kind, Expression? Index = null)
{
    public static Separation Constant => new(SeparationKind.Constant);

    public static Separation Sum => new(SeparationKind.Sum);

    public static Separation Unknown => new(SeparationKind.Unknown);

    public Separation Join(Separation other)
        => Kind == other.Kind ? new Separation(Kind, Equals(Index, other.Index) ? Index : null) : Kind > other.Kind ? this : other;

    /// <summary>After the iteration the index means another weight.</summary>
    public Separation Elsewhere() => this with { Index = null };

    public static Separation Of(string function, IReadOnlyList<Facts> x, bool isSquare)
    {
        if (isSquare)
            return x[0].Separation.Kind <= SeparationKind.OneWeight ? x[0].Separation : Unknown;
        List<Separation> dependent = [.. x.Select(operand => operand.Separation).Where(separation => separation.Kind != SeparationKind.Constant)];
        if (dependent.Count == 0)
            return Constant;
        Separation first = dependent[0];
        bool isOne = first.Kind == SeparationKind.OneWeight && (dependent.Count == 1 || (first.Index is not null && dependent.All(other => other == first)));
        if (isOne)
            return first;
        bool isLinear = function is "Add" or "Subtract" or "Negate" or "Convert"
            || (function is "Multiply" && dependent.Count == 1)
            || (function is "Divide" && x[1].Separation.Kind == SeparationKind.Constant)
            || (function is "FusedMultiplyAdd" or "MultiplyAddEstimate" or "MultiplyAdd" && (!x[0].Depends || !x[1].Depends));
        return isLinear && dependent.All(other => other.Kind <= SeparationKind.Sum) ? Sum : Unknown;
    }
}
