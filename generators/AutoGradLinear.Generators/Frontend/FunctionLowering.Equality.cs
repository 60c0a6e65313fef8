using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>Tuples and records compared: element by element, member by member.</summary>
internal sealed partial class FunctionLowering
{
    /// <summary>Both tuples are evaluated, then compared element by element until one pair decides.</summary>
    private Expression LowerTupleComparison(ITupleBinaryOperation comparison)
    {
        Expression[] operands = LowerInOrder(comparison.LeftOperand, comparison.RightOperand);
        if (operands[0] is not Bundle left || operands[1] is not Bundle right || left.Leaves.Count != right.Leaves.Count)
            return Placeholder(IrType.Bool);
        Expression equal = Always;
        for (int i = 0; i < left.Leaves.Count; i++)
        {
            if (CommonType(left.Leaves[i].Type, right.Leaves[i].Type) is not { } type)
                return Refuse(comparison, Ids.Operators);
            var same = new Binary(BinaryOperator.Equal, ConvertTo(left.Leaves[i], type, isChecked: false), ConvertTo(right.Leaves[i], type, isChecked: false));
            equal = ShortCircuit(isAnd: true, equal, () => same);
        }

        return comparison.OperatorKind == BinaryOperatorKind.Equals ? equal : Negate(equal);
    }

    /// <summary>The type in which C# compares two elements, for the pairs of types that people compare.</summary>
    private static IrType? CommonType(IrType left, IrType right)
    {
        if (left == right)
            return left is ArrayType ? null : Operators.Promote(left);
        if (left is RealType { Kind: not RealKind.Generic } && right is RealType { Kind: not RealKind.Generic })
            return IrType.Double;
        if (left is RealType { Kind: not RealKind.Generic } && right is IntegerType)
            return left;
        if (right is RealType { Kind: not RealKind.Generic } && left is IntegerType)
            return right;
        return Operators.Promote(left) == IrType.Int && Operators.Promote(right) == IrType.Int ? IrType.Int : null;
    }

    /// <summary>The leaves of records, compared as <c>Equals</c> does: a NaN equals a NaN. Null where C# compares in another way.</summary>
    private static Expression? RecordsEqual(Bundle left, Bundle right)
    {
        if (left.Aggregate.Leaves.Any(type => type is ArrayType) || !IsComparable(left.Aggregate))
            return null;
        Expression equal = Always;
        for (int i = 0; i < left.Leaves.Count; i++)
        {
            (Expression a, Expression b) = (left.Leaves[i], right.Leaves[i]);
            Expression same = new Binary(BinaryOperator.Equal, a, b);
            if (a.Type is RealType)
                same = new Binary(BinaryOperator.OrElse, same, new Binary(BinaryOperator.AndAlso, IsNaN(a), IsNaN(b)));
            equal = equal is BooleanLiteral ? same : new Binary(BinaryOperator.AndAlso, equal, same);
        }

        return equal;
    }

    private static Expression IsNaN(Expression value) => new Binary(BinaryOperator.NotEqual, value, value);

    private static bool IsComparable(AggregateType type)
    {
        bool isRecord = type.Symbol.IsRecord
            && type.Symbol.GetMembers("Equals").OfType<IMethodSymbol>().Where(method => method.Parameters.Length == 1).All(method => method.IsImplicitlyDeclared)
            && (type.Symbol.IsValueType || type.Symbol.IsSealed);
        return (isRecord || type.IsTuple) && type.Members.Select(member => member.Type).OfType<AggregateType>().All(IsComparable);
    }
}
