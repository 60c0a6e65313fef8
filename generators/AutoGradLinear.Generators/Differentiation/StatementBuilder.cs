using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.Symbolic;

namespace AutoGradLinear.Generators.Differentiation;

/// <summary>Collects core statements: an expression that is emitted is split until every real operation in it works on atoms.</summary>
internal sealed class StatementBuilder(NameSupply names)
{
    public List<Statement> Statements { get; } = [];

    public void Add(Statement statement) => Statements.Add(statement);

    /// <summary>Gives an atom that holds the expression's value; where a variable is needed it gets the name.</summary>
    public Expression Emit(string name, Expression expression)
    {
        Expression value = Split(name, expression);
        if (value.IsAtom())
            return value;
        Variable variable = names.Fresh(name, value.Type);
        Add(new Assign(variable, value));
        return new Use(variable);
    }

    /// <summary>What <paramref name="write"/> adds, under the condition if there is one.</summary>
    public void When(Expression? condition, Action<StatementBuilder> write)
    {
        if (condition is null)
        {
            write(this);
            return;
        }

        var body = new StatementBuilder(names);
        write(body);
        Add(new If(condition, body.Statements.ToEquatableArray(), []));
    }

    /// <summary>The value that <paramref name="write"/> gives under the condition if there is one, else 0.</summary>
    public Expression Chosen(Expression? condition, string name, Func<StatementBuilder, Expression> write)
    {
        if (condition is null)
            return write(this);
        var body = new StatementBuilder(names);
        Expression value = write(body);
        Variable result = names.Fresh(name, value.Type);
        Add(new If(condition, body.Statements.ToEquatableArray(), [], [new Merge(result, value, Algebra.Real(0, value.Type))]));
        return new Use(result);
    }

    /// <summary>What an index or a condition reads is read where it is evaluated, if it is.</summary>
    private Expression Split(string name, Expression expression)
        => expression.MapParts(part => part.Type.IsReal && !part.IsAtom() ? Emit(name, part) : !part.Type.IsReal && part.CanThrow() ? part : Split(name, part));
}
