using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Symbolic.Formulas;

/// <summary>Looking into formulas, and replacing parts of them.</summary>
internal static class Substitution
{
    private const string BoundMark = "#";

    /// <summary>The formula with <paramref name="map"/> applied to its parts, in simplest form.</summary>
    public static Formula MapParts(this Formula formula, Func<Formula, Formula> map) => formula switch
    {
        Item item => item with { At = map(item.At) },
        Sum sum => Arithmetic.Add(sum.Terms.Select(map)),
        Product product => Arithmetic.Multiply(product.Factors.Select(map)),
        Power power => Arithmetic.Power(map(power.Base), map(power.Exponent)),
        Applied { Function: "exp" } exponential => Arithmetic.Exp(map(exponential.X)),
        Applied { Function: "ln" } logarithm => Arithmetic.Ln(map(logarithm.X)),
        Applied applied => new Applied(applied.Function, applied.Arguments.Select(map).ToEquatableArray()),
        Bracket bracket => Arithmetic.Where(bracket.Condition.Map(map)),
        Pieces pieces => Arithmetic.Choose(pieces.Condition.Map(map), map(pieces.Then), map(pieces.Else)),
        Stopped stopped => new Stopped(map(stopped.Value)),
        Series or Extremum => formula.MapUnder(map, []),
        Argument argument => new Argument((Extremum)argument.Of.MapUnder(map, [])),
        Softmax softmax => softmax with { At = map(softmax.At) },
        _ => formula,
    };

    /// <summary>As <see cref="MapParts"/>; inside, the index has a name that is found neither there nor among <paramref name="others"/>.</summary>
    private static Formula MapUnder(this Formula formula, Func<Formula, Formula> map, Formula[] others)
    {
        switch (formula)
        {
            case Series series:
            {
                Index index = series.Index.Fresh([.. others, series.Body]);
                return Series.Of(index, map(series.From), map(series.To), map(series.Body.With(series.Index, index)));
            }

            case Extremum extremum:
            {
                Index index = extremum.Index.Fresh([.. others, extremum.Body, .. extremum.Condition.Parts()]);
                Condition condition = extremum.Condition.With(extremum.Index, index).Map(map);
                return Extremum.Of(extremum.IsMaximum, index, map(extremum.From), map(extremum.To), condition, map(extremum.Body.With(extremum.Index, index)), extremum.IsFirst);
            }

            default:
                return formula.MapParts(map);
        }
    }

    /// <summary>An index with the same hint that the formulas do not mention.</summary>
    public static Index Fresh(this Index index, params Formula[] formulas)
    {
        Index fresh = index with { Id = "~" };
        while (formulas.Any(formula => formula.Mentions(fresh)))
            fresh = fresh with { Id = fresh.Id + "~" };
        return fresh;
    }

    public static Condition Map(this Condition condition, Func<Formula, Formula> map) => condition switch
    {
        Comparison comparison => Condition.Compare(comparison.Operator, map(comparison.Left), map(comparison.Right)),
        Opposite opposite => Condition.Not(opposite.Of.Map(map)),
        Every every => Condition.And(every.Of.Select(part => part.Map(map))),
        _ => condition,
    };

    /// <summary>The formula and all that it is made of, conditions' formulas included.</summary>
    public static IEnumerable<Formula> SelfAndParts(this Formula formula) => Parts(formula).SelectMany(SelfAndParts).Prepend(formula);

    /// <inheritdoc cref="SelfAndParts(Formula)"/>
    public static IEnumerable<Formula> SelfAndParts(this Condition condition) => Parts(condition).SelectMany(SelfAndParts);

    public static IEnumerable<Formula> Parts(this Formula formula) => formula switch
    {
        Item item => [item.At],
        Sum sum => sum.Terms,
        Product product => product.Factors,
        Power power => [power.Base, power.Exponent],
        Applied applied => applied.Arguments,
        Bracket bracket => Parts(bracket.Condition),
        Pieces pieces => [.. Parts(pieces.Condition), pieces.Then, pieces.Else],
        Stopped stopped => [stopped.Value],
        Series series => [series.From, series.To, series.Body],
        Extremum extremum => [extremum.From, extremum.To, .. Parts(extremum.Condition), extremum.Body],
        Argument argument => [argument.Of],
        Softmax softmax => [softmax.Exponent, softmax.At],
        _ => [],
    };

    public static IEnumerable<Formula> Parts(this Condition condition) => condition switch
    {
        Comparison comparison => [comparison.Left, comparison.Right],
        Opposite opposite => Parts(opposite.Of),
        Every every => every.Of.SelectMany(Parts),
        _ => [],
    };

    public static IEnumerable<string> Flags(this Condition condition) => condition switch
    {
        Flag flag => [flag.Text],
        Opposite opposite => Flags(opposite.Of),
        Every every => every.Of.SelectMany(Flags),
        _ => [],
    };

    public static bool Mentions(this Formula formula, Formula part) => formula.SelfAndParts().Contains(part);

    /// <summary>The formula with a value for an index.</summary>
    public static Formula With(this Formula formula, Formula index, Formula value)
        => formula.Equals(index) ? value
            : !formula.Mentions(index) ? formula
            : formula is Argument argument ? new Argument((Extremum)argument.Of.With(index, value))
            : formula.MapUnder(part => part.With(index, value), [index, value]);

    /// <inheritdoc cref="With(Formula, Formula, Formula)"/>
    public static Condition With(this Condition condition, Formula index, Formula value) => condition.Map(part => part.With(index, value));

    /// <summary>The index's name in a finished series with this body.</summary>
    public static Index Bound(this Index index, Formula body)
    {
        int depth = body.SelfAndParts().Select(part => part switch
        {
            Series series => series.Index,
            Extremum extremum => extremum.Index,
            Softmax softmax => softmax.Index,
            _ => null,
        }).OfType<Index>().Select(inner => inner.Id.StartsWith(BoundMark, StringComparison.Ordinal) ? int.Parse(inner.Id.Substring(1), System.Globalization.CultureInfo.InvariantCulture) : 0)
            .DefaultIfEmpty(0).Max();
        return index with { Id = BoundMark + (depth + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) };
    }
}
