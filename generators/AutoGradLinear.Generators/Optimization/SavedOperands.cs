using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Optimization;

/// <summary>
/// Saves an integer's operands in the loop around instead of the integer in every round: where an index is the sum of what an outer loop counts and of the inner loop's index, the outer
/// one is saved once for all rounds, and the sum is made again.
/// </summary>
internal sealed class SavedOperands : Rewriter
{
    private readonly Dictionary<Variable, List<Statement>> _saves = [];
    private readonly Dictionary<Variable, List<Statement>> _restores = [];

    /// <summary>Finds for each forward loop, by its index, what is to be saved at the end of its rounds, and restored at the start of those of its backward loop.</summary>
    public static Function Run(Function function)
    {
        if (!function.Frame.IsEmpty)
            return function;
        var pass = new SavedOperands();
        pass.Find(function);
        return pass._saves.Count == 0 ? function : function with { Body = pass.Rewrite(function.Body) };
    }

    private void Find(Function function)
    {
        var names = new NameSupply(function);
        Dictionary<Variable, Expression> definitions = function.AssignedValues();
        var backward = new HashSet<Variable>();
        var saved = new Dictionary<Slot, (Expression Value, List<For> Loops)>();
        Collect(function.Body, [], backward, saved);
        var taken = new HashSet<(Variable, Variable)>();
        foreach (Restore restore in function.Body.AllStatements().OfType<Restore>())
        {
            if (!saved.TryGetValue(restore.Slot, out (Expression Value, List<For> Loops) at) || at.Value is not Use { Variable: { Type: IntegerType { Name: "int" } } variable }
                || !definitions.TryGetValue(variable, out Expression? definition) || !IsSum(definition))
                continue;

            // An operand that an outer round defines, or carries in.
            foreach (Variable operand in definition.Uses().Distinct())
            {
                int level = at.Loops.FindIndex(loop => loop.Carries.Any(carry => carry.Inner == operand) || loop.Body.OfType<Assign>().Any(assign => assign.Target == operand));
                if (level < 0 || level == at.Loops.Count - 1 || !backward.Contains(at.Loops[level].Index)
                    || !taken.Add((at.Loops[level].Index, operand)) || saved.Values.Any(other => other.Value.Equals(new Use(operand)) && other.Loops.Count == level + 1))
                    continue;
                var slot = new Slot(names.Fresh(operand.Name, operand.Type).ToString(), operand.Type);
                Add(_saves, at.Loops[level].Index, new Save(slot, new Use(operand)));
                Add(_restores, at.Loops[level].Index, new Restore(names.Fresh(operand.Name, operand.Type), slot));
            }
        }
    }

    private static void Collect(
        EquatableArray<Statement> block,
        List<For> loops,
        HashSet<Variable> backward,
        Dictionary<Slot, (Expression Value, List<For> Loops)> saved)
    {
        foreach (Statement statement in block)
        {
            if (statement is Save save)
                saved[save.Slot] = (save.Value, loops);
            if (statement is For { Mirrors: { } mirrored })
                backward.Add(mirrored);
            foreach (EquatableArray<Statement> nested in statement.Blocks())
                Collect(nested, statement is For loop ? [.. loops, loop] : statement is While ? [] : loops, backward, saved);
        }
    }

    /// <summary>Sums, differences and products of integers.</summary>
    private static bool IsSum(Expression value) => value switch
    {
        Use or IntegerLiteral or Length => true,
        Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply, Checked: false } binary => IsSum(binary.Left) && IsSum(binary.Right),
        _ => false,
    };

    private static void Add(Dictionary<Variable, List<Statement>> lists, Variable key, Statement statement)
    {
        if (!lists.TryGetValue(key, out List<Statement>? list))
            lists[key] = list = [];
        list.Add(statement);
    }

    protected override Statement RewriteFor(For loop)
    {
        var rewritten = (For)base.RewriteFor(loop);
        if (_saves.TryGetValue(loop.Index, out List<Statement>? saves))
            rewritten = rewritten with { Body = [.. rewritten.Body, .. saves] };
        if (loop.Mirrors is { } forward && _restores.TryGetValue(forward, out List<Statement>? restores))
            rewritten = rewritten with { Body = [.. restores, .. rewritten.Body] };
        return rewritten;
    }
}
