namespace AutoGradLinear.Generators.IR.Forms;

/// <summary>
/// Integers that every iteration of a counted loop changes by the same constant, <c>next++</c>, become functions of the index: initial + c · (iterations done). What is computed from the
/// index need not be kept for the backward sweep. Unchecked sums wrap round in the same way.
/// </summary>
internal sealed class Induction : Rewriter
{
    public static Function Run(Function function) => function with { Body = new Induction().Rewrite(function.Body) };

    protected override void Rewrite(Statement statement, List<Statement> output)
    {
        if (statement is not For { Step: 1 or -1 } loop || loop.Index.Type != IrType.Int)
        {
            base.Rewrite(statement, output);
            return;
        }

        loop = (For)RewriteFor(loop);

        // Bounds that are far apart the wrong way round must not wrap: there is no round then.
        Expression all = loop.Step > 0
            ? Difference(new Apply("Max", [loop.To, loop.From], IrType.Int), loop.From)
            : Difference(loop.From, new Apply("Min", [loop.To, loop.From], IrType.Int));
        Dictionary<Variable, Expression> values = loop.Body.OfType<Assign>().ToDictionary(assign => assign.Target, assign => assign.Value);
        var (starts, ends, carries) = (new List<Statement>(), new List<Statement>(), new List<Carry>());
        foreach (Carry carry in loop.Carries)
        {
            if (StepOf(carry, values) is not { } step)
            {
                carries.Add(carry);
                continue;
            }

            Expression done = loop.Step > 0 ? Difference(new Use(loop.Index), loop.From) : Difference(loop.From, new Use(loop.Index));
            starts.Add(new Assign(carry.Inner, Counting.Progress(carry.Initial, step, done)));
            ends.Add(new Assign(carry.Result, Counting.Progress(carry.Initial, step, all)));
        }

        output.Add(starts.Count == 0 ? loop : loop with { Body = [.. starts, .. loop.Body], Carries = carries.ToEquatableArray() });
        output.AddRange(ends);
    }

    private static Expression Difference(Expression left, Expression right) => right is IntegerLiteral { Value: 0 } ? left : new Binary(BinaryOperator.Subtract, left, right);

    private static IntegerLiteral? StepOf(Carry carry, Dictionary<Variable, Expression> values)
        => carry.Next is Use { Variable: var next } && values.TryGetValue(next, out Expression? value)
            && value is Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract, Checked: false, Type: IntegerType { Name: "int" }, Right: IntegerLiteral literal } sum
            && sum.Left.Equals(new Use(carry.Inner))
            ? sum.Operator == BinaryOperator.Add ? literal : literal with { Value = -literal.Value }
            : null;
}
