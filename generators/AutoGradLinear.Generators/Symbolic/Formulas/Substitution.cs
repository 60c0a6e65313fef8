using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Symbolic.Formulas;

/// <summary>Looking into formulas, and replacing parts of them.</summary>
internal static class Substitution
{
    private const string BoundMark = "#";

    /// <summary>The formula with <paramref name="map"/> applied to its parts, in simplest form; the same formula where that leaves each as it is.</summary>
    public static Formula MapParts(this Formula formula, Func<Formula, Formula> map)
    {
        switch (formula)
        {
            case Item item:
                return map(item.At) is var at && ReferenceEquals(at, item.At) ? item : item with { At = at };
            case Sum sum:
                return sum.Terms.Mapped(map) is var terms && terms.IsSame(sum.Terms) ? sum : Arithmetic.Add(terms);
            case Product product:
                return product.Factors.Mapped(map) is var factors && factors.IsSame(product.Factors) ? product : Arithmetic.Multiply(factors);
            case Power power:
                (Formula @base, Formula exponent) = (map(power.Base), map(power.Exponent));
                return ReferenceEquals(@base, power.Base) && ReferenceEquals(exponent, power.Exponent) ? power : Arithmetic.Power(@base, exponent);
            case Applied applied when applied.Arguments.Mapped(map) is var arguments:
                return arguments.IsSame(applied.Arguments) ? applied : applied.Function switch
                {
                    "exp" => Arithmetic.Exp(arguments[0]),
                    "ln" => Arithmetic.Ln(arguments[0]),
                    _ => new Applied(applied.Function, arguments),
                };
            case Bracket bracket:
                return Arithmetic.Where(bracket.Condition.Map(map));
            case Pieces pieces:
                return Arithmetic.Choose(pieces.Condition.Map(map), map(pieces.Then), map(pieces.Else));
            case Stopped stopped:
                return new Stopped(map(stopped.Value));
            case Series or Extremum:
                return formula.MapUnder(map, []);
            case Argument argument:
                return new Argument((Extremum)argument.Of.MapUnder(map, []));
            case Softmax softmax:
                return softmax with { At = map(softmax.At) };
            default:
                return formula;
        }
    }

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
    public static IReadOnlyList<Formula> SelfAndParts(this Formula formula)
    {
        var all = new List<Formula>();
        Add(formula);
        return all;

        void Add(Formula part)
        {
            all.Add(part);
            foreach (Formula inner in part.Parts())
                Add(inner);
        }
    }

    /// <inheritdoc cref="SelfAndParts(Formula)"/>
    public static IEnumerable<Formula> SelfAndParts(this Condition condition) => Parts(condition).SelectMany(SelfAndParts);

    public static EquatableArray<Formula> Parts(this Formula formula) => formula switch
    {
        Item item => new([item.At]),
        Sum sum => sum.Terms,
        Product product => product.Factors,
        Power power => new([power.Base, power.Exponent]),
        Applied applied => applied.Arguments,
        Bracket bracket => Parts(bracket.Condition).ToEquatableArray(),
        Pieces pieces => new([.. Parts(pieces.Condition), pieces.Then, pieces.Else]),
        Stopped stopped => new([stopped.Value]),
        Series series => new([series.From, series.To, series.Body]),
        Extremum extremum => new([extremum.From, extremum.To, .. Parts(extremum.Condition), extremum.Body]),
        Argument argument => new([argument.Of]),
        Softmax softmax => new([softmax.Exponent, softmax.At]),
        _ => default,
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

    public static bool Mentions(this Formula formula, Formula part)
    {
        if (formula.Equals(part))
            return true;
        foreach (Formula inner in formula.Parts())
        {
            if (inner.Mentions(part))
                return true;
        }

        return false;
    }

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
