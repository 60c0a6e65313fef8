namespace AutoGradLinear.Generators.Symbolic.Formulas;

/// <summary>Gives quotients that everybody knows their name, e^{sₖ} / Σ e^{sⱼ} over a whole row is softmax(s)ₖ, and takes out what the terms of a sum share.</summary>
internal static class NamedFunctions
{
    public static Formula Run(Formula formula)
    {
        Formula inner = formula.MapParts(Run);
        if (inner is Sum sum)
            return Factored(sum);
        if (inner is not Product product)
            return inner;
        foreach (Formula factor in product.Factors)
        {
            if (factor is Power { Base: Series series, Exponent: Number { Value: < 0 and var n } } && n == Math.Floor(n) && (WithSoftmax(product, factor, series) ?? Inside(product, factor, series)) is { } named)
                return Run(named);
        }

        return inner;
    }

    /// <summary>The product with one exponential and one inverse of the sum replaced by a softmax.</summary>
    private static Formula? WithSoftmax(Product product, Formula inverse, Series series)
    {
        if (series is not { From: Number { Value: 0 }, To: Count { Row: var row }, Body: Applied { Function: "exp", X: var exponent } }
            || product.Factors.OfType<Applied>().FirstOrDefault(factor => factor.Function == "exp") is not { } exponential
            || !exponent.SelfAndParts().All(part => part is Item item ? item.Row == row && item.At.Equals(series.Index) : part is not Index || part.Equals(series.Index))
            || IsBare(exponent, series.Index))
            return null;
        foreach (Item item in exponential.SelfAndParts().OfType<Item>().Where(item => item.Row == row))
        {
            if (Arithmetic.Without(exponential.X, exponent.With(series.Index, item.At)) is not { } rest)
                continue;
            var others = product.Factors.Where(factor => !ReferenceEquals(factor, exponential) && !ReferenceEquals(factor, inverse));
            Formula remaining = Arithmetic.Power(series, new Number(((Number)((Power)inverse).Exponent).Value + 1));
            return Arithmetic.Multiply([.. others, new Softmax(series.Index, row, exponent, item.At), Arithmetic.Exp(rest), remaining]);
        }

        return null;
    }

    /// <summary>(Σᵢ e^{sᵢ} f(i)) / Σⱼ e^{sⱼ} with the quotient inside.</summary>
    private static Formula? Inside(Product product, Formula inverse, Series series)
    {
        foreach (Series other in product.Factors.OfType<Series>())
        {
            Index index = other.Index.Fresh(product);
            if (Arithmetic.Multiply(other.At(index), Arithmetic.Power(series, new Number(-1))) is not Product term
                || term.Factors.FirstOrDefault(factor => factor is Power { Base: Series, Exponent: Number { Value: -1 } } power && power.Base.Equals(series)) is not { } factor
                || WithSoftmax(term, factor, series) is not { } named)
                continue;
            var others = product.Factors.Where(part => !ReferenceEquals(part, other) && !ReferenceEquals(part, inverse));
            Formula remaining = Arithmetic.Power(series, new Number(((Number)((Power)inverse).Exponent).Value + 1));
            return Arithmetic.Multiply([.. others, remaining, Series.Of(index, other.From, other.To, named)]);
        }

        return null;
    }

    /// <summary>a x + b x = x (a + b), for brackets' conditions too, and for a constant that is the same up to its sign.</summary>
    private static Formula Factored(Sum sum)
    {
        List<List<Formula>> terms = [.. sum.Terms.Select(FactorsOf)];
        List<Formula> common = [.. terms[0].Where(factor => factor is not Number && terms.All(term => term.Contains(factor)))];
        double size = Math.Abs(Arithmetic.Coefficient(sum.Terms[0]).Coefficient);
        bool isShared = size != 1 && sum.Terms.All(term => term is Product && Math.Abs(Arithmetic.Coefficient(term).Coefficient) == size);
        if (common.Count == 0 && !isShared)
            return sum;
        IEnumerable<Formula> rests = terms.Select(term =>
        {
            List<Formula> rest = [.. term];
            common.ForEach(factor => rest.Remove(factor));
            return Arithmetic.Multiply([.. rest, new Number(isShared ? 1 / size : 1)]);
        });
        return Arithmetic.Multiply([new Number(isShared ? size : 1), .. common, Arithmetic.Add(rests)]);

        static List<Formula> FactorsOf(Formula term)
            => [.. Arithmetic.Factors(term).SelectMany(factor => factor is Bracket { Condition: Every every } ? every.Of.Select(condition => (Formula)new Bracket(condition)) : [factor])];
    }

    /// <summary>Whether the index stands elsewhere than in brackets behind its row.</summary>
    private static bool IsBare(Formula formula, Index index) => formula is not Item && (formula.Equals(index) || formula.Parts().Any(part => IsBare(part, index)));
}
