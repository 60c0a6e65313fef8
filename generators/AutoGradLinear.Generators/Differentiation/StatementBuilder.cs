using AutoGradLinear.Generators.IR;

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

    private Expression Split(string name, Expression expression)
        => expression.MapParts(part => part.Type.IsReal && !part.IsAtom() ? Emit(name, part) : Split(name, part));
}
