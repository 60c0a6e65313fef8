using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.Symbolic;

namespace AutoGradLinear.Generators.Differentiation;

/// <summary>Branches and loops, and the values that cross from a forward block to its backward block.</summary>
internal sealed partial class ReverseMode
{
    private If SweepIf(If @if, Adjoints adjoints, StatementBuilder backward)
    {
        var merges = @if.Merges.Select(merge => (Merge: merge, Adjoint: adjoints.Take(merge.Result))).Where(pair => pair.Adjoint is not null).ToList();
        if (merges.Count == 0 && !WritesActive(@if))
            return @if;

        (Adjoints thenAdjoints, Adjoints elseAdjoints) = (adjoints.Copy(), adjoints.Copy());
        (var then, var @else) = (new StatementBuilder(_names), new StatementBuilder(_names));
        foreach ((Merge merge, Expression? adjoint) in merges)
        {
            AddAdjoint(merge.Then, adjoint!, thenAdjoints, then);
            AddAdjoint(merge.Else, adjoint!, elseAdjoints, @else);
        }

        List<Statement> thenForward = Sweep(@if.Then, thenAdjoints, then);
        List<Statement> elseForward = Sweep(@if.Else, elseAdjoints, @else);

        // What either arm added to the adjoint of a variable from outside leaves both arms merged.
        var changed = thenAdjoints.Variables.Concat(elseAdjoints.Variables).Distinct()
            .Where(variable => !Equals(thenAdjoints.Find(variable), elseAdjoints.Find(variable)) || !Equals(thenAdjoints.Find(variable), adjoints.Find(variable)))
            .ToList();
        var backwardMerges = new List<Merge>();
        foreach (Variable variable in changed)
        {
            Expression zero = Algebra.Real(0, variable.Type);
            Variable merged = _names.Fresh(AdjointName(variable), variable.Type);
            backwardMerges.Add(new Merge(merged, thenAdjoints.Find(variable) ?? zero, elseAdjoints.Find(variable) ?? zero));
            adjoints.Set(variable, new Use(merged));
        }

        Crossing thenCrossing = Cross(thenForward, [], then.Statements, backwardMerges.Select(merge => merge.Then).ToList(), []);
        Crossing elseCrossing = Cross(elseForward, [], @else.Statements, backwardMerges.Select(merge => merge.Else).ToList(), []);
        backward.Add(new If(
            @if.Condition,
            thenCrossing.Backward,
            elseCrossing.Backward,
            backwardMerges.Select((merge, i) => new Merge(merge.Result, thenCrossing.Leaving[i], elseCrossing.Leaving[i])).ToEquatableArray()));
        return @if with { Then = thenCrossing.Forward, Else = elseCrossing.Forward };
    }

    private Statement SweepFor(For loop, Adjoints adjoints, StatementBuilder backward)
    {
        if (!loop.Carries.Any(carry => adjoints.Find(carry.Result) is not null) && !WritesActive(loop))
            return loop;

        LoopBody body = SweepBody(loop.Body, loop.Carries, adjoints, loop.InnerDefinitions(), loop.Index, backward);
        // Backwards from the last index. Max and Min make an empty loop empty backwards too, whatever its bounds.
        bool ascends = loop.Step > 0;
        BinaryOperator toward = ascends ? BinaryOperator.Subtract : BinaryOperator.Add;
        var one = new IntegerLiteral(1, loop.Index.Type);
        var end = new Apply(ascends ? "Max" : "Min", [loop.To, loop.From], loop.Index.Type);
        backward.Add(new For(
            body.Index,
            new Binary(toward, end, one),
            new Binary(toward, loop.From, one),
            -loop.Step,
            body.Backward,
            body.Carries,
            Mirrors: loop.Index));
        FinishLoop(loop.Carries, body, adjoints, backward);
        return loop with { Body = body.Forward };
    }

    /// <summary>A loop whose count is not known beforehand counts its rounds in the forward sweep.</summary>
    private List<Statement> SweepWhile(While loop, Adjoints adjoints, StatementBuilder backward)
    {
        if (!loop.Carries.Any(carry => adjoints.Find(carry.Result) is not null) && !WritesActive(loop))
            return [loop];

        Variable roundIndex = _names.Fresh("round", IrType.Int);
        LoopBody body = SweepBody(loop.Body, loop.Carries, adjoints, loop.InnerDefinitions(), roundIndex, backward);
        (Expression zero, Expression one) = (new IntegerLiteral(0, IrType.Int), new IntegerLiteral(1, IrType.Int));
        Variable inner = _names.Fresh("rounds", IrType.Int);
        Variable next = _names.Fresh("rounds", IrType.Int);
        Variable count = _names.Fresh("rounds", IrType.Int);
        var advance = new Assign(next, new Binary(BinaryOperator.Add, new Use(inner), one, Checked: true));
        backward.Add(new For(
            body.Index,
            new Binary(BinaryOperator.Subtract, new Use(count), one),
            new IntegerLiteral(-1, IrType.Int),
            -1,
            body.Backward,
            body.Carries,
            Mirrors: inner));
        FinishLoop(loop.Carries, body, adjoints, backward);
        return
        [
            loop with
            {
                Body = [.. body.Forward, advance],
                Carries = [.. loop.Carries, new Carry(inner, zero, new Use(next), count)],
            },
        ];
    }

