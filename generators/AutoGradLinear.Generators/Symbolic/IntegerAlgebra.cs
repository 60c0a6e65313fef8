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
        if (binary.Type is IntegerType { Name: "int" or "long" } && binary.Left is IntegerLiteral a && binary.Right is IntegerLiteral b && Fold(binary.Operator, a.Value, b.Value) is { } value)
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

    /// <summary>Only values that are small enough for every integer type's arithmetic are folded.</summary>
    private static long? Fold(BinaryOperator op, long a, long b)
    {
        if (Math.Abs(a) > short.MaxValue || Math.Abs(b) > short.MaxValue)
            return null;
        return op switch
        {
            BinaryOperator.Add => a + b,
            BinaryOperator.Subtract => a - b,
            BinaryOperator.Multiply => a * b,
            BinaryOperator.Divide when b is not (0 or -1) => a / b,
            BinaryOperator.Remainder when b is not (0 or -1) => a % b,
            _ => null,
        };
    }
}
