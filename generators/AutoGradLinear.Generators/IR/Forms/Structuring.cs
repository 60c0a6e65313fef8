namespace AutoGradLinear.Generators.IR.Forms;

/// <summary>
/// Takes the jumps out of a surface function: what a <c>continue</c>, <c>break</c> or early <c>return</c> skips becomes the other arm of an <c>if</c>.
/// Where that needs memory, a boolean keeps it: whether the loop goes on, whether the function has returned, whether the rest is skipped.
/// Afterwards the only jump is one <see cref="Return"/> at the end.
/// </summary>
internal sealed class Structuring
{
    private readonly NameSupply _names;
    private readonly EquatableArray<Result> _results;
    private readonly List<Variable> _resultVariables = [];
    private Variable? _returned;

    private Structuring(Function function)
    {
        _names = new NameSupply(function);
        _results = function.Results;
    }

    public static Function Run(Function function) => DefiniteAssignment.Run(WithoutJumps(function));

    private static Function WithoutJumps(Function function)
    {
        // A method without a result may end without a return.
        if (function.Results.IsEmpty && !(function.Body.Count > 0 && function.Body[function.Body.Count - 1] is Return))
            function = function with { Body = [.. function.Body, new Return([])] };
        int returns = function.Body.AllStatements().Count(statement => statement is Return);
        bool endsInItsOnlyReturn = returns == 1 && function.Body[function.Body.Count - 1] is Return;
        if (endsInItsOnlyReturn && !function.Body.AllStatements().Any(statement => statement is Break or Continue))
            return function;
        return function with { Body = new Structuring(function).Body(function.Body) };
    }

    private EquatableArray<Statement> Body(EquatableArray<Statement> body)
    {
        foreach (Result result in _results)
            _resultVariables.Add(_names.Fresh(result.Name, result.Type));
        var top = new Scope(null, null);
        List<Statement> statements = Sequence([.. body], top);
        var output = new List<Statement>();
        if (_returned is not null)
            output.Add(new Assign(_returned, new BooleanLiteral(false)));

        // The compiler of C# has shown that every path returns; a value makes it plain to the passes as well.
        foreach (Variable variable in _resultVariables)
            output.AddRange(Nothing(variable));
        output.AddRange(statements);
        output.Add(new Return(_resultVariables.Select(variable => (Expression)new Use(variable)).ToEquatableArray()));
        return output.ToEquatableArray();
    }

    private List<Statement> Sequence(List<Statement> statements, Scope scope)
    {
        var output = new List<Statement>();
        for (int i = 0; i < statements.Count; i++)
        {
            List<Statement> rest = statements.GetRange(i + 1, statements.Count - i - 1);
            switch (statements[i])
            {
                case Continue:
                    scope.SetSkips(output);
                    return output;
                case Break:
                    scope.SetSkips(output);
                    output.Add(new Assign(scope.NeedsRunning(_names), new BooleanLiteral(false)));
                    return output;
                case Return @return:
                    EmitReturn(@return, scope, output);
                    return output;
                case If @if when HasJump(@if):
                    EmitIf(@if, rest, scope, output);
                    return output;
                case If @if:
                    output.Add(@if with { Then = Nested(@if.Then, scope), Else = Nested(@if.Else, scope) });
                    break;
                case For or While:
                    bool returns = statements[i].Blocks().Any(block => block.AllStatements().Any(statement => statement is Return));
                    EmitLoop(statements[i], scope, output);
                    if (returns && _returned is not null && rest.Count > 0)
                    {
                        output.Add(new If(Not(_returned), Sequence(rest, scope).ToEquatableArray(), []));
                        return output;
                    }

                    break;
                default:
                    output.Add(statements[i]);
                    break;
            }
        }

        return output;
    }

    private EquatableArray<Statement> Nested(EquatableArray<Statement> block, Scope scope) => Sequence([.. block], scope).ToEquatableArray();

    private void EmitReturn(Return @return, Scope scope, List<Statement> output)
    {
        for (int i = 0; i < _resultVariables.Count; i++)
            output.Add(new Assign(_resultVariables[i], @return.Values[i]));
        for (Scope? outer = scope; outer is not null; outer = outer.Parent)
        {
            outer.SetSkips(output);
            if (outer.IsLoop)
            {
                _returned ??= _names.Fresh("returned", IrType.Bool);
                output.Add(new Assign(outer.NeedsRunning(_names), new BooleanLiteral(false)));
            }
        }

        if (scope.IsInLoop)
            output.Add(new Assign(_returned!, new BooleanLiteral(true)));
    }

