using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Symbolic;

/// <summary>The little arithmetic on integers that bounds of loops need.</summary>
internal static class IntegerAlgebra
{
    /// <summary>The comparison of two constants, or the comparison as it is.</summary>
    public static Expression Compare(Binary comparison)
    {
        if (comparison.Left.Equals(comparison.Right) && !comparison.Left.CanThrow())
            return new BooleanLiteral(comparison.Operator is BinaryOperator.Equal or BinaryOperator.LessOrEqual or BinaryOperator.GreaterOrEqual);
        if (comparison.Left is not IntegerLiteral a || comparison.Right is not IntegerLiteral b || a.Type is IntegerType { Name: "ulong" })
            return comparison;
        return new BooleanLiteral(comparison.Operator switch
        {
            BinaryOperator.Equal => a.Value == b.Value,
            BinaryOperator.NotEqual => a.Value != b.Value,
            BinaryOperator.Less => a.Value < b.Value,
            BinaryOperator.LessOrEqual => a.Value <= b.Value,
            BinaryOperator.Greater => a.Value > b.Value,
            _ => a.Value >= b.Value,
        });
    }

    public static Expression Simplify(Binary binary)
    {
        if (binary.Left is IntegerLiteral a && binary.Right is IntegerLiteral b && Fold(binary, a.Value, b.Value) is { } value)
            return new IntegerLiteral(value, binary.Type);
        return binary switch
        {
            { Operator: BinaryOperator.Add or BinaryOperator.Subtract, Right: IntegerLiteral { Value: 0 } } => binary.Left,
            { Operator: BinaryOperator.Add, Left: IntegerLiteral { Value: 0 } } => binary.Right,
            { Operator: BinaryOperator.Multiply or BinaryOperator.Divide, Right: IntegerLiteral { Value: 1 } } => binary.Left,
            { Operator: BinaryOperator.Multiply, Left: IntegerLiteral { Value: 1 } } => binary.Right,
            _ => binary,
        };
    }

    /// <summary>Max and Min of a length and a constant that it cannot pass, or of two constants.</summary>
    public static Expression Simplify(Apply apply)
    {
        if (apply.Function is not ("Max" or "Min") || apply.Arguments.Count != 2)
            return apply;
        bool isMax = apply.Function == "Max";
        return (apply.Arguments[0], apply.Arguments[1]) switch
        {
            (IntegerLiteral a, IntegerLiteral b) => new IntegerLiteral(isMax ? Math.Max(a.Value, b.Value) : Math.Min(a.Value, b.Value), apply.Type),
            (Length length, IntegerLiteral { Value: <= 0 } bound) => isMax ? length : bound,
            (IntegerLiteral { Value: <= 0 } bound, Length length) => isMax ? length : bound,
            var (left, right) when left.Equals(right) => left,
            _ => apply,
        };
    }

    /// <summary>The value of an operator of one constant.</summary>
    public static Expression Simplify(Unary unary)
    {
        if (unary.Operand is not IntegerLiteral { Type: IntegerType { Name: "int" or "long" } } literal || Math.Abs((double)literal.Value) > int.MaxValue)
            return unary;
        return literal with { Value = unary.Operator == UnaryOperator.Negate ? -literal.Value : ~literal.Value };
    }

    /// <summary>
    /// C# takes a branch with a constant condition for a mistake and warns: what is constant has to be folded. An overflow that is checked stays where it is, and so do types
    /// whose arithmetic is not that of <c>int</c> and <c>long</c>, beyond small numbers.
    /// </summary>
    private static long? Fold(Binary binary, long a, long b)
    {
        if (Exact(binary.Operator, a, b) is not { } exact)
            return null;
        bool isSmall = exact >= 0 && exact <= sbyte.MaxValue && a >= 0 && a <= sbyte.MaxValue && b >= 0 && b <= sbyte.MaxValue;
        return binary.Type switch
        {
            IntegerType { Name: "int" } => exact >= int.MinValue && exact <= int.MaxValue ? (long)exact : binary.Checked ? null : unchecked((int)(long)exact),
            IntegerType { Name: "long" } => exact >= long.MinValue && exact <= long.MaxValue ? (long)exact : null,
            _ => isSmall ? (long)exact : null,
        };
    }

    private static decimal? Exact(BinaryOperator op, long a, long b) => op switch
    {
        BinaryOperator.Add => (decimal)a + b,
        BinaryOperator.Subtract => (decimal)a - b,
        BinaryOperator.Multiply when Math.Abs((double)a * b) < 1e18 => (decimal)a * b,
        BinaryOperator.Divide when b is not (0 or -1) => a / b,
        BinaryOperator.Remainder when b is not (0 or -1) => a % b,
        BinaryOperator.Divide when b == -1 && a > int.MinValue => -(decimal)a,
        BinaryOperator.Remainder when b == -1 && a > int.MinValue => 0,
        BinaryOperator.And => a & b,
        BinaryOperator.Or => a | b,
        BinaryOperator.Xor => a ^ b,
        BinaryOperator.ShiftLeft when a is >= 0 and <= short.MaxValue && b is >= 0 and < 15 => a << (int)b,
        BinaryOperator.ShiftRight when a >= 0 && b is >= 0 and < 31 => a >> (int)b,
        _ => null,
    };
}
