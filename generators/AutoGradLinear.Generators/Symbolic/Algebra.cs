using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Symbolic;

/// <summary>
/// Makes expressions in their simplest form: constants are folded and neutral elements dropped as the expression is made.
/// Every identity holds in IEEE arithmetic for all values, NaN and infinities included, up to the sign of a zero.
/// </summary>
internal static class Algebra
{
    /// <summary>The constant nearest to <paramref name="value"/> in a real type.</summary>
    public static Expression Real(double value, IrType type)
        => new RealLiteral(type is RealType { Kind: RealKind.Float } ? (float)value : value, type);

    public static bool IsLiteral(Expression expression, double value) => expression is RealLiteral literal && literal.Value == value;

    public static Expression Add(Expression left, Expression right)
    {
        if (Fold(left, right, (a, b) => a + b) is { } folded)
            return folded;
        if (IsLiteral(left, 0))
            return right;
        if (IsLiteral(right, 0))
            return left;
        if (right is Unary { Operator: UnaryOperator.Negate } negated && right.Type.IsReal)
            return Subtract(left, negated.Operand);
        if (right is RealLiteral { Value: < 0 } literal)
            return new Binary(BinaryOperator.Subtract, left, Real(-literal.Value, literal.Type));
        return new Binary(BinaryOperator.Add, left, right);
    }

    public static Expression Subtract(Expression left, Expression right)
    {
        if (Fold(left, right, (a, b) => a - b) is { } folded)
            return folded;
        if (IsLiteral(right, 0))
            return left;
        if (IsLiteral(left, 0))
            return Negate(right);
        if (right is Unary { Operator: UnaryOperator.Negate } negated && right.Type.IsReal)
            return Add(left, negated.Operand);
        return new Binary(BinaryOperator.Subtract, left, right);
    }

    public static Expression Multiply(Expression left, Expression right)
    {
        if (Fold(left, right, (a, b) => a * b) is { } folded)
            return folded;
        if (IsLiteral(left, 1))
            return right;
        if (IsLiteral(right, 1))
            return left;
        if (IsLiteral(left, -1))
            return Negate(right);
        if (IsLiteral(right, -1))
            return Negate(left);
        return new Binary(BinaryOperator.Multiply, left, right);
    }

    public static Expression Divide(Expression left, Expression right)
    {
        if (IsLiteral(right, 1))
            return left;
        if (IsLiteral(right, -1))
            return Negate(left);
        return Fold(left, right, (a, b) => a / b) ?? new Binary(BinaryOperator.Divide, left, right);
    }

    public static Expression Negate(Expression operand) => operand switch
    {
        RealLiteral literal => new RealLiteral(-literal.Value, literal.Type),
        Unary { Operator: UnaryOperator.Negate } unary when unary.Type.IsReal => unary.Operand,
        Binary { Operator: BinaryOperator.Subtract } binary when binary.Type.IsReal => new Binary(BinaryOperator.Subtract, binary.Right, binary.Left),
        _ => new Unary(UnaryOperator.Negate, operand),
    };

    public static Expression Not(Expression condition) => condition switch
    {
        BooleanLiteral literal => new BooleanLiteral(!literal.Value),
        Unary { Operator: UnaryOperator.Not } unary => unary.Operand,
        Binary { Operator: BinaryOperator.Equal } binary => new Binary(BinaryOperator.NotEqual, binary.Left, binary.Right),
        Binary { Operator: BinaryOperator.NotEqual } binary => new Binary(BinaryOperator.Equal, binary.Left, binary.Right),
        _ => new Unary(UnaryOperator.Not, condition),
    };

    public static Expression Compare(BinaryOperator comparison, Expression left, Expression right)
    {
        if (left.Equals(right) && left.Type.IsReal && !left.CanThrow())
        {
            // Only a NaN differs from itself.
            Expression isNaN = new Apply("IsNaN", [left], IrType.Bool);
            return comparison switch
            {
                BinaryOperator.Less or BinaryOperator.Greater => new BooleanLiteral(false),
                BinaryOperator.NotEqual => isNaN,
                _ => Not(isNaN),
            };
        }

        if (left is not RealLiteral a || right is not RealLiteral b)
            return new Binary(comparison, left, right);
        return new BooleanLiteral(comparison switch
        {
            BinaryOperator.Equal => a.Value == b.Value,
            BinaryOperator.NotEqual => a.Value != b.Value,
            BinaryOperator.Less => a.Value < b.Value,
            BinaryOperator.LessOrEqual => a.Value <= b.Value,
            BinaryOperator.Greater => a.Value > b.Value,
            _ => a.Value >= b.Value,
        });
    }

    public static Expression And(Expression left, Expression right) => (left, right) switch
    {
        (BooleanLiteral a, _) => a.Value ? right : left,
        (_, BooleanLiteral { Value: true }) => left,
        _ => new Binary(BinaryOperator.AndAlso, left, right),
    };

    public static Expression Or(Expression left, Expression right) => (left, right) switch
    {
        (BooleanLiteral a, _) => a.Value ? left : right,
        (_, BooleanLiteral { Value: false }) => left,
        _ => new Binary(BinaryOperator.OrElse, left, right),
    };

    public static Expression Select(Expression condition, Expression then, Expression @else)
    {
        if (condition is BooleanLiteral literal)
            return literal.Value ? then : @else;
        return then.Equals(@else) && !condition.CanThrow() ? then : new Conditional(condition, then, @else);
    }

    public static Expression Call(string function, params Expression[] arguments)
        => new Apply(function, arguments.ToEquatableArray(), arguments[0].Type);

    /// <summary>
    /// The constant that the operation gives, rounded as the type rounds it; null where an operand is not constant. For a type parameter, whose
    /// precision is not known, only small whole results are folded: every IEEE type holds them exactly.
    /// </summary>
    public static Expression? Fold(Expression left, Expression right, Func<double, double, double> operation)
    {
        if (left is not RealLiteral a || right is not RealLiteral b)
            return null;
        double value = operation(a.Value, b.Value);
        bool isExactEverywhere = value == Math.Floor(value) && Math.Abs(value) <= 2048
            && a.Value == Math.Floor(a.Value) && b.Value == Math.Floor(b.Value);
        return left.Type is RealType { Kind: RealKind.Generic } && !isExactEverywhere ? null : Real(value, left.Type);
    }
}
