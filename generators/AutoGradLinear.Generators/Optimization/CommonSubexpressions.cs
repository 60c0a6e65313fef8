using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Optimization;

/// <summary>Computes a value once where the same expression is assigned again within its scope. Elements count only of arrays that the function never writes.</summary>
internal sealed class CommonSubexpressions(Writes writes) : Rewriter
{
    private readonly Dictionary<Variable, Expression> _replaced = [];
    private Dictionary<Expression, Variable> _available = [];

    public static Function Run(Function function) => function with { Body = new CommonSubexpressions(Writes.In(function)).Rewrite(function.Body) };

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
        if (!writes.AreReadBy(value))
            _available[value] = assign.Target;
    }
}
