using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Optimization;

/// <summary>
/// Removes what nothing depends on: assignments, carried and merged values, saved values that no restore reads, and statements left empty.
/// What may throw where the source would throw stays.
/// </summary>
internal sealed class DeadCode : Rewriter
{
    private readonly HashSet<Variable> _live = [];
    private readonly HashSet<Slot> _liveSlots = [];
    private readonly HashSet<Slot> _frame = [];
    private readonly HashSet<Expression> _safeElements = [];
    private readonly Dictionary<Variable, Variable> _shapes = [];
    private bool _changed;

    public static Function Run(Function function)
    {
        var pass = new DeadCode();
        pass._frame.UnionWith(function.Frame);
        foreach (Parameter parameter in function.Parameters.Where(parameter => parameter.Variable.Type is ArrayType { Rank: 1, Element: not ArrayType }))
            pass._shapes.Add(parameter.Variable, parameter.Shadows ?? parameter.Variable);
        do
        {
            pass._changed = false;
            pass.Mark(function.Body);
        }
        while (pass._changed);
        return function with { Body = pass.Rewrite(function.Body) };
    }

    protected override void Rewrite(Statement statement, List<Statement> output)
    {
        if (!IsKept(statement))
            return;
        switch (statement)
        {
            case If @if:
            {
                EquatableArray<Merge> merges = @if.Merges.Where(merge => _live.Contains(merge.Result)).ToEquatableArray();
                output.Add(new If(@if.Condition, Rewrite(@if.Then), Rewrite(@if.Else), merges));
                break;
            }

            case For loop:
                output.Add(loop with { Body = Rewrite(loop.Body), Carries = LiveCarries(loop.Carries) });
                break;
            case While loop:
                output.Add(loop with { Body = Rewrite(loop.Body), Carries = LiveCarries(loop.Carries) });
                break;
            default:
                output.Add(statement);
                break;
        }
    }

    /// <summary>Whether it cannot be negative: making scratch memory of such a length does not throw.</summary>
    private static bool IsLength(Expression length) => length is Length or IntegerLiteral { Value: >= 0 };

    private EquatableArray<Carry> LiveCarries(EquatableArray<Carry> carries)
        => carries.Where(carry => _live.Contains(carry.Inner) || _live.Contains(carry.Result)).ToEquatableArray();

    private bool IsKept(Statement statement) => statement switch
    {
        Assign assign => _live.Contains(assign.Target) || MayThrow(assign.Value),
        Restore restore => _live.Contains(restore.Target) || _frame.Contains(restore.Slot),
        Save save => _liveSlots.Contains(save.Slot) || _frame.Contains(save.Slot),
        Allocate allocate => _live.Contains(allocate.Array) || !IsLength(allocate.Length),
        If or For or While => statement.Definitions().Any(_live.Contains)
            || statement.Blocks().Any(block => block.Any(IsKept))
            || statement.OwnExpressions().Any(MayThrow),
        _ => true,
    };

    private void Mark(EquatableArray<Statement> block)
    {
        foreach (Statement statement in block.Reverse())
        {
            // The index of a loop over a whole array never leaves it.
            if (statement is For { From: IntegerLiteral { Value: >= 0 }, To: Length { Array: var array }, Step: 1 } safe)
                _safeElements.UnionWith(OfSameLength(array).Select(row => new Element(row, new Use(safe.Index))));
            if (!IsKept(statement))
            {
                foreach (EquatableArray<Statement> nested in statement.Blocks())
                    Mark(nested);
                continue;
            }

            switch (statement)
            {
                case Assign assign:
                    MarkUses(assign.Value);
                    break;
                case Restore restore:
                    _changed |= _liveSlots.Add(restore.Slot);
                    break;
                case If @if:
                    MarkUses(@if.Condition);
                    foreach (Merge merge in @if.Merges.Where(merge => _live.Contains(merge.Result)))
                    {
                        MarkUses(merge.Then);
                        MarkUses(merge.Else);
                    }

                    Mark(@if.Then);
                    Mark(@if.Else);
                    break;
                case For loop:
                    MarkUses(loop.From);
                    MarkUses(loop.To);
                    MarkCarries(loop.Carries);
                    Mark(loop.Body);
                    break;
                case While loop:
                    MarkUses(loop.Condition);
                    MarkCarries(loop.Carries);
                    Mark(loop.Body);
                    break;
                default:
                    foreach (Expression expression in statement.OwnExpressions())
                        MarkUses(expression);
                    break;
            }
        }
    }

    /// <summary>A row, and if it is a parameter, what goes with it or it goes with: a direction, a sink.</summary>
    private IEnumerable<Expression> OfSameLength(Expression array)
        => array is Use use && _shapes.TryGetValue(use.Variable, out Variable shape)
            ? _shapes.Where(pair => pair.Value.Equals(shape)).Select(pair => new Use(pair.Key))
            : [array];

    private void MarkCarries(EquatableArray<Carry> carries)
    {
        foreach (Carry carry in carries.Where(carry => _live.Contains(carry.Inner) || _live.Contains(carry.Result)))
        {
            MarkUses(carry.Initial);
            MarkUses(carry.Next);
        }
    }

    private void MarkUses(Expression expression)
    {
        foreach (Variable variable in expression.Uses())
            _changed |= _live.Add(variable);
    }

    private bool MayThrow(Expression expression)
        => Effects.CanThrow(expression) && !expression.SelfAndParts().All(part => !CanThrowItself(part) || _safeElements.Contains(part));

    private static bool CanThrowItself(Expression part) => Throwing.OfItself(part) != Exceptions.None;
}
