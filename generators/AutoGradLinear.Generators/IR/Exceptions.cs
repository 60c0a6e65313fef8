namespace AutoGradLinear.Generators.IR;

/// <summary>What evaluating an expression may throw, whatever is known of its operands.</summary>
[Flags]
internal enum Exceptions
{
    None = 0,
    IndexOutOfRange = 1,
    DivideByZero = 2,
    Other = 4,
}

/// <summary>Finds what expressions may throw: no throw may move to where the source has none, or before one of another kind.</summary>
internal static class Throwing
{
    public static Exceptions Of(Expression expression)
        => expression.SelfAndParts().Aggregate(Exceptions.None, (sum, part) => sum | OfItself(part));

    public static bool CanThrow(this Expression expression) => Of(expression) != Exceptions.None;

    /// <summary>What the expression's own operation may throw.</summary>
    public static Exceptions OfItself(Expression expression) => expression switch
    {
        Element => Exceptions.IndexOutOfRange,
        Slice { IsTolerant: true } => Exceptions.None,
        Slice => Exceptions.Other,
        Binary { Operator: BinaryOperator.Divide or BinaryOperator.Remainder, Type: IntegerType, Right: IntegerLiteral { Value: not (0 or -1) } } => Exceptions.None,
        Binary { Operator: BinaryOperator.Divide or BinaryOperator.Remainder, Type: IntegerType } => Exceptions.DivideByZero,
        Binary { Checked: true, Type: IntegerType } or Unary { Checked: true, Type: IntegerType } or Convert { Checked: true } => Exceptions.Other,
        Apply { External: not null } => Exceptions.Other,
        Apply { Function: "Clamp" or "Sign" or "SpanDot" or "SpanDistance" or "SpanMax" or "SpanMin" or "SpanIndexOfMax" or "SpanIndexOfMin" or "Logit" or "Beta" or "BetaLn" } => Exceptions.Other,
        Apply { Function: "Abs", Type: IntegerType } => Exceptions.Other,
        _ => Exceptions.None,
    };
}
