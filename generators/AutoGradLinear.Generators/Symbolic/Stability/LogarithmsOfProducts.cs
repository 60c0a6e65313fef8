using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Symbolic.Stability;

/// <summary>
/// Computes ln Π pᵢ as Σ ln pᵢ, where every factor that a loop multiplies is positive by its form: a sigmoid, an exponential, products and quotients of those. The product of
/// many probabilities underflows where the sum of their logarithms does not.
/// </summary>
internal sealed class LogarithmsOfProducts : Rewriter
{
    private static readonly HashSet<string> Positive = ["Exp", "Exp2", "Exp10", "Cosh", StableFunction.Sigmoid];

    private readonly NameSupply _names;
    private readonly List<Restatement> _restated;
    private readonly Dictionary<Variable, Expression> _definitions;
    private readonly HashSet<Variable> _wanted = [];

    /// <summary>The sums of logarithms, by the variables that hold the products.</summary>
    private readonly Dictionary<Variable, Variable> _sums = [];
    private readonly Dictionary<Variable, Expression> _replaced = [];

    private LogarithmsOfProducts(Function function, List<Restatement> restated)
    {
        (_names, _restated, _definitions) = (new NameSupply(function), restated, function.AssignedValues());
        foreach (Apply logarithm in _definitions.Values.OfType<Apply>().Where(apply => apply is { Function: "Log", Type: RealType }))
            _wanted.UnionWith(logarithm.Uses());
    }

    /// <summary>The function with sums of logarithms; what was replaced is added to <paramref name="restated"/>.</summary>
    public static Function Run(Function function, List<Restatement> restated) => function with { Body = new LogarithmsOfProducts(function, restated).Rewrite(function.Body) };

    public override Expression Rewrite(Expression expression)
        => expression is Use use ? (_replaced.TryGetValue(use.Variable, out Expression? value) ? value : use) : base.Rewrite(expression);

    protected override void Rewrite(Statement statement, List<Statement> output)
    {
        switch (statement)
        {
            case For loop:
                foreach (Carry carry in loop.Carries.Where(carry => carry is { Initial: RealLiteral { Value: 1 } } && _wanted.Contains(carry.Result)).ToList())
                    loop = WithSum(loop, carry);
                output.Add(RewriteFor(loop));
                break;
            case Assign { Value: Apply { Function: "Log", Type: RealType } logarithm } assign when logarithm.Arguments[0] is Use use && _sums.TryGetValue(use.Variable, out Variable? sum):
                _restated.Add(new Restatement(logarithm.Site, "ln Π p", "Σ ln p"));
                _replaced.Add(assign.Target, new Use(sum));
                break;
            default:
                base.Rewrite(statement, output);
                break;
        }
    }

    /// <summary>The loop with a sum of logarithms beside the product that it carries, if it is one.</summary>
    private For WithSum(For loop, Carry product)
    {
        var chain = new Dictionary<Variable, Variable> { [product.Inner] = Beside(product.Inner) };
        if (WithSums(loop.Body, chain) is not { } body || SumOf(product.Next, chain) is not { } next)
            return loop;
        Variable result = Beside(product.Result);
        _sums.Add(product.Result, result);
        return loop with { Body = body, Carries = [.. loop.Carries, new Carry(chain[product.Inner], Algebra.Real(0, product.Inner.Type), new Use(next), result)] };
    }

    /// <summary>The block with a sum for each product of the chain; null where the chain is used in another way, or a factor may be 0 or less.</summary>
    private EquatableArray<Statement>? WithSums(EquatableArray<Statement> block, Dictionary<Variable, Variable> chain)
    {
        var output = new List<Statement>();
        foreach (Statement statement in block)
        {
            switch (statement)
            {
                case Assign { Value: Binary { Operator: BinaryOperator.Multiply } binary } assign when SumOf(binary.Left, chain) is { } soFar && IsPositive(binary.Right):
                    AddTo(assign, soFar, binary.Right);
                    break;
                case Assign { Value: Binary { Operator: BinaryOperator.Multiply } binary } assign when SumOf(binary.Right, chain) is { } soFar && IsPositive(binary.Left):
                    AddTo(assign, soFar, binary.Left);
                    break;
                case If @if:
                    if (@if.Condition.Uses().Any(chain.ContainsKey) || WithSums(@if.Then, chain) is not { } then || WithSums(@if.Else, chain) is not { } @else)
                        return null;
                    var merges = new List<Merge>(@if.Merges);
                    foreach (Merge merge in @if.Merges)
                    {
                        (Variable? first, Variable? second) = (SumOf(merge.Then, chain), SumOf(merge.Else, chain));
                        if (first is null != second is null)
                            return null;
                        if (first is not null)
                            merges.Add(new Merge(chain[merge.Result] = Beside(merge.Result), new Use(first), new Use(second!)));
                    }

                    output.Add(new If(@if.Condition, then, @else, merges.ToEquatableArray()));
                    break;
                default:
                    if (new EquatableArray<Statement>([statement]).AllExpressions().Any(expression => expression.Uses().Any(chain.ContainsKey)))
                        return null;
                    output.Add(statement);
                    break;
            }
        }

        return output.ToEquatableArray();

        void AddTo(Assign assign, Variable soFar, Expression factor)
        {
            Variable logarithm = _names.Fresh(NameSupply.Temporary("log"), factor.Type);
            output.Add(assign);
            output.Add(new Assign(logarithm, Algebra.Call("Log", factor)));
            output.Add(new Assign(chain[assign.Target] = Beside(assign.Target), new Binary(BinaryOperator.Add, new Use(soFar), new Use(logarithm))));
        }
    }

    private Variable Beside(Variable product) => _names.Fresh(NameSupply.Plain(product.Name) + "Log", product.Type);

    private static Variable? SumOf(Expression value, Dictionary<Variable, Variable> chain) => value is Use use && chain.TryGetValue(use.Variable, out Variable? sum) ? sum : null;

    private bool IsPositive(Expression value) => value switch
    {
        RealLiteral literal => literal.Value > 0,
        Use use => _definitions.TryGetValue(use.Variable, out Expression? definition) && definition switch
        {
            Apply { Type: RealType, External: null } apply => Positive.Contains(apply.Function),
            Binary { Operator: BinaryOperator.Multiply or BinaryOperator.Divide } binary => IsPositive(binary.Left) && IsPositive(binary.Right),
            _ => false,
        },
        _ => false,
    };
}
