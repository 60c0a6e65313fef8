using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Optimization;

/// <summary>Computes a value once where the same expression is assigned again within its scope. Elements count only of arrays that the function never writes.</summary>
internal sealed class CommonSubexpressions : Rewriter
{
    private readonly HashSet<Expression> _written = [];
    private readonly Dictionary<Variable, Expression> _replaced = [];
    private Dictionary<Expression, Variable> _available = [];

    public static Function Run(Function function)
    {
        var pass = new CommonSubexpressions();
        foreach (Statement statement in function.Body.AllStatements())
        {
            if (statement is Store { Array: var stored })
                pass._written.Add(stored);
            else if (statement is Accumulate { Array: var added })
                pass._written.Add(added);
            else if (statement is Fill { Array: var filled })
                pass._written.Add(filled);
        }

        return function with { Body = pass.Rewrite(function.Body) };
    }

    public override Expression Rewrite(Expression expression)
        => expression is Use use ? (_replaced.TryGetValue(use.Variable, out Expression? value) ? value : use) : base.Rewrite(expression);

    public override EquatableArray<Statement> Rewrite(EquatableArray<Statement> block)
    {
        // What a nested block computes is not available after it.
        Dictionary<Expression, Variable> outside = _available;
        _available = new Dictionary<Expression, Variable>(outside);
        EquatableArray<Statement> rewritten = base.Rewrite(block);
        _available = outside;
        return rewritten;
    }

    protected override void Rewrite(Statement statement, List<Statement> output)
    {
        if (statement is not Assign assign)
        {
            base.Rewrite(statement, output);
            return;
        }

        Expression value = Rewrite(assign.Value);
        if (_available.TryGetValue(value, out Variable? earlier) && earlier.Type == assign.Target.Type)
        {
            _replaced[assign.Target] = new Use(earlier);
            return;
        }

        output.Add(new Assign(assign.Target, value));
        if (!value.Any(part => part is Element { Array: var array } && _written.Contains(array)))
            _available[value] = assign.Target;
    }
}
