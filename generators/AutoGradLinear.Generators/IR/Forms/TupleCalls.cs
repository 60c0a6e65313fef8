namespace AutoGradLinear.Generators.IR.Forms;

/// <summary>
/// Calls a method that returns a tuple once for all of its items that a block needs: x = f(a).Item1; y = f(a).Item2 becomes (x, y) = f(a),
/// where the first stood. The arguments are atoms, and an external function is pure, so the other items may be computed earlier.
/// </summary>
internal sealed class TupleCalls : Rewriter
{
    private readonly NameSupply _names;

    private TupleCalls(Function function) => _names = new NameSupply(function);

    public static Function Run(Function function) => function with { Body = new TupleCalls(function).Rewrite(function.Body) };

    public override EquatableArray<Statement> Rewrite(EquatableArray<Statement> block)
    {
        var calls = new Dictionary<Apply, List<(int Item, Variable Target)>>();
        foreach (Statement statement in block)
        {
            if (ItemIn(statement) is not var (target, call, item))
                continue;
            if (!calls.TryGetValue(call, out List<(int, Variable)>? items))
                calls.Add(call, items = []);
            items.Add((item, target));
        }

        var output = new List<Statement>();
        foreach (Statement statement in block)
        {
            if (ItemIn(statement) is not var (target, call, _) || !IsWorthwhile(calls[call]))
                Rewrite(statement, output);
            else if (calls[call][0].Target == target)
                output.Add(Whole(call, calls[call]));
        }

        return output.ToEquatableArray();
    }

    /// <summary>The item that the statement assigns, and the call without it.</summary>
    private static (Variable Target, Apply Call, int Item)? ItemIn(Statement statement)
        => statement is Assign { Value: Apply { External: { Item: > 0 } external } apply } assign
            ? (assign.Target, apply with { External = external with { Item = 0 } }, external.Item)
            : null;

    /// <summary>Whether there are several items, each once: what is assigned twice is left to <em>share</em>.</summary>
    private static bool IsWorthwhile(List<(int Item, Variable Target)> items)
        => items.Count > 1 && items.Select(item => item.Item).Distinct().Count() == items.Count;

    private Call Whole(Apply call, List<(int Item, Variable Target)> items)
    {
        IEnumerable<Variable> results = Enumerable.Range(1, call.External!.Items)
            .Select(number => items.Find(item => item.Item == number).Target ?? _names.Fresh(NameSupply.Temporary("unread"), call.Type));
        return new Call(results.ToEquatableArray(), call.Function, call.Arguments, External: call.External);
    }
}
