using AutoGradLinear.Generators.IR;
using static AutoGradLinear.Generators.Symbolic.Algebra;

namespace AutoGradLinear.Generators.Optimization;

/// <summary>
/// Computes σ(x), σ(−x), ln(1 + eˣ) and ln(1 + e⁻ˣ) from one exponential, e = exp(−|x|), where more than one of them is needed, as in a loss and its derivative:
/// σ(x) = (1 or e, for the sign of x) / (1 + e) and ln(1 + eˣ) = max(x, 0) + ln(1 + e), bit by bit what the runtime's functions compute.
/// </summary>
internal sealed class SharedExponentials : Rewriter
{
    private readonly NameSupply _names;
    private readonly Dictionary<Variable, Expression> _definitions = [];
    private readonly HashSet<Expression> _shared = [];
    private Dictionary<Expression, Expression> _exponentials = [];

    private SharedExponentials(Function function)
    {
        _names = new NameSupply(function);
        List<Assign> assignments = [.. function.Body.AllStatements().OfType<Assign>()];
        foreach (Assign assign in assignments)
            _definitions[assign.Target] = assign.Value;
        IEnumerable<IGrouping<Expression, Expression>> groups = assignments.Select(assign => assign.Value).Where(IsOfFamily).Distinct().GroupBy(value => Magnitude(((Apply)value).Arguments[0]));
        _shared.UnionWith(groups.Where(group => group.Count() > 1).Select(group => group.Key));
    }

    public static Function Run(Function function)
    {
        var pass = new SharedExponentials(function);
        return pass._shared.Count == 0 ? function : function with { Body = pass.Rewrite(function.Body) };
    }

    public override EquatableArray<Statement> Rewrite(EquatableArray<Statement> block)
    {
        // What a nested block computes is not available after it.
        Dictionary<Expression, Expression> outside = _exponentials;
        _exponentials = new Dictionary<Expression, Expression>(outside);
        EquatableArray<Statement> rewritten = base.Rewrite(block);
        _exponentials = outside;
        return rewritten;
    }

    protected override void Rewrite(Statement statement, List<Statement> output)
    {
        if (statement is not Assign { Value: Apply apply } assign || !IsOfFamily(apply) || !_shared.Contains(Magnitude(apply.Arguments[0])))
        {
            base.Rewrite(statement, output);
            return;
        }

        Expression x = apply.Arguments[0];
        (Expression zero, Expression one) = (Real(0, x.Type), Real(1, x.Type));
        Expression exponential = ExponentialOf(x, output);
        if (apply.Function == StableFunction.Sigmoid)
        {
            Expression numerator = Emit("numerator", new Conditional(new Binary(BinaryOperator.GreaterOrEqual, x, zero), one, exponential), output);
            Expression denominator = Emit("sum", new Binary(BinaryOperator.Add, one, exponential), output);
            output.Add(new Assign(assign.Target, new Binary(BinaryOperator.Divide, numerator, denominator)));
            return;
        }

        Expression positive = Emit("max", Call("Max", x, zero), output);
        Expression logarithm = Emit("log1P", Call(StableFunction.Log1P, exponential), output);
        output.Add(new Assign(assign.Target, new Binary(BinaryOperator.Add, positive, logarithm)));
    }

    private static bool IsOfFamily(Expression value) => value is Apply { Function: StableFunction.Sigmoid or StableFunction.Softplus, Type: RealType } apply && apply.Arguments[0] is Use;

    /// <summary>What x and −x have in common: x, or for a − b and b − a the one of the two that comes first.</summary>
    private Expression Magnitude(Expression x) => x is Use use && _definitions.TryGetValue(use.Variable, out Expression? value) ? value switch
    {
        Unary { Operator: UnaryOperator.Negate } negated => Magnitude(negated.Operand),
        Binary { Operator: BinaryOperator.Subtract } difference when string.CompareOrdinal(difference.Left.ToString(), difference.Right.ToString()) > 0
            => new Binary(BinaryOperator.Subtract, difference.Right, difference.Left),
        Binary { Operator: BinaryOperator.Subtract } difference => difference,
        _ => x,
    } : x;

    private Expression ExponentialOf(Expression x, List<Statement> output)
    {
        Expression magnitude = Magnitude(x);
        if (!_exponentials.TryGetValue(magnitude, out Expression? exponential))
        {
            Expression negated = Emit("negated", Negate(Emit("abs", Call("Abs", x), output)), output);
            _exponentials[magnitude] = exponential = Emit("exp", Call("Exp", negated), output);
        }

        return exponential;
    }

    private Expression Emit(string name, Expression value, List<Statement> output)
    {
        Variable variable = _names.Fresh(NameSupply.Temporary(name), value.Type);
        output.Add(new Assign(variable, value));
        return new Use(variable);
    }
}
