namespace AutoGradLinear.Generators.IR.Forms;

/// <summary>
/// Counted loops that are written as others: a carried integer i that each iteration changes by the same number, and a condition that compares it with what no iteration changes.
/// i &lt; n with i + 1 runs over i = initial … n − 1, and neither sum nor difference can overflow while the condition holds. With any other step s the rounds are counted, and i is
/// initial + s · round; a loop whose i leaves the integers before it ends has as many rounds as can be counted.
/// </summary>
internal sealed class Counting : Rewriter
{
    private readonly NameSupply _names;
    private readonly HashSet<Variable> _used;

    private Counting(Function function)
    {
        _names = new NameSupply(function);
        _used = [.. function.Body.AllExpressions().SelectMany(expression => expression.Uses())];
    }

    public static Function Run(Function function) => function with { Body = new Counting(function).Rewrite(function.Body) };

    protected override void Rewrite(Statement statement, List<Statement> output)
    {
        if (statement is not While loop)
        {
            base.Rewrite(statement, output);
            return;
        }

        var rewritten = (While)RewriteWhile(loop);
        if (CountOf(rewritten) is ({ } counter, { } to, { } step))
            AddCounted(rewritten, counter, to, step, output);
        else
            output.Add(rewritten);
    }

    private void AddCounted(While loop, Carry counter, Expression to, Expression step, List<Statement> output)
    {
        // The index, or a multiple of it, takes the counter's place; behind the loop the counter is needed only where the source reads it there.
        var others = loop.Carries.Where(carry => carry != counter).ToList();
        if (_used.Contains(counter.Result))
            others.Add(counter with { Inner = _names.Fresh(counter.Inner.Name, counter.Inner.Type) });
        EquatableArray<Statement> body = others.Any(carry => carry.Next.Equals(counter.Next)) || !IsOnlyNext(counter, loop)
            ? loop.Body
            : loop.Body.Where(statement => statement is not Assign assign || !counter.Next.Equals(new Use(assign.Target))).ToEquatableArray();
        if (step is IntegerLiteral { Value: 1 or -1 } unit)
        {
            output.Add(new For(counter.Inner, counter.Initial, to, (int)unit.Value, body, others.ToEquatableArray()));
            return;
        }

        (Variable round, Variable rounds) = (_names.Fresh(NameSupply.Temporary("round"), IrType.Int), _names.Fresh("rounds", IrType.Int));
        output.Add(new Assign(rounds, step is IntegerLiteral { Value: < 0 } back
            ? new Apply(IntegerFunction.Rounds, [to, counter.Initial, back with { Value = -back.Value }], IrType.Int)
            : new Apply(IntegerFunction.Rounds, [counter.Initial, to, step], IrType.Int)));
        var value = new Assign(counter.Inner, Progress(counter.Initial, step, new Use(round)));
        output.Add(new For(round, new IntegerLiteral(0, IrType.Int), new Use(rounds), 1, [value, .. body], others.ToEquatableArray()));
    }

    /// <summary>start + step · rounds.</summary>
    public static Expression Progress(Expression start, IntegerLiteral step, Expression rounds) => Progress(start, (Expression)step, rounds);

    private static Expression Progress(Expression start, Expression step, Expression rounds)
    {
        Expression change = step is IntegerLiteral { Value: 1 } ? rounds : new Binary(BinaryOperator.Multiply, rounds, step);
        return start is IntegerLiteral { Value: 0 } ? change : new Binary(BinaryOperator.Add, start, change);
    }

    /// <summary>Whether nothing but the counter's next round reads the variable that holds its next value.</summary>
    private static bool IsOnlyNext(Carry counter, While loop)
        => counter.Next is Use { Variable: var next }
            && !loop.Body.AllExpressions().Concat(loop.Carries.Where(carry => carry != counter).Select(carry => carry.Next)).Any(expression => expression.Uses().Contains(next));

    private static (Carry Counter, Expression To, Expression Step)? CountOf(While loop)
    {
        if (loop.Condition is not Binary { Left.Type: IntegerType { Name: "int" } } condition)
            return null;
        (Expression left, Expression right, BinaryOperator relation) = condition.Left is Use { Variable: var variable } && loop.Carries.Any(carry => carry.Inner == variable)
            ? (condition.Left, condition.Right, condition.Operator)
            : (condition.Right, condition.Left, Mirror(condition.Operator));
        if (left is not Use { Variable: var inner } || loop.Carries.FirstOrDefault(carry => carry.Inner == inner) is not { } counter
            || right.CanThrow() || right.ArraysRead().Any() || !IsInvariant(right, loop))
            return null;
        Expression? to = relation switch
        {
            BinaryOperator.Less or BinaryOperator.Greater => right,
            BinaryOperator.GreaterOrEqual when right is IntegerLiteral { Value: > int.MinValue and var last } => new IntegerLiteral(last - 1, right.Type),
            _ => null,
        };
        if (to is null || StepOf(counter, loop) is not { } step)
            return null;
        bool isForward = relation == BinaryOperator.Less;
        return step is IntegerLiteral { Value: var by }
            ? by > 0 == isForward && by != 0 && (by >= -1 || to is Length || to is IntegerLiteral { Value: var bound } && bound + by >= int.MinValue) ? (counter, to, step) : null
            : isForward ? (counter, to, step) : null;
    }

    /// <summary>What each round adds to the counter.</summary>
    private static Expression? StepOf(Carry counter, While loop)
        => NextOf(counter, loop) is Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract, Type: IntegerType { Name: "int" } } next && next.Left.Equals(new Use(counter.Inner))
            ? next.Right switch
            {
                IntegerLiteral literal when !next.Checked || literal.Value is 1 or -1 => next.Operator == BinaryOperator.Add ? literal : literal with { Value = -literal.Value },
                Use when next is { Operator: BinaryOperator.Add, Checked: false } && IsInvariant(next.Right, loop) => next.Right,
                _ => null,
            }
            : null;

    private static bool IsInvariant(Expression value, While loop)
        => !value.Uses().Any(use => loop.Carries.Any(carry => carry.Inner == use)) && !value.Uses().Any(loop.Body.AllDefinitions().Contains);

    private static Expression NextOf(Carry counter, While loop)
        => counter.Next is Use { Variable: var next } ? loop.Body.OfType<Assign>().FirstOrDefault(assign => assign.Target == next)?.Value ?? counter.Next : counter.Next;

    private static BinaryOperator Mirror(BinaryOperator relation) => relation switch
    {
        BinaryOperator.Less => BinaryOperator.Greater,
        BinaryOperator.Greater => BinaryOperator.Less,
        BinaryOperator.LessOrEqual => BinaryOperator.GreaterOrEqual,
        BinaryOperator.GreaterOrEqual => BinaryOperator.LessOrEqual,
        _ => relation,
    };
}
