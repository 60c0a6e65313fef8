using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis.Operations;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>Writes the bound of a counted loop as the first value that the index does not take, where that cannot overflow.</summary>
internal sealed class LoopBounds
{
    private readonly HashSet<Variable> _belowMaximum = [];
    private readonly HashSet<Variable> _aboveMinimum = [];

    /// <summary>What is known of an index inside its loop: it never is the largest or the smallest <c>int</c>.</summary>
    public void Enter(Variable index, Expression from, int step)
    {
        if (step > 0 || IsBelowMaximum(from))
            _belowMaximum.Add(index);
        if (step < 0 || IsAboveMinimum(from))
            _aboveMinimum.Add(index);
    }

    /// <summary>The exclusive bound, or null where the loop has to stay as it is.</summary>
    /// <param name="mayEndEarly">
    /// Whether the body can leave the loop. If it cannot, a loop whose inclusive bound has no successor never ends in C#, and computing the
    /// successor with a check is as good.
    /// </param>
    public Expression? Exclusive(BinaryOperatorKind relation, Expression from, Expression bound, int step, bool mayEndEarly) => relation switch
    {
        BinaryOperatorKind.LessThan or BinaryOperatorKind.GreaterThan => bound,
        BinaryOperatorKind.LessThanOrEqual => Next(bound, mayEndEarly),
        BinaryOperatorKind.GreaterThanOrEqual => Previous(bound, mayEndEarly),
        BinaryOperatorKind.NotEquals => Meets(from, bound, step) ? bound : null,
        _ => null,
    };

    private Expression? Next(Expression bound, bool mayEndEarly) => bound switch
    {
        IntegerLiteral literal => literal.Value < int.MaxValue ? Int(literal.Value + 1) : null,
        Binary { Operator: BinaryOperator.Subtract, Left: Length, Right: IntegerLiteral { Value: 1 } } binary => binary.Left,
        _ => IsBelowMaximum(bound) ? new Binary(BinaryOperator.Add, bound, Int(1))
            : mayEndEarly ? null
            : new Binary(BinaryOperator.Add, bound, Int(1), Checked: true),
    };

    private Expression? Previous(Expression bound, bool mayEndEarly) => bound switch
    {
        IntegerLiteral literal => literal.Value > int.MinValue ? Int(literal.Value - 1) : null,
        _ => IsAboveMinimum(bound) ? new Binary(BinaryOperator.Subtract, bound, Int(1))
            : mayEndEarly ? null
            : new Binary(BinaryOperator.Subtract, bound, Int(1), Checked: true),
    };

    private bool IsBelowMaximum(Expression value) => value switch
    {
        IntegerLiteral literal => literal.Value < int.MaxValue,
        Use use => _belowMaximum.Contains(use.Variable),
        Binary { Operator: BinaryOperator.Subtract, Left: Length, Right: IntegerLiteral { Value: >= 1 } } => true,
        _ => false,
    };

    private bool IsAboveMinimum(Expression value) => value switch
    {
        IntegerLiteral literal => literal.Value > int.MinValue,
        Length => true,
        Use use => _aboveMinimum.Contains(use.Variable),
        Binary { Operator: BinaryOperator.Subtract, Left: Length, Right: IntegerLiteral { Value: >= 0 and < int.MaxValue } } => true,
        _ => false,
    };

    /// <summary>Whether steps of 1 or −1 lead from one value exactly to the other.</summary>
    private static bool Meets(Expression from, Expression bound, int step) => (from, bound, step) switch
    {
        (IntegerLiteral first, IntegerLiteral last, 1) => first.Value <= last.Value,
        (IntegerLiteral first, IntegerLiteral last, -1) => first.Value >= last.Value,
        (IntegerLiteral { Value: <= 0 }, Length, 1) => true,
        (Binary { Operator: BinaryOperator.Subtract, Left: Length, Right: IntegerLiteral { Value: 1 } }, IntegerLiteral { Value: -1 }, -1)
            => true,
        _ => false,
    };

    private static IntegerLiteral Int(long value) => new(value, IrType.Int);
}