    private void EmitIf(If @if, List<Statement> rest, Scope scope, List<Statement> output)
    {
        (bool thenCompletes, bool elseCompletes) = (Completes(@if.Then), Completes(@if.Else));
        if (rest.Count == 0 || (!thenCompletes && !elseCompletes))
        {
            output.Add(new If(@if.Condition, Nested(@if.Then, scope), Nested(@if.Else, scope)));
        }
        else if (!thenCompletes)
        {
            output.Add(new If(@if.Condition, Nested(@if.Then, scope), Sequence([.. @if.Else, .. rest], scope).ToEquatableArray()));
        }
        else if (!elseCompletes)
        {
            output.Add(new If(@if.Condition, Sequence([.. @if.Then, .. rest], scope).ToEquatableArray(), Nested(@if.Else, scope)));
        }
        else
        {
            Variable skip = _names.Fresh("skip", IrType.Bool);
            output.Add(new Assign(skip, new BooleanLiteral(false)));
            scope.Skips.Add(skip);
            output.Add(new If(@if.Condition, Nested(@if.Then, scope), Nested(@if.Else, scope)));
            scope.Skips.Remove(skip);
            output.Add(new If(Not(skip), Sequence(rest, scope).ToEquatableArray(), []));
        }
    }

    private void EmitLoop(Statement statement, Scope scope, List<Statement> output)
    {
        EquatableArray<Statement> source = statement is For counted ? counted.Body : ((While)statement).Body;
        var inner = new Scope(scope, source);
        EquatableArray<Statement> body = Nested(source, inner);
        switch (statement)
        {
            case For loop when inner.Running is null:
                output.Add(loop with { Body = body });
                break;
            case For loop:
            {
                // A loop that may stop early has no known count: the index becomes an ordinary variable.
                Variable limit = _names.Fresh("limit", loop.To.Type);
                output.Add(new Assign(limit, loop.To));
                output.Add(new Assign(loop.Index, loop.From));
                output.Add(new Assign(inner.Running!, new BooleanLiteral(true)));
                var inRange = new Binary(loop.Step > 0 ? BinaryOperator.Less : BinaryOperator.Greater, new Use(loop.Index), new Use(limit));
                var advance = new Assign(loop.Index, new Binary(BinaryOperator.Add, new Use(loop.Index), new IntegerLiteral(loop.Step, loop.Index.Type)));
                output.Add(new While(new Binary(BinaryOperator.AndAlso, new Use(inner.Running!), inRange), [.. body, advance]));
                break;
            }

            case While loop:
            {
                EquatableArray<Statement> step = Nested(loop.Step, inner);
                if (inner.Running is null)
                {
                    output.Add(new While(loop.Condition, [.. body, .. step]));
                    break;
                }

                output.Add(new Assign(inner.Running, new BooleanLiteral(true)));
                var guardedStep = step.IsEmpty ? step : [new If(new Use(inner.Running), step, [])];
                output.Add(new While(new Binary(BinaryOperator.AndAlso, new Use(inner.Running), loop.Condition), [.. body, .. guardedStep]));
                break;
            }
        }
    }

    /// <summary>Gives the variable a value where none matters.</summary>
    public static IEnumerable<Statement> Nothing(Variable variable)
    {
        switch (variable.Type)
        {
            case RealType:
                return [new Assign(variable, new RealLiteral(0, variable.Type))];
            case BooleanType:
                return [new Assign(variable, new BooleanLiteral(false))];
            case ArrayType { Kind: ArrayKind.ReadOnlySpan or ArrayKind.ReadOnlyTensorSpan } array:
                return [new Assign(variable, new Table([], array.Element))];
            case ArrayType array:
            {
                // A choice between memory and a table could not be written to.
                var none = new Variable(variable.Name + "None", new ArrayType(array.Element, ArrayKind.Span), variable.Version);
                return [new Allocate(none, new IntegerLiteral(0, IrType.Int)), new Assign(variable, new Use(none))];
            }

            default:
                return [new Assign(variable, new IntegerLiteral(0, variable.Type))];
        }
    }

    private static Expression Not(Variable flag) => new Unary(UnaryOperator.Not, new Use(flag));

    /// <summary>Whether the statement holds a jump that leaves it: loops keep their own breaks and continues to themselves.</summary>
    private static bool HasJump(Statement statement) => statement switch
    {
        Break or Continue or Return => true,
        For or While => statement.Blocks().Any(block => block.AllStatements().Any(inner => inner is Return)),
        _ => statement.Blocks().Any(block => block.Any(HasJump)),
    };

    /// <summary>Whether control can reach the end of the block.</summary>
    private static bool Completes(EquatableArray<Statement> block)
        => !block.Any(statement => statement is Break or Continue or Return
            || (statement is If @if && !Completes(@if.Then) && !Completes(@if.Else)));

    /// <summary>A loop, or the function itself, with the booleans that steer it.</summary>
    private sealed class Scope(Scope? parent, EquatableArray<Statement>? loopBody)
    {
        public Scope? Parent => parent;

        public bool IsLoop => loopBody is not null;

        public bool IsInLoop => IsLoop || (parent?.IsInLoop ?? false);

        public Variable? Running { get; private set; }

        /// <summary>The flags that make code between here and the end of the loop's body be skipped.</summary>
        public List<Variable> Skips { get; } = [];

        public Variable NeedsRunning(NameSupply names) => Running ??= names.Fresh("running", IrType.Bool);

        public void SetSkips(List<Statement> output)
        {
            foreach (Variable skip in Skips)
                output.Add(new Assign(skip, new BooleanLiteral(true)));
        }
    }
}
