using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Optimization;

/// <summary>
/// Joins a forward loop with its backward loop, and a forward branch with its backward branch, where the adjoints that the backward one needs are known before the
/// forward one starts. What would have been stored between them is then still there.
/// </summary>
/// <remarks>
/// Let Fₖ and Bₖ be the iterations. F₀ … Fₙ₋₁ Bₙ₋₁ … B₀ equals F₀ B₀ … Fₙ₋₁ Bₙ₋₁ when no B reads what the forward loop leaves behind, the Bₖ only add to what they
/// share (in memory and in carried values, so that their order does not matter up to rounding), and no F reads memory that a B changes,
/// nor a B what an F changes. That holds for a loop that ends by a condition too: how many rounds it takes depends on the F alone. Of
/// calls, <see cref="CalleeMemory"/> tells what they do to memory; what an F and its B call is combined once they stand in one block.
/// </remarks>
internal sealed class Fusion : Rewriter
{
    private readonly Dictionary<Variable, Expression> _forwarded = [];

    /// <summary>Halves of a pair are left alone: what they save lies on the stacks of the calls between.</summary>
    public static Function Run(Function function) => function.Frame.IsEmpty ? function with { Body = new Fusion().Rewrite(function.Body) } : function;

    public override Expression Rewrite(Expression expression)
        => expression is Use use && _forwarded.TryGetValue(use.Variable, out Expression? value) ? Rewrite(value) : base.Rewrite(expression);

    public override EquatableArray<Statement> Rewrite(EquatableArray<Statement> block)
    {
        List<Statement> statements = ForwardSlots([.. block], _forwarded);
        for (int i = 0; i < statements.Count; i++)
        {
            for (int k = i + 1; k < statements.Count; k++)
            {
                if (Join(statements[i], statements[k]) is not { } joined || !BringTogether(statements, i, k))
                    continue;

                // The earlier statement may have been pushed down by what it must wait for; the later one now follows it.
                i = statements.FindIndex(statement => ReferenceEquals(statement, joined.First));
                statements[i] = joined.Whole;
                statements.RemoveAt(i + 1);
                k = i;
            }
        }

        return base.Rewrite(ForwardSlots(statements, _forwarded).ToEquatableArray());
    }

    /// <summary>
    /// A value that is saved and restored in one block never leaves it. What restores stood for goes to <paramref name="forwarded"/>: the statement around the block
    /// may merge or carry it.
    /// </summary>
    public static List<Statement> ForwardSlots(List<Statement> statements, Dictionary<Variable, Expression> forwarded)
    {
        var saved = new Dictionary<Slot, Expression>();
        var known = new Dictionary<Variable, Expression>();
        foreach (Save save in statements.OfType<Save>())
            saved[save.Slot] = save.Value;
        var closed = new HashSet<Slot>();
        foreach (Restore restore in statements.OfType<Restore>())
        {
            if (saved.TryGetValue(restore.Slot, out Expression? value))
            {
                known[restore.Target] = forwarded[restore.Target] = value;
                closed.Add(restore.Slot);
            }
        }

        if (closed.Count == 0)
            return statements;
        var substitution = new Substitution(known);
        return statements.Where(statement => !(statement is Save save && closed.Contains(save.Slot)) && !(statement is Restore restore && closed.Contains(restore.Slot)))
            .Select(statement => substitution.Rewrite([statement])[0])
            .ToList();
    }

    /// <summary>The statement that does what both do, if they match and may run as one.</summary>
    private static Joined? Join(Statement first, Statement second) => (first, second) switch
    {
        (For forward, For backward) when forward.Index.Equals(backward.Mirrors) && MayInterleave(forward, forward.Carries, backward)
            => JoinLoops(forward, backward),
        (While forward, For backward) when RoundsOf(forward, backward) is { } rounds
            && MayInterleave(forward, forward.Carries, backward with { From = backward.To })
            => JoinLoops(forward, rounds, backward),
        (Call forward, Call backward) => JoinCalls(forward, backward),
        (If forward, If backward) when forward.Condition.Equals(backward.Condition) => JoinBranches(forward, backward),
        _ => null,
    };

    private static Joined JoinLoops(For forward, For backward)
    {
        (EquatableArray<Statement> body, IEnumerable<Carry> carries) = Round(backward, forward.Index);
        return new Joined(forward, forward with { Body = [.. forward.Body, .. body], Carries = [.. forward.Carries, .. carries] });
    }

    /// <summary>The rounds were counted for the backward loop, which is gone. What nobody needs need not be checked.</summary>
    private static Joined JoinLoops(While forward, Carry rounds, For backward)
    {
        (EquatableArray<Statement> body, IEnumerable<Carry> carries) = Round(backward, rounds.Inner);
        bool Counts(Assign assign) => rounds.Next.Equals(new Use(assign.Target));
        IEnumerable<Statement> counting = forward.Body.Select(statement => statement is Assign { Value: Binary sum } advance && Counts(advance)
            ? advance with { Value = sum with { Checked = false } }
            : statement);
        return new Joined(forward, forward with { Body = [.. counting, .. body], Carries = [.. forward.Carries, .. carries] });
    }

