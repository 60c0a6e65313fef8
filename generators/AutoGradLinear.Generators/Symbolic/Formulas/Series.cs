namespace AutoGradLinear.Generators.Symbolic.Formulas;

/// <summary>
/// Σ of the body over the whole numbers from <c>From</c> to below <c>To</c>. The index of a finished series is named after the depth of the series inside it, so that equal
/// series are equal records, and that no index of a series is one of a formula around it.
/// </summary>
internal sealed record Series(Index Index, Formula From, Formula To, Formula Body) : Formula
{
    /// <summary>The sum over an index; what does not depend on it is taken out.</summary>
    public static Formula Of(Index index, Formula from, Formula to, Formula body)
    {
        if (body.Equals(Zero))
            return Zero;
        (Formula outside, Formula inside) = Separate(body, index);
        if (!inside.Equals(One))
            return Arithmetic.Multiply(outside, Finished(index, from, to, inside));

        // A row has as many elements as it has; another range may be empty in more than one way.
        return from.Equals(Zero) && to is Count ? Arithmetic.Multiply(body, to) : Finished(index, from, to, body);
    }

    /// <summary>The body with another index.</summary>
    public Formula At(Formula index) => Body.With(Index, index);

    private static Series Finished(Index index, Formula from, Formula to, Formula body)
    {
        Index bound = index.Bound(body);
        return new Series(bound, from, to, body.With(index, bound));
    }

    /// <summary>The part that does not depend on the index, and the part that does: their product is the formula.</summary>
    private static (Formula Outside, Formula Inside) Separate(Formula formula, Index index)
    {
        if (!formula.Mentions(index))
            return (formula, One);
        switch (formula)
        {
            case Product product:
            {
                List<(Formula Outside, Formula Inside)> parts = [.. product.Factors.Select(factor => Separate(factor, index))];
                return (Arithmetic.Multiply(parts.Select(part => part.Outside)), Arithmetic.Multiply(parts.Select(part => part.Inside)));
            }

            case Bracket { Condition: Every conditions }:
            {
                Formula Part(bool inside) => Arithmetic.Where(Condition.And(conditions.Of.Where(condition => new Bracket(condition).Mentions(index) == inside)));
                return (Part(inside: false), Part(inside: true));
            }

            case Applied { Function: "exp", X: Sum exponent }:
            {
                Formula Part(bool inside) => Arithmetic.Exp(Arithmetic.Add(exponent.Terms.Where(term => term.Mentions(index) == inside)));
                return (Part(inside: false), Part(inside: true));
            }

            default:
                return (One, formula);
        }
    }
}

/// <summary>The largest or smallest value of the body over the whole numbers in a range for which a condition holds.</summary>
/// <param name="IsFirst">Whether the first of several equal ones is meant where that matters, in derivatives; otherwise it is not known which one is.</param>
internal sealed record Extremum(bool IsMaximum, Index Index, Formula From, Formula To, Condition Condition, Formula Body, bool IsFirst) : Formula
{
    public static Extremum Of(bool isMaximum, Index index, Formula from, Formula to, Condition condition, Formula body, bool isFirst)
    {
        Index bound = index.Bound(new Pieces(condition, body, Zero));
        return new Extremum(isMaximum, bound, from, to, condition.With(index, bound), body.With(index, bound), isFirst);
    }
}

/// <summary>The index at which a value is largest or smallest, the first of several.</summary>
internal sealed record Argument(Extremum Of) : Formula;

/// <summary>An exponential over the sum of the exponentials of a row, at an index.</summary>
internal sealed record Softmax(Index Index, string Row, Formula Exponent, Formula At) : Formula;
