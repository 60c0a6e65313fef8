namespace AutoGradLinear.Generators.IR.Forms;

/// <summary>
/// Counted loops that are written as others: a carried integer i that each iteration changes by 1 or −1, and a condition that compares it with what no iteration changes.
/// i &lt; n with i + 1 runs over i = initial … n − 1, and neither sum nor difference can overflow while the condition holds.
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

    protected override Statement RewriteWhile(While loop)
    {
        var rewritten = (While)base.RewriteWhile(loop);
        if (CountOf(rewritten) is not ({ } counter, { } to, var step))
            return rewritten;

        // The index takes the counter's place; behind the loop the counter is needed only where the source reads it there.
        var others = rewritten.Carries.Where(carry => carry != counter).ToList();
        if (_used.Contains(counter.Result))
            others.Add(counter with { Inner = _names.Fresh(counter.Inner.Name, counter.Inner.Type) });
        EquatableArray<Statement> body = others.Any(carry => carry.Next.Equals(counter.Next)) || !IsOnlyNext(counter, rewritten)
            ? rewritten.Body
            : rewritten.Body.Where(statement => statement is not Assign assign || !counter.Next.Equals(new Use(assign.Target))).ToEquatableArray();
        return new For(counter.Inner, counter.Initial, to, step, body, others.ToEquatableArray());
    }

    /// <summary>Whether nothing but the counter's next round reads the variable that holds its next value.</summary>
    private static bool IsOnlyNext(Carry counter, While loop)
        => counter.Next is Use { Variable: var next }
            && !loop.Body.AllExpressions().Concat(loop.Carries.Where(carry => carry != counter).Select(carry => carry.Next)).Any(expression => expression.Uses().Contains(next));

    private static (Carry Counter, Expression To, int Step)? CountOf(While loop)
    {
        if (loop.Condition is not Binary { Left.Type: IntegerType { Name: "int" } } condition)
            return null;
        (Expression left, Expression right, BinaryOperator relation) = condition.Left is Use { Variable: var variable } && loop.Carries.Any(carry => carry.Inner == variable)
            ? (condition.Left, condition.Right, condition.Operator)
            : (condition.Right, condition.Left, Mirror(condition.Operator));
        if (left is not Use { Variable: var inner } || loop.Carries.FirstOrDefault(carry => carry.Inner == inner) is not { } counter
            || right.CanThrow() || right.ArraysRead().Any() || right.Uses().Any(use => loop.Carries.Any(carry => carry.Inner == use)))
            return null;
        Expression? to = relation switch
        {
            BinaryOperator.Less or BinaryOperator.Greater => right,
            BinaryOperator.GreaterOrEqual when right is IntegerLiteral { Value: > int.MinValue and var last } => new IntegerLiteral(last - 1, right.Type),
            _ => null,
        };
        int step = relation == BinaryOperator.Less ? 1 : -1;
        return to is not null && NextOf(counter, loop) is Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract, Right: IntegerLiteral { Value: (1 or -1) and var by } } next
            && next.Left.Equals(left) && (next.Operator == BinaryOperator.Add ? by : -by) == step
            ? (counter, to, step)
            : null;
    }

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