    private static (EquatableArray<Statement> Body, IEnumerable<Carry> Carries) Round(For backward, Variable index)
    {
        var substitution = new Substitution(new Dictionary<Variable, Expression> { [backward.Index] = new Use(index) });
        IEnumerable<Carry> carries = backward.Carries.Select(carry => carry with { Next = substitution.Rewrite(carry.Next) });
        return (substitution.Rewrite(backward.Body), carries);
    }

    /// <summary>What the forward loop carries to count its rounds, if they are those of the backward loop.</summary>
    private static Carry? RoundsOf(While forward, For backward) => forward.Carries.FirstOrDefault(carry
        => carry.Inner.Equals(backward.Mirrors)
            && backward.From is Binary { Operator: BinaryOperator.Subtract, Left: Use { Variable: var count } }
            && carry.Result.Equals(count));

    private static bool MayInterleave(Statement forward, EquatableArray<Carry> carries, For backward)
    {
        Effects effects = Effects.Of(backward.Body);
        if (!effects.OnlyAdds || Effects.ShareMemory(Effects.Of(forward), effects) || !Accumulators.AreAccumulators(backward))
            return false;
        var results = new HashSet<Variable>(carries.Select(carry => carry.Result));
        IEnumerable<Expression> reads = backward.OwnExpressions().Concat(backward.Body.AllExpressions());
        return !reads.SelectMany(expression => expression.Uses()).Any(results.Contains);
    }

    /// <summary>An augmented primal and its reverse, whose adjoint does not depend on the result: the combined form.</summary>
    private static Joined? JoinCalls(Call forward, Call backward)
    {
        if (CallNames.Combined(forward, backward) is not { } combined)
            return null;
        if (backward.Arguments.SelectMany(argument => argument.Uses()).Any(forward.Results.Contains))
            return null;
        EquatableArray<bool> writes = backward.External is null ? forward.Writes : backward.Writes;
        return new Joined(forward, new Call(
            [.. forward.Results, .. backward.Results],
            combined,
            [.. forward.Arguments, .. backward.Arguments.Skip(forward.Arguments.Count)],
            writes,
            External: backward.External,
            Uses: UsesOfBoth(forward, backward)));
    }

    private static EquatableArray<ElementUse> UsesOfBoth(Call forward, Call backward) => forward.Uses.IsEmpty
        ? default
        : backward.Uses.Select((use, i) => i < forward.Uses.Count ? use | forward.Uses[i] : use).ToEquatableArray();

    private static Joined JoinBranches(If forward, If backward)
    {
        Substitution Arm(Func<Merge, Expression> value) => new(forward.Merges.ToDictionary(merge => merge.Result, value));
        (Substitution then, Substitution @else) = (Arm(merge => merge.Then), Arm(merge => merge.Else));
        IEnumerable<Merge> merges = backward.Merges.Select(merge => new Merge(merge.Result, then.Rewrite(merge.Then), @else.Rewrite(merge.Else)));
        return new Joined(forward, new If(
            forward.Condition,
            [.. forward.Then, .. then.Rewrite(backward.Then)],
            [.. forward.Else, .. @else.Rewrite(backward.Else)],
            [.. forward.Merges, .. merges]));
    }

    /// <summary>
    /// Moves statement <paramref name="second"/> up to stand right behind statement <paramref name="first"/>. What it needs of the statements between moves
    /// before <paramref name="first"/>; the rest stays behind both. False, and nothing moved, where that would change the meaning.
    /// </summary>
    private static bool BringTogether(List<Statement> statements, int first, int second)
    {
        List<Statement> between = statements.GetRange(first + 1, second - first - 1);
        Effects head = Effects.Of(statements[first]);
        Effects tail = Effects.Of(statements[second]);
        var moved = new List<Statement>();
        var staying = new List<Statement>();
        var needed = new HashSet<Variable>(tail.Uses);
        for (int i = between.Count - 1; i >= 0; i--)
        {
            Effects effects = Effects.Of(between[i]);
            if (effects.Definitions.Any(needed.Contains))
            {
                // A branch may read the values that the first one merged: they are known inside the arms. Nothing else may.
                if (effects.HasEffect || effects.MayThrow || !Effects.Commute(effects, head))
                    return false;
                needed.UnionWith(effects.Uses);
                moved.Insert(0, between[i]);
            }
            else
            {
                // What moves stands behind it, and moves past it.
                if (moved.Any(statement => !Effects.Commute(effects, Effects.Of(statement))))
                    return false;
                staying.Insert(0, between[i]);
            }
        }

        if (!Effects.Commute(tail, Effects.Of(staying.ToEquatableArray())))
            return false;
        List<Statement> order = [.. moved, statements[first], statements[second], .. staying];
        statements.RemoveRange(first, order.Count);
        statements.InsertRange(first, order);
        return true;
    }

    private sealed record Joined(Statement First, Statement Whole);
}
