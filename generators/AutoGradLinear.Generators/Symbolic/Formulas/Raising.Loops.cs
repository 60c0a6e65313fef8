using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Symbolic.Formulas;

/// <summary>Loops whose carried values are sums, maxima or minima so far.</summary>
internal sealed partial class Raising
{
    /// <summary>Starts the names that stand for what a loop carries; no name of C# begins with it.</summary>
    private const string Placeholder = "?";

    private void Visit(For loop)
    {
        var index = new Index($"i{_fresh++}", NameSupply.Plain(loop.Index.Name));
        var carried = new Dictionary<Variable, Name>();
        _numbers[loop.Index] = index;
        foreach (Carry carry in loop.Carries.Where(carry => carry.Inner.Type is RealType))
            _numbers[carry.Inner] = carried[carry.Inner] = new Name($"{Placeholder}{_fresh++}");
        Visit(loop.Body);
        (Formula? from, Formula? to) = loop.Step > 0
            ? (Of(loop.From), Of(loop.To))
            : (Next(Of(loop.To)), Next(Of(loop.From)));
        if (from is null || to is null)
            return;
        foreach (Carry carry in loop.Carries.Where(carry => carried.ContainsKey(carry.Inner)))
        {
            if (Of(carry.Next) is { } next)
                Define(carry.Result, Accumulated(carry, carried[carry.Inner], next, new Loop(index, from, to, loop.Step > 0)));
        }

        // What the loop computes from the values on their way is not known after it.
        Formula? Next(Formula? bound) => bound is null ? null : Arithmetic.Add(bound, Formula.One);
    }

    private sealed record Loop(Index Index, Formula From, Formula To, bool IsUpwards);

    private Formula? Accumulated(Carry carry, Name soFar, Formula next, Loop loop)
    {
        if (Increment(next, soFar) is { } term)
            return IsFree(term) && Of(carry.Initial) is { } start ? Arithmetic.Add(start, Series.Of(loop.Index, loop.From, loop.To, term)) : null;
        (Condition condition, Formula larger) = Change(next, soFar);
        if (larger is not Applied { Function: "max" or "min" } extremum || !extremum.Arguments.Contains(soFar))
            return null;
        bool isMaximum = extremum.Function == "max";
        Formula value = extremum.Arguments[0].Equals(soFar) ? extremum.Arguments[1] : extremum.Arguments[0];
        if (!IsFree(value) || !condition.Parts().All(IsFree))
            return null;

        // The value so far wins ties if it stands first; the first of several is meant then.
        bool isFirst = extremum.Arguments[0].Equals(soFar) && loop.IsUpwards;
        Formula Over(Formula from) => Extremum.Of(isMaximum, loop.Index, from, loop.To, condition, value, isFirst);
        if (carry.Initial is RealLiteral literal && IsLowest(isMaximum ? literal.Value : -literal.Value))
            return Over(loop.From);
        if (Of(carry.Initial) is not { } initial)
            return null;

        // m = f(0), and then from 0 or from 1 on: a row with a first element has elements up to its length.
        Formula before = Arithmetic.Subtract(loop.From, Formula.One);
        bool isOfRow = initial is Item { At: Number { Value: 0 } } first && loop.To.Equals(new Count(first.Row)) && loop.IsUpwards && condition.Equals(Condition.True);
        return isOfRow && loop.From.Equals(Formula.Zero) && initial.Equals(value.With(loop.Index, loop.From)) ? Over(loop.From)
            : isOfRow && before.Equals(Formula.Zero) && initial.Equals(value.With(loop.Index, before)) ? Over(before)
            : Applied.Of(extremum.Function, initial, Over(loop.From));
    }

    private static bool IsLowest(double value) => double.IsNegativeInfinity(value) || value is double.MinValue or float.MinValue;

    /// <summary>Whether the formula holds no value on its way.</summary>
    private static bool IsFree(Formula formula) => !formula.SelfAndParts().Any(part => part is Name name && name.Text.StartsWith(Placeholder, StringComparison.Ordinal));

    /// <summary>What is added to the value so far, or null where more happens to it.</summary>
    private static Formula? Increment(Formula next, Name soFar)
    {
        if (next is Pieces pieces)
        {
            return Increment(pieces.Then, soFar) is { } then && Increment(pieces.Else, soFar) is { } @else
                ? Arithmetic.Choose(pieces.Condition, then, @else)
                : null;
        }

        return Arithmetic.Terms(next).Contains(soFar) ? Arithmetic.Subtract(next, soFar) : null;
    }

    /// <summary>The condition under which the value so far changes, and what it becomes then.</summary>
    private static (Condition Condition, Formula Value) Change(Formula next, Name soFar) => next switch
    {
        Pieces pieces when pieces.Else.Equals(soFar) => Within(pieces.Condition, pieces.Then, soFar),
        Pieces pieces when pieces.Then.Equals(soFar) => Within(Condition.Not(pieces.Condition), pieces.Else, soFar),
        _ => (Condition.True, next),
    };

    private static (Condition Condition, Formula Value) Within(Condition outer, Formula next, Name soFar)
    {
        (Condition inner, Formula value) = Change(next, soFar);
        return (Condition.And([outer, inner]), value);
    }
}
