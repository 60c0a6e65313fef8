using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.Symbolic;

namespace AutoGradLinear.Generators.Differentiation;

/// <summary>Calls of external functions that come with a pullback.</summary>
internal sealed partial class ReverseMode
{
    /// <summary>
    /// The forward sweep calls the function, the backward sweep its pullback, with the adjoint of the result and an accumulator for every
    /// differentiated argument, active or not. The forward sweep is returned last statement first.
    /// </summary>
    private List<Statement> SweepExternal(Call call, ExternalPullback pullback, Adjoints adjoints, StatementBuilder backward)
    {
        if (adjoints.Take(call.Results[0]) is not { } seed)
            return [call];

        var reads = new List<Statement>();
        List<Expression> arguments = [.. call.Arguments.Select(argument => argument.Type is ArrayType ? Kept(argument, reads, backward) : argument)];
        if (pullback.TakesResult)
            arguments.Add(new Use(call.Results[0]));
        arguments.Add(seed);

        int inputs = arguments.Count;
        var numbers = new List<(Expression Argument, Variable Adjoint)>();
        var after = new List<Action>();
        var shadows = new HashSet<Expression>();
        foreach (Expression argument in call.Arguments.Where((_, i) => pullback.Differentiated[i]))
        {
            if (argument.Type is ArrayType)
                arguments.Add(Accumulator(argument, shadows, after, backward));
            else
                numbers.Add((argument, _names.Fresh(argument is Use use ? AdjointName(use.Variable) : NameSupply.Temporary("unread"), argument.Type)));
        }

        string pattern = string.Concat(pullback.Differentiated.Select(isDifferentiated => isDifferentiated ? 'a' : 'c'));
        int site = _sites++;
        backward.Add(new Call(
            numbers.Select(number => number.Adjoint).ToEquatableArray(),
            CallNames.Reverse(call.Function, pattern),
            arguments.ToEquatableArray(),
            arguments.Select((_, i) => i >= inputs).ToEquatableArray(),
            site,
            call.External));
        foreach (Action action in after)
            action();
        foreach ((Expression argument, Variable adjoint) in numbers)
            AddAdjoint(argument, new Use(adjoint), adjoints, backward);
        return [.. reads, call with { Function = CallNames.Augmented(call.Function, pattern), Site = site }];
    }

    /// <summary>
    /// The row as the function found it. Of memory that is written to, the elements are saved in the forward sweep and come back in memory
    /// of their own.
    /// </summary>
    private Expression Kept(Expression row, List<Statement> reads, StatementBuilder backward)
    {
        if (!_writes.Reach(row))
            return row;
        Expression length = LengthOf(row);
        Use kept = OwnMemory("kept", row, backward);
        var elements = new ElementReads(this);
        var body = new StatementBuilder(_names);
        body.Add(new Store(kept, elements.Index, elements.Before(row)));
        backward.Add(elements.Close(length, body, []));
        reads.AddRange(elements.LoopBefore(length));
        return kept;
    }

    /// <summary>
    /// Memory to which a pullback adds the adjoint of a row: the row's shadow, unless another accumulator of the call may share memory with
    /// it. Then it is memory of its own, which is added to the shadow afterwards.
    /// </summary>
    private Expression Accumulator(Expression row, HashSet<Expression> taken, List<Action> after, StatementBuilder backward)
    {
        if (Shadow(row) is not { } shadow)
            return Unread(row, backward);
        if (shadow.Array.Roots().All(taken.Add))
            return WholeShadow(row, backward);
        Use own = OwnMemory("ownAdjoint", row, backward);
        IrType element = ((ArrayType)own.Type).Element;
        backward.Add(new Fill(own, Algebra.Real(0, element)));
        after.Add(() =>
        {
            Variable index = _names.Fresh("k", IrType.Int);
            var loop = new StatementBuilder(_names);
            Expression adjoint = loop.Emit(ElementName(row), new Element(own, new Use(index)));
            When(shadow.Guard, loop, inner => inner.Add(new Accumulate(shadow.Array, new Use(index), adjoint)));
            backward.Add(new For(index, Zero, LengthOf(row), 1, loop.Statements.ToEquatableArray()));
        });
        return own;
    }
}
