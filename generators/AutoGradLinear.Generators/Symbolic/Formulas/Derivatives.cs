using AutoGradLinear.Generators.IR;
using static AutoGradLinear.Generators.Symbolic.Formulas.Arithmetic;

namespace AutoGradLinear.Generators.Symbolic.Formulas;

/// <summary>
/// The derivative of a formula by a number, or by the element of a row with a given index. Of v[i] by v[k] it is [k = i]; a sum over i in which such a bracket stands is its term
/// at k. At kinks it is what the generated gradient is there.
/// </summary>
internal sealed partial class Derivatives
{
    private readonly Raised _raised;
    private readonly string _by;
    private readonly Index _at;

    private Derivatives(Raised raised, string by, Index at) => (_raised, _by, _at) = (raised, by, at);

    /// <summary>The derivative by the parameter with the name, of a row by its element <paramref name="at"/>; null where it has no formula.</summary>
    public static Formula? Of(Raised raised, string by, Index at)
        => new Derivatives(raised, by, at).Slope(raised.Value) is { } slope
            ? Add([slope.Smooth, .. slope.Jumps.Select(jump => Multiply(new Bracket(Condition.Compare(BinaryOperator.Equal, at, jump.At)), jump.Value))])
            : null;

    /// <summary>A derivative: a part that holds for every k, and parts that hold for one k only.</summary>
    private sealed record Parts(Formula Smooth, IReadOnlyList<(Formula At, Formula Value)> Jumps)
    {
        public static readonly Parts None = new(Formula.Zero, []);

        public static Parts Total(IEnumerable<Parts> parts)
        {
            var jumps = new List<(Formula At, Formula Value)>();
            List<Parts> all = [.. parts];
            foreach ((Formula at, Formula value) in all.SelectMany(part => part.Jumps))
            {
                int same = jumps.FindIndex(jump => jump.At.Equals(at));
                if (same < 0)
                    jumps.Add((at, value));
                else
                    jumps[same] = (at, Add(jumps[same].Value, value));
            }

            return new Parts(Add(all.Select(part => part.Smooth)), jumps);
        }

        public Parts Map(Func<Formula, Formula> map) => new(map(Smooth), [.. Jumps.Select(jump => (jump.At, map(jump.Value)))]);

        public Parts Times(Formula factor) => Map(value => Multiply(factor, value));
    }

    private bool DependsOn(Formula formula) => formula.SelfAndParts().Any(part => (part is Name name && name.Text == _by) || (part is Item item && item.Row == _by));

    private Parts? Slope(Formula formula)
    {
        if (!DependsOn(formula))
            return Parts.None;
        switch (formula)
        {
            case Name:
                return new Parts(Formula.One, []);
            case Item item:
                return item.Row == _by ? new Parts(Formula.Zero, [(item.At, Formula.One)]) : Parts.None;
            case Bracket or Argument:
                return Parts.None;
            case Sum sum:
                return Total(sum.Terms.Select(Slope));
            case Product product:
                return Total(product.Factors.Select((factor, i) => Slope(factor)?.Times(Multiply(product.Factors.Where((_, j) => j != i)))));
            case Power power:
                return OfPower(power);
            case Applied applied:
                return OfFunction(applied);
            case Pieces pieces:
                return Total([Slope(pieces.Then)?.Map(value => Choose(pieces.Condition, value, Formula.Zero)), Slope(pieces.Else)?.Map(value => Choose(pieces.Condition, Formula.Zero, value))]) is { } parts
                    ? parts with { Smooth = Choose(pieces.Condition, Slope(pieces.Then)!.Smooth, Slope(pieces.Else)!.Smooth) }
                    : null;
            case Series series:
                return OfSeries(series);
            case Extremum { IsFirst: true } extremum:
            {
                Index index = Opened(extremum.Index, extremum);
                Parts? slope = Slope(extremum.Body.With(extremum.Index, index));
                var best = new Argument(extremum);
                return slope is null ? null : new Parts(slope.Smooth.With(index, best), [.. slope.Jumps.Select(jump => (jump.At.With(index, best), jump.Value.With(index, best)))]);
            }

            default:
                return null;
        }
    }

    private static Parts? Total(IEnumerable<Parts?> parts)
    {
        List<Parts?> all = [.. parts];
        return all.Contains(null) ? null : Parts.Total(all!);
    }

    private Parts? OfPower(Power power)
    {
        Parts? byBase = Slope(power.Base)?.Times(Multiply(power.Exponent, Arithmetic.Power(power.Base, Subtract(power.Exponent, Formula.One))));
        Parts? byExponent = Slope(power.Exponent)?.Times(Multiply(power, Ln(power.Base)));
        return Total([byBase, byExponent]);
    }

    private Parts? OfFunction(Applied applied)
    {
        var all = new List<Parts?>();
        for (int i = 0; i < applied.Arguments.Count; i++)
        {
            if (DependsOn(applied.Arguments[i]))
                all.Add(Partial(applied, i) is { } partial ? Slope(applied.Arguments[i])?.Times(partial) : null);
        }

        return Total(all);
    }

    private Index Opened(Index index, Formula formula) => index.Fresh(formula, _raised.Value, _at);

    private Parts? OfSeries(Series series)
    {
        // Inside another series its index is one of those that this one must differ from: it is in the body, or does not matter.
        Index index = Opened(series.Index, series);
        if (Slope(series.At(index)) is not { } slope)
            return null;
        Formula Over(Formula term) => Series.Of(index, series.From, series.To, term);
        var smooth = new List<Formula> { Over(slope.Smooth) };
        var jumps = new List<(Formula, Formula)>();
        foreach ((Formula at, Formula value) in slope.Jumps)
        {
            if (!at.Mentions(index))
            {
                jumps.Add((at, Over(value)));
            }
            else if (Subtract(at, index) is var offset && !offset.Mentions(index))
            {
                // The only term that is not 0 is the one with index + offset = k.
                Condition inRange = Condition.And([
                    Add(series.From, offset) is Number { Value: <= 0 } ? Condition.True : Condition.Compare(BinaryOperator.GreaterOrEqual, _at, Add(series.From, offset)),
                    offset.Equals(Formula.Zero) && IsLengthOfRow(series.To) ? Condition.True : Condition.Compare(BinaryOperator.Less, _at, Add(series.To, offset))]);
                smooth.Add(Multiply(Where(inRange), value.With(index, Subtract(_at, offset))));
            }
            else
            {
                smooth.Add(Over(Multiply(new Bracket(Condition.Compare(BinaryOperator.Equal, _at, at)), value)));
            }
        }

        return Parts.Total([new Parts(Add(smooth), jumps)]);
    }

    private bool IsLengthOfRow(Formula to) => to is Count count && (count.Row == _by || _raised.SameLength.Contains((count.Row, _by)));
}
