using AutoGradLinear.Generators.IR;
using static AutoGradLinear.Generators.Symbolic.Algebra;

namespace AutoGradLinear.Generators.Symbolic;

/// <summary>
/// Products and quotients in which a zero absorbs whatever stands beside it, infinity and NaN included: what derivatives are multiplied with where a partial derivative
/// may be infinite. They are functions of their own, with derivatives of their own, because the comparison with zero is no branch of the source: where a factor is 0 its tangent
/// need not be. <see cref="Expand"/> turns them into comparisons when all transforms have run.
/// </summary>
internal static class StrongZero
{
    /// <summary>x · y, and 0 where x is 0.</summary>
    public const string LeftProduct = "ProductWithZeroOnTheLeft";

    /// <summary>x · y, and 0 where y is 0.</summary>
    public const string RightProduct = "ProductWithZeroOnTheRight";

    /// <summary>x · y, and 0 where either is 0.</summary>
    public const string Product = "ProductWithZero";

    /// <summary>x / y, and 0 where x is 0.</summary>
    public const string Quotient = "QuotientOfZero";

    /// <summary>x · y, and 0 where an operand that is asked about is 0.</summary>
    public static Expression Multiply(Expression x, Expression y, bool leftMayBeZero, bool rightMayBeZero)
    {
        if ((leftMayBeZero && IsLiteral(x, 0)) || (rightMayBeZero && IsLiteral(y, 0)))
            return Real(0, x.Type);
        (bool left, bool right) = (leftMayBeZero && x is not RealLiteral, rightMayBeZero && y is not RealLiteral);
        return left || right ? Call(left && right ? Product : left ? LeftProduct : RightProduct, x, y) : Algebra.Multiply(x, y);
    }

    /// <summary>x / y, and 0 where x is 0.</summary>
    public static Expression Divide(Expression x, Expression y)
        => IsLiteral(x, 0) ? x : x is RealLiteral || y is RealLiteral { Value: not 0 } ? Algebra.Divide(x, y) : Call(Quotient, x, y);

    /// <summary>The function over comparisons, ordinary products and ordinary quotients.</summary>
    public static Function Expand(Function function) => function with { Body = new Expansion(new NameSupply(function)).Rewrite(function.Body) };

    private sealed class Expansion(NameSupply names) : Rewriter
    {
        protected override void Rewrite(Statement statement, List<Statement> output)
        {
            if (statement is not Assign { Value: Apply { Arguments: { Count: 2 } arguments } apply } assign || Plain(apply) is not { } plain)
            {
                base.Rewrite(statement, output);
                return;
            }

            if (!plain.IsAtom())
            {
                Variable value = names.Fresh(assign.Target.Name, plain.Type);
                output.Add(new Assign(value, plain));
                plain = new Use(value);
            }

            Expression zero = Real(0, plain.Type);
            Expression result = apply.Function is RightProduct or Product ? Select(Compare(BinaryOperator.Equal, arguments[1], zero), zero, plain) : plain;
            if (apply.Function is Product && !result.IsAtom())
            {
                Variable inner = names.Fresh(assign.Target.Name, plain.Type);
                output.Add(new Assign(inner, result));
                result = new Use(inner);
            }

            if (apply.Function is LeftProduct or Product or Quotient)
                result = Select(Compare(BinaryOperator.Equal, arguments[0], zero), zero, result);
            output.Add(new Assign(assign.Target, result));
        }

        private static Expression? Plain(Apply apply) => apply.Function switch
        {
            LeftProduct or RightProduct or Product => Algebra.Multiply(apply.Arguments[0], apply.Arguments[1]),
            Quotient => Algebra.Divide(apply.Arguments[0], apply.Arguments[1]),
            _ => null,
        };
    }
}
