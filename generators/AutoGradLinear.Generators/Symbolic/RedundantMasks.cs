using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Symbolic;

/// <summary>
/// Masks around what is zero without them: the derivative of max(0, s)² is 2 max(0, s) where s is not at most 0, and 0 elsewhere, which 2 max(0, s) is by itself. Holds for all values:
/// the comparison that makes the mask is false for NaN.
/// </summary>
internal static class RedundantMasks
{
    /// <summary>The value without its mask, or null where the mask matters.</summary>
    public static Expression? Without(Conditional select, IReadOnlyDictionary<Variable, Expression> definitions)
    {
        if (select is not { Condition: Unary { Operator: UnaryOperator.Not, Operand: Binary { Right: RealLiteral { Value: 0 } } comparison }, Else: RealLiteral { Value: 0 } })
            return null;
        string? clipped = comparison.Operator switch
        {
            BinaryOperator.Less or BinaryOperator.LessOrEqual => "Max",
            BinaryOperator.Greater or BinaryOperator.GreaterOrEqual => "Min",
            _ => null,
        };
        return clipped is not null && Vanishes(select.Then) ? select.Then : null;

        bool Vanishes(Expression value) => value switch
        {
            Use use => definitions.TryGetValue(use.Variable, out Expression? definition) && Vanishes(definition),
            Apply apply when apply.Function == clipped => IsClipped(apply.Arguments[0], apply.Arguments[1]) || IsClipped(apply.Arguments[1], apply.Arguments[0]),
            Unary { Operator: UnaryOperator.Negate } negated => Vanishes(negated.Operand),
            Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } sum => Vanishes(sum.Left) && Vanishes(sum.Right),
            Binary { Operator: BinaryOperator.Multiply, Left: RealLiteral factor } product => IsFinite(factor) && Vanishes(product.Right),
            Binary { Operator: BinaryOperator.Multiply } product => Vanishes(product.Left) && (product.Right is RealLiteral factor ? IsFinite(factor) : Vanishes(product.Right)),
            _ => false,
        };

        bool IsClipped(Expression bound, Expression value) => Algebra.IsLiteral(bound, 0) && value.Equals(comparison.Left);
    }

    private static bool IsFinite(RealLiteral literal) => !double.IsNaN(literal.Value) && !double.IsInfinity(literal.Value);
}
