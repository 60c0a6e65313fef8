using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Symbolic.Stability;

/// <summary>
/// Functions of <c>TensorPrimitives</c> that fill scratch memory, or add it up, as the loops that they stand for, in which sums of exponentials are found. Only where the rows are as
/// long as the scratch memory and cannot overlap it, so that nothing throws.
/// </summary>
internal sealed class RowLoops : Rewriter
{
    private readonly NameSupply _names;
    private readonly Lengths _lengths;

    private RowLoops(Function function) => (_names, _lengths) = (new NameSupply(function), new Lengths(function, function.AssignedValues()));

    public static Function Run(Function function)
        => function.Body.AllStatements().Any(statement => statement is Map) ? function with { Body = new RowLoops(function).Rewrite(function.Body) } : function;

    protected override void Rewrite(Statement statement, List<Statement> output)
    {
        switch (statement)
        {
            case Map { Target: Use { Variable: var target } } map when ElementOf(map) is { } element && AreAlike(map.Arguments, target):
                output.Add(Loop(target, (body, index) => body.Add(new Store(map.Target, index, body.Emit(target.Name, element(index, body))))));
                break;
            case Assign { Value: Apply { Function: "SpanSum" or "SpanDot" } total } assign when total.Arguments.OfType<Use>().Select(row => row.Variable).FirstOrDefault(row => _lengths.Of(row) is not null) is { } scratch && AreAlike(total.Arguments, scratch):
                output.Add(Sum(assign.Target, scratch, total.Arguments));
                break;
            default:
                base.Rewrite(statement, output);
                break;
        }
    }

    /// <summary>The function of one element; null for one that is of no use in sums of exponentials.</summary>
    private static Func<Expression, StatementBuilder, Expression>? ElementOf(Map map)
    {
        Expression Argument(int i, Expression index, StatementBuilder body) => map.Arguments[i] is { Type: ArrayType } row ? body.Emit(NameSupply.Temporary("element"), new Element(row, index)) : map.Arguments[i];
        if (map.Function is "Exp" or "Log")
            return (index, body) => new Apply(map.Function, [Argument(0, index, body)], ((ArrayType)map.Target.Type).Element);
        if (map.Function is "Negate")
            return (index, body) => Algebra.Negate(Argument(0, index, body));
        return Enum.TryParse(map.Function, out BinaryOperator op) && op <= BinaryOperator.Divide
            ? (index, body) => new Binary(op, Argument(0, index, body), Argument(1, index, body))
            : null;
    }

    private For Sum(Variable target, Variable scratch, EquatableArray<Expression> rows)
    {
        var inner = _names.Fresh(target.Name, target.Type);
        Expression? next = null;
        For loop = Loop(scratch, (body, index) =>
        {
            Expression[] elements = [.. rows.Select(row => body.Emit(NameSupply.Temporary("element"), new Element(row, index)))];
            Expression term = elements.Length == 1 ? elements[0] : body.Emit(NameSupply.Temporary("product"), Algebra.Multiply(elements[0], elements[1]));
            next = body.Emit(target.Name, Algebra.Add(new Use(inner), term));
        });
        return loop with { Carries = [new Carry(inner, Algebra.Real(0, target.Type), next!, target)] };
    }

    private For Loop(Variable scratch, Action<StatementBuilder, Expression> write)
    {
        Variable index = _names.Fresh(NameSupply.Temporary("i"), IrType.Int);
        var body = new StatementBuilder(_names);
        write(body, new Use(index));
        return new For(index, new IntegerLiteral(0, IrType.Int), _lengths.Of(scratch)!, 1, body.Statements.ToEquatableArray());
    }

    /// <summary>Whether the rows among the arguments are variables, as long as the scratch memory.</summary>
    private bool AreAlike(EquatableArray<Expression> arguments, Variable scratch)
        => _lengths.Of(scratch) is { } length && scratch.Type is ArrayType { Rank: 1, Element: RealType }
            && arguments.Where(argument => argument.Type is ArrayType).All(row => row is Use && _lengths.Of(new Length(row)).Equals(length));
}
