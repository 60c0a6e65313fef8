using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Symbolic.Stability;

/// <summary>Replaces the formulas of the <see cref="Catalogue"/> in a core function.</summary>
internal sealed class StableForms : Rewriter
{
    private readonly NameSupply _names;
    private readonly List<Restatement> _restated;
    private readonly Dictionary<Variable, Expression> _definitions = [];
    private readonly Dictionary<Variable, Expression> _replaced = [];

    private StableForms(Function function, List<Restatement> restated) => (_names, _restated) = (new NameSupply(function), restated);

    /// <summary>The function with stable forms; what was replaced is added to <paramref name="restated"/>.</summary>
    public static Function Run(Function function, List<Restatement> restated) => function with { Body = new StableForms(function, restated).Rewrite(function.Body) };

    public override Expression Rewrite(Expression expression)
        => expression is Use use ? (_replaced.TryGetValue(use.Variable, out Expression? value) ? value : use) : base.Rewrite(expression);

    protected override void Rewrite(Statement statement, List<Statement> output)
    {
        if (statement is not Assign { Target.Type: RealType } assign)
        {
            base.Rewrite(statement, output);
            return;
        }

        Expression value = Restate(Rewrite(assign.Value), output);
        if (value is Use or RealLiteral)
            _replaced.Add(assign.Target, value);
        else
            Define(assign.Target, value, output);
    }

    /// <summary>The value in a stable form over operands that are in stable form.</summary>
    private Expression Restate(Expression value, List<Statement> output)
    {
        foreach (StableForm form in Catalogue.For(value))
        {
            if (Matching.Of(form.From, value, _definitions) is not { } matching)
                continue;
            if (form.Replacement is not null)
                _restated.Add(new Restatement(matching.Site, form.Name, form.Replacement));
            Expression stable = matching.Fill(form.To, value.Type);
            return Restate(stable.MapParts(part => Atom(part, output)), output);
        }

        return value;
    }

    private Expression Atom(Expression expression, List<Statement> output)
    {
        if (expression.IsAtom())
            return expression;
        Expression value = Restate(expression.MapParts(part => Atom(part, output)), output);
        if (value.IsAtom())
            return value;
        Variable variable = _names.Fresh(NameSupply.Temporary(NameOf(value)), value.Type);
        Define(variable, value, output);
        return new Use(variable);
    }

    private void Define(Variable variable, Expression value, List<Statement> output)
    {
        _definitions[variable] = value;
        output.Add(new Assign(variable, value));
    }

    private static string NameOf(Expression value) => value switch
    {
        Apply apply => Camel(StableFunction.RuntimeName(apply.Function) ?? apply.Function),
        Unary => "negated",
        Binary { Operator: BinaryOperator.Subtract } => "difference",
        Binary { Operator: BinaryOperator.Add } => "sum",
        Binary { Operator: BinaryOperator.Multiply } => "product",
        _ => "value",
    };

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);
}
