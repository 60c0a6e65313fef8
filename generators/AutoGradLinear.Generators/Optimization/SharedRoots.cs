using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.Symbolic;

namespace AutoGradLinear.Generators.Optimization;

/// <summary>
/// Takes the root √(1 + x) itself where √(1 + x) − 1 plus one is needed, as in the derivative of a pseudo-Huber loss: the difference is computed from that root, so it is at hand, and
/// what needs it does not wait for a quotient.
/// </summary>
internal sealed class SharedRoots : Rewriter
{
    private readonly NameSupply _names;
    private readonly Dictionary<Variable, Expression> _radicands = [];

    private SharedRoots(Function function)
    {
        _names = new NameSupply(function);
        foreach (Assign assign in function.Body.AllStatements().OfType<Assign>())
        {
            if (assign.Value is Apply { Function: StableFunction.Sqrt1PM1 } difference)
                _radicands[assign.Target] = difference.Arguments[0];
        }
    }

    public static Function Run(Function function)
    {
        var pass = new SharedRoots(function);
        return pass._radicands.Count == 0 ? function : function with { Body = pass.Rewrite(function.Body) };
    }

    protected override void Rewrite(Statement statement, List<Statement> output)
    {
        if (statement is not Assign { Value: Binary { Operator: BinaryOperator.Add, Left: Use difference, Right: RealLiteral { Value: 1 } one } } assign
            || !_radicands.TryGetValue(difference.Variable, out Expression? x))
        {
            base.Rewrite(statement, output);
            return;
        }

        var builder = new StatementBuilder(_names);
        Expression radicand = builder.Emit(NameSupply.Temporary("radicand"), Algebra.Add(one, x));
        output.AddRange(builder.Statements);
        output.Add(new Assign(assign.Target, Algebra.Call("Sqrt", radicand)));
    }
}
