using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Symbolic.Formulas;

/// <summary>
/// A real or whole number as a mathematician writes it. Formulas are about exact numbers; where a part has no value the whole has none, except beside a bracket that is 0.
/// They are made by <see cref="Arithmetic"/> and <see cref="Series.Of"/>, in a form in which equal ones are mostly equal records.
/// </summary>
internal abstract record Formula
{
    public static readonly Number Zero = new(0);
    public static readonly Number One = new(1);
}

internal sealed record Number(double Value) : Formula;

/// <summary>A parameter or hyperparameter, by the name that readers know.</summary>
internal sealed record Name(string Text) : Formula;

/// <summary>An index: that of a sum, or of the element by which is differentiated.</summary>
/// <param name="Id">Which index it is.</param>
/// <param name="Hint">What the source calls it; indices with other names are the same.</param>
internal sealed record Index(string Id, string Hint) : Formula
{
    public bool Equals(Index? other) => other is not null && Id == other.Id;

    public override int GetHashCode() => Id.GetHashCode();
}

/// <summary>The element of a row.</summary>
internal sealed record Item(string Row, Formula At) : Formula;

/// <summary>The number of elements of a row.</summary>
internal sealed record Count(string Row) : Formula;

/// <summary>A sum of terms, in any order.</summary>
internal sealed record Sum(EquatableArray<Formula> Terms) : Formula
{
    public bool Equals(Sum? other) => other is not null && Terms.IsPermutationOf(other.Terms);

    public override int GetHashCode() => Terms.Aggregate(1, (hash, term) => hash ^ term.GetHashCode());
}

/// <summary>A product of factors, in any order.</summary>
internal sealed record Product(EquatableArray<Formula> Factors) : Formula
{
    public bool Equals(Product? other) => other is not null && Factors.IsPermutationOf(other.Factors);

    public override int GetHashCode() => Factors.Aggregate(2, (hash, factor) => hash ^ factor.GetHashCode());
}

internal sealed record Power(Formula Base, Formula Exponent) : Formula;

/// <summary>A function with a name: <c>exp</c>, <c>ln</c>, <c>max</c>.</summary>
internal sealed record Applied(string Function, EquatableArray<Formula> Arguments) : Formula
{
    public Formula X => Arguments[0];

    public static Applied Of(string function, params Formula[] arguments) => new(function, arguments.ToEquatableArray());
}

/// <summary>Iverson's bracket: 1 where the condition holds, else 0; a product with a 0 of this kind is 0 whatever stands beside it.</summary>
internal sealed record Bracket(Condition Condition) : Formula;

/// <summary>One formula or another.</summary>
internal sealed record Pieces(Condition Condition, Formula Then, Formula Else) : Formula;

/// <summary>A value that counts as constant in derivatives.</summary>
internal sealed record Stopped(Formula Value) : Formula;

internal static class Permutations
{
    public static bool IsPermutationOf(this EquatableArray<Formula> left, EquatableArray<Formula> right)
    {
        if (left.Count != right.Count)
            return false;
        List<Formula> rest = [.. right];
        return left.All(rest.Remove);
    }
}
