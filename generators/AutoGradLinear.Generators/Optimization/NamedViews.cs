using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Optimization;

/// <summary>
/// Gives a slice, a row of an array of rows, or a choice between arrays a variable where it is used more than once, or in a loop that does not change it. What may throw is
/// evaluated no earlier than its first use.
/// </summary>
internal sealed class NamedViews : Rewriter
{
    private readonly NameSupply _names;
    private HashSet<Variable> _scope;
    private Dictionary<Expression, Variable> _available = [];

    private NamedViews(Function function)
    {
        _names = new NameSupply(function);
        _scope = [.. function.Parameters.Select(parameter => parameter.Variable)];
    }

    public static Function Run(Function function)
        => function.Body.AllExpressions().Any(expression => expression.Any(IsView))
            ? function with { Body = new NamedViews(function).Rewrite(function.Body) }
            : function;

    public override Expression Rewrite(Expression expression)
    {
        if (!IsView(expression))
            return base.Rewrite(expression);
        return _available.TryGetValue(expression, out Variable? variable) ? new Use(variable) : base.Rewrite(expression);
    }

    public override EquatableArray<Statement> Rewrite(EquatableArray<Statement> block)
    {
        (HashSet<Variable> scope, Dictionary<Expression, Variable> available) = (_scope, _available);
        _scope = new HashSet<Variable>(scope);
        _available = new Dictionary<Expression, Variable>(available);
        var output = new List<Statement>();
        for (int i = 0; i < block.Count; i++)
        {
            foreach (Expression view in Candidates(block[i]))
            {
                if (!_available.ContainsKey(view) && IsWorthwhile(view, block, i))
                    Name(view, output, isTolerant: IsOfBackwardLoop(block[i], view));
            }

            Rewrite(block[i], output);
            _scope.UnionWith(block[i].Definitions());
        }

        (_scope, _available) = (scope, available);
        return output.ToEquatableArray();
    }

    protected override Statement RewriteFor(For loop) => Inside(loop, () => base.RewriteFor(loop));

    protected override Statement RewriteWhile(While loop) => Inside(loop, () => base.RewriteWhile(loop));

    private Statement Inside(Statement loop, Func<Statement> rewrite)
    {
        HashSet<Variable> scope = _scope;
        _scope = [.. scope, .. loop.InnerDefinitions()];
        Statement rewritten = rewrite();
        _scope = scope;
        return rewritten;
    }

    private void Name(Expression view, List<Statement> output, bool isTolerant)
    {
        Variable variable = _names.Fresh(NameOf(view), view.Type);
        Expression value = base.Rewrite(view);
        output.Add(new Assign(variable, isTolerant && value is Slice slice ? slice with { IsTolerant = true } : value));
        _available.Add(view, variable);
        _scope.Add(variable);
    }

    /// <summary>The views that may be evaluated in front of the statement: those that it evaluates itself first thing, and those in its blocks that cannot throw.</summary>
    private IEnumerable<Expression> Candidates(Statement statement)
    {
        IEnumerable<Expression> own = statement is For or While or If ? [] : statement.OwnExpressions().SelectMany(Certain);
        IEnumerable<Expression> nested = statement.Blocks().SelectMany(block => block.AllExpressions()).SelectMany(expression => expression.SelfAndParts())
            .Where(part => IsView(part) && (!part.CanThrow() || IsOfBackwardLoop(statement, part)) && part.Uses().All(_scope.Contains));
        return own.Concat(nested).Distinct().ToList();
    }

    /// <summary>
    /// A slice in a backward loop has been made in the forward loop, where it did not throw. It may stand in front of the loop if it does not throw there either: where the loop has no
    /// round, there may be no such elements.
    /// </summary>
    private static bool IsOfBackwardLoop(Statement statement, Expression view)
        => statement is For { Mirrors: not null } && view is Slice slice && !slice.Array.CanThrow() && !slice.Start.CanThrow() && !slice.Count.CanThrow();

    /// <summary>The views in the parts that are always evaluated, outermost first.</summary>
    private static IEnumerable<Expression> Certain(Expression expression)
    {
        if (IsView(expression))
            return [expression];
        return expression switch
        {
            Conditional conditional => Certain(conditional.Condition),
            Binary { Operator: BinaryOperator.AndAlso or BinaryOperator.OrElse } binary => Certain(binary.Left),
            _ => expression.Parts().SelectMany(Certain),
        };
    }

    private static bool IsWorthwhile(Expression view, EquatableArray<Statement> block, int from)
    {
        IEnumerable<Statement> rest = block.Skip(from);
        return rest.Any(statement => statement is For or While && statement.Blocks().Any(nested => Count(nested, view) > 0))
            || Count(rest.ToEquatableArray(), view) > 1;
    }

    private static int Count(EquatableArray<Statement> block, Expression view)
        => block.AllExpressions().SelectMany(expression => expression.SelfAndParts()).Count(part => part.Equals(view));

    private static bool IsView(Expression expression) => expression is Slice or Conditional { Type: ArrayType } or Element { Type: ArrayType };

    /// <summary>The name of the array variable of the source that the view's integers belong to, or of what it is a part of.</summary>
    private static string NameOf(Expression view)
    {
        foreach (string ending in new[] { "Choice", "Start", "Row" })
        {
            foreach (Variable integer in view.Uses().Where(variable => variable.Type is IntegerType))
            {
                string plain = NameSupply.Plain(integer.Name);
                if (plain.Length > ending.Length && plain.EndsWith(ending, StringComparison.Ordinal))
                    return plain.Substring(0, plain.Length - ending.Length);
            }
        }

        string root = view.Roots().First() is Use use ? NameSupply.Plain(use.Variable.Name) : "array";
        return root + (view is Slice ? "Slice" : "Row");
    }
}
