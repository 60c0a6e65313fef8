using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Optimization;

/// <summary>
/// Computes a value once where the same expression is assigned again within its scope. An element is the same until something writes to the memory that it is in.
/// </summary>
internal sealed class CommonSubexpressions : Rewriter
{
    private readonly Dictionary<Variable, Expression> _replaced = [];
    private Dictionary<Expression, Variable> _available = [];

    public static Function Run(Function function) => function with { Body = new CommonSubexpressions().Rewrite(function.Body) };

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
            // What a loop writes in one round is not what the next one reads.
            if (statement is For or While)
                Forget(statement);
            base.Rewrite(statement, output);
            Forget(statement);
            return;
        }

        Expression value = Rewrite(assign.Value);
        if (_available.TryGetValue(value, out Variable? earlier) && earlier.Type == assign.Target.Type)
        {
            _replaced[assign.Target] = new Use(earlier);
            return;
        }

        output.Add(new Assign(assign.Target, value));
        _available[value] = assign.Target;
    }

    /// <summary>Values that were read from memory that the statement writes to are not available any more.</summary>
    private void Forget(Statement statement)
    {
        var written = new HashSet<Expression>(new EquatableArray<Statement>([statement]).AllStatements().SelectMany(Writes.TargetsOf).SelectMany(array => array.Roots()));
        if (written.Count == 0)
            return;
        foreach (Expression value in _available.Keys.Where(value => value.ArraysRead().Any(array => array.Roots().Any(written.Contains))).ToList())
            _available.Remove(value);
    }
}