    /// <summary>
    /// The body of the backward loop. It carries the adjoint of each carried value (from the iteration's end to its start) and of each active variable from
    /// outside that the body reads (which gathers contributions).
    /// </summary>
    private LoopBody SweepBody(
        EquatableArray<Statement> source,
        EquatableArray<Carry> carries,
        Adjoints adjoints,
        IEnumerable<Variable> innerDefinitions,
        Variable index,
        StatementBuilder outside)
    {
        var inner = new HashSet<Variable>(source.AllDefinitions().Concat(innerDefinitions));
        List<Variable> free = source.AllExpressions().Concat(carries.Select(carry => carry.Next))
            .SelectMany(expression => expression.Uses())
            .Where(variable => variable.Type.IsReal && _activity.IsActive(variable) && !inner.Contains(variable))
            .Distinct().ToList();
        List<Carry> active = carries.Where(carry => _activity.IsActive(carry.Inner)).ToList();

        var bodyAdjoints = new Adjoints();
        var body = new StatementBuilder(_names);
        var starts = new List<(Variable Inner, Expression Initial)>();
        foreach (Variable variable in free)
        {
            Variable carried = _names.Fresh(AdjointName(variable), variable.Type);
            starts.Add((carried, adjoints.Find(variable) ?? Algebra.Real(0, variable.Type)));
            bodyAdjoints.Set(variable, new Use(carried));
        }

        foreach (Carry carry in active)
        {
            Variable carried = _names.Fresh(AdjointName(carry.Inner), carry.Inner.Type);
            starts.Add((carried, adjoints.Take(carry.Result) ?? Algebra.Real(0, carry.Inner.Type)));
            AddAdjoint(carry.Next, new Use(carried), bodyAdjoints, body);
        }

        List<Statement> forward = Sweep(source, bodyAdjoints, body);
        List<Expression> ends = free.Select(variable => bodyAdjoints.Find(variable)!)
            .Concat(active.Select(carry => bodyAdjoints.Take(carry.Inner) ?? Algebra.Real(0, carry.Inner.Type)))
            .ToList();

        Variable backwardIndex = _names.Fresh(index.Name, index.Type);
        Crossing crossing = Cross(forward, innerDefinitions, body.Statements, ends, new Dictionary<Variable, Expression> { [index] = new Use(backwardIndex) });
        EquatableArray<Carry> backwardCarries = starts
            .Select((start, i) => new Carry(start.Inner, start.Initial, crossing.Leaving[i], _names.Fresh(start.Inner.Name, start.Inner.Type)))
            .ToEquatableArray();
        return new LoopBody(crossing.Forward, crossing.Backward, backwardIndex, backwardCarries, free, active);
    }

    private void FinishLoop(EquatableArray<Carry> carries, LoopBody body, Adjoints adjoints, StatementBuilder backward)
    {
        for (int i = 0; i < body.Free.Count; i++)
            adjoints.Set(body.Free[i], new Use(body.Carries[i].Result));
        for (int i = 0; i < body.Active.Count; i++)
            AddAdjoint(body.Active[i].Initial, new Use(body.Carries[body.Free.Count + i].Result), adjoints, backward);
    }

    /// <summary>
    /// Joins a forward block with its backward block: every value that the one defines and the other reads is saved at the end and restored at the start.
    /// </summary>
    private Crossing Cross(
        List<Statement> forward,
        IEnumerable<Variable> innerDefinitions,
        List<Statement> backward,
        List<Expression> leaving,
        Dictionary<Variable, Expression> known)
    {
        var read = new HashSet<Variable>(backward.ToEquatableArray().AllExpressions().Concat(leaving).SelectMany(expression => expression.Uses()));
        List<Variable> defined = [.. innerDefinitions.Concat(forward.SelectMany(statement => statement.Definitions())).Where(variable => !known.ContainsKey(variable)).Distinct()];
        var renamed = new Dictionary<Variable, Expression>(known);
        List<Statement> standIns = StandIns(defined.Where(variable => variable.Type is ArrayType && read.Contains(variable)), renamed);
        read.UnionWith(standIns.SelectMany(statement => statement.OwnExpressions()).SelectMany(expression => expression.Uses()));
        var saves = new List<Statement>();
        var restores = new List<Statement>();
        foreach (Variable variable in defined.Where(variable => variable.Type is not ArrayType && read.Contains(variable)))
        {
            Variable restored = _names.Fresh(variable.Name, variable.Type);
            var slot = new Slot(restored.ToString(), variable.Type);
            saves.Add(new Save(slot, new Use(variable)));
            restores.Insert(0, new Restore(restored, slot));
            renamed.Add(variable, new Use(restored));
        }

        var substitution = new Substitution(renamed);
        return new Crossing(
            [.. forward, .. saves],
            [.. restores, .. substitution.Rewrite([.. standIns, .. backward])],
            leaving.Select(substitution.Rewrite).ToList());
    }

    /// <summary>
    /// For memory that is gone when the backward sweep comes, where a call names it: memory of the same length, which that call does not read.
    /// </summary>
    private List<Statement> StandIns(IEnumerable<Variable> memory, Dictionary<Variable, Expression> renamed)
    {
        var made = new List<Statement>();
        foreach (Variable variable in memory)
        {
            if (!_shadows.TryGetValue(variable, out Variable? standIn))
                made.Add(new Allocate(standIn = _names.Fresh(NameSupply.Temporary("unread"), variable.Type), _lengths[variable]));
            renamed.Add(variable, new Use(standIn));
        }

        return made;
    }

    private sealed record Crossing(EquatableArray<Statement> Forward, EquatableArray<Statement> Backward, List<Expression> Leaving);

    private sealed record LoopBody(
        EquatableArray<Statement> Forward,
        EquatableArray<Statement> Backward,
        Variable Index,
        EquatableArray<Carry> Carries,
        List<Variable> Free,
        List<Carry> Active);
}
