using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Symbolic.Stability;

/// <summary>
/// A constant that is added to a finished sum of exponentials is one that the sum starts with, c + Σ eˣ: then the largest of ln c and all x is taken out of both. Done where the logarithm
/// of the whole is taken, or is divided by it, and the sum alone is not read.
/// </summary>
internal sealed class SumStarts : Rewriter
{
    private readonly Dictionary<Variable, Expression> _definitions;
    private readonly HashSet<Variable> _wanted;
    private readonly HashSet<Variable> _readOnce;
    private readonly Dictionary<Variable, Expression> _replaced = [];

    private SumStarts(Function function)
    {
        _definitions = function.AssignedValues();
        _wanted = [.. _definitions.Values.Select(value => value switch
        {
            Apply { Function: "Log", Type: RealType } logarithm => logarithm.Arguments[0],
            Binary { Operator: BinaryOperator.Divide, Type: RealType } quotient => quotient.Right,
            _ => null,
        }).OfType<Use>().Select(use => use.Variable)];
        _readOnce = [.. function.Body.AllExpressions().SelectMany(expression => expression.Uses()).GroupBy(variable => variable).Where(uses => uses.Count() == 1).Select(uses => uses.Key)];
    }

    public static Function Run(Function function) => function with { Body = new SumStarts(function).Rewrite(function.Body) };

    public override Expression Rewrite(Expression expression)
        => expression is Use use ? (_replaced.TryGetValue(use.Variable, out Expression? value) ? value : use) : base.Rewrite(expression);

    public override EquatableArray<Statement> Rewrite(EquatableArray<Statement> block)
    {
        var statements = new List<Statement>(block);
        for (int i = 0; i < statements.Count; i++)
        {
            if (statements[i] is not For loop)
                continue;
            foreach (ExponentialSum sum in ExponentialSum.In(loop, _definitions).ToList())
            {
                Variable result = sum.Carry.Result;
                int position = statements.FindIndex(i + 1, statement => statement is Assign assign && _wanted.Contains(assign.Target) && StartOf(assign.Value, result) is not null);
                if (position < 0 || sum.Carry.Initial is not RealLiteral { Value: 0 } || !_readOnce.Contains(result))
                    continue;
                var whole = (Assign)statements[position];
                Carry started = sum.Carry with { Initial = StartOf(whole.Value, result)! };
                loop = loop with { Carries = loop.Carries.Select(carry => carry.Equals(sum.Carry) ? started : carry).ToEquatableArray() };
                statements[i] = loop;
                statements.RemoveAt(position);
                _replaced[whole.Target] = new Use(result);
            }
        }

        return base.Rewrite(statements.ToEquatableArray());
    }

    /// <summary>The constant that the value adds to the sum; null where it is something else. Of a type parameter only 1 has a logarithm that is exact.</summary>
    private static RealLiteral? StartOf(Expression value, Variable sum) => value switch
    {
        Binary { Operator: BinaryOperator.Add, Left: Use left, Right: RealLiteral right } when left.Variable.Equals(sum) => Start(right),
        Binary { Operator: BinaryOperator.Add, Left: RealLiteral left, Right: Use right } when right.Variable.Equals(sum) => Start(left),
        _ => null,
    };

    private static RealLiteral? Start(RealLiteral constant)
        => constant is { Value: 1 } or { Value: > 0 and < double.PositiveInfinity, Type: RealType { Kind: not RealKind.Generic } } ? constant : null;
}
