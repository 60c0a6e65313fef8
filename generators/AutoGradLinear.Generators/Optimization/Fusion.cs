using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Optimization;

/// <summary>
/// Joins a forward loop with its backward loop, and a forward branch with its backward branch, where the adjoints that the backward one needs are known before the
/// forward one starts. What would have been stored between them is then still there.
/// </summary>
/// <remarks>
/// Let Fₖ and Bₖ be the iterations. F₀ … Fₙ₋₁ Bₙ₋₁ … B₀ equals F₀ B₀ … Fₙ₋₁ Bₙ₋₁ when no B reads what the forward loop leaves behind, the Bₖ only add to what they
/// share (in memory and in carried values, so that their order does not matter up to rounding), and no F reads memory that a B changes.
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
        (For forward, For backward) => JoinLoops(forward, backward),
        (Call forward, Call backward) => JoinCalls(forward, backward),
        (If forward, If backward) when forward.Condition.Equals(backward.Condition) => JoinBranches(forward, backward),
        _ => null,
    };

    private static Joined? JoinLoops(For forward, For backward)
    {
        if (!forward.Index.Equals(backward.Mirrors))
            return null;
        (Effects forwardEffects, Effects backwardEffects) = (Effects.Of(forward.Body), Effects.Of(backward.Body));
        if (!backwardEffects.OnlyAdds || Effects.ShareMemory(forwardEffects, backwardEffects))
            return null;
        if (!Accumulators.AreAccumulators(backward))
            return null;
        var results = new HashSet<Variable>(forward.Carries.Select(carry => carry.Result));
        if (backward.OwnExpressions().Concat(backward.Body.AllExpressions()).SelectMany(expression => expression.Uses()).Any(results.Contains))
            return null;

        var substitution = new Substitution(new Dictionary<Variable, Expression> { [backward.Index] = new Use(forward.Index) });
        EquatableArray<Statement> body = substitution.Rewrite(backward.Body);
        IEnumerable<Carry> carries = backward.Carries.Select(carry => carry with { Next = substitution.Rewrite(carry.Next) });
        return new Joined(forward, forward with { Body = [.. forward.Body, .. body], Carries = [.. forward.Carries, .. carries] });
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
            [.. forward.Results, .. backward.Results], combined, [.. forward.Arguments, .. backward.Arguments.Skip(forward.Arguments.Count)], writes, External: backward.External));
    }

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
