using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis.Operations;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>Roslyn's operators as operators of the language of losses.</summary>
internal static class Operators
{
    /// <summary>Null where the language has none. An unsigned shift becomes a shift of an unsigned operand.</summary>
    public static BinaryOperator? Lower(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => BinaryOperator.Add,
        BinaryOperatorKind.Subtract => BinaryOperator.Subtract,
        BinaryOperatorKind.Multiply => BinaryOperator.Multiply,
        BinaryOperatorKind.Divide => BinaryOperator.Divide,
        BinaryOperatorKind.Remainder => BinaryOperator.Remainder,
        BinaryOperatorKind.And => BinaryOperator.And,
        BinaryOperatorKind.Or => BinaryOperator.Or,
        BinaryOperatorKind.ExclusiveOr => BinaryOperator.Xor,
        BinaryOperatorKind.LeftShift => BinaryOperator.ShiftLeft,
        BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift => BinaryOperator.ShiftRight,
        BinaryOperatorKind.ConditionalAnd => BinaryOperator.AndAlso,
        BinaryOperatorKind.ConditionalOr => BinaryOperator.OrElse,
        BinaryOperatorKind.Equals => BinaryOperator.Equal,
        BinaryOperatorKind.NotEquals => BinaryOperator.NotEqual,
        BinaryOperatorKind.LessThan => BinaryOperator.Less,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperator.LessOrEqual,
        BinaryOperatorKind.GreaterThan => BinaryOperator.Greater,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperator.GreaterOrEqual,
        _ => null,
    };

    /// <summary>The type in which C# computes with a value of this type: <c>int</c> for smaller integers.</summary>
    public static IrType Promote(IrType type)
        => type is IntegerType { Name: "sbyte" or "byte" or "short" or "ushort" } ? IrType.Int : type;

    /// <summary>The unsigned integer type of the same width.</summary>
    public static IrType? Unsigned(IrType type) => type is not IntegerType integer ? null : integer.Name switch
    {
        "int" or "uint" => new IntegerType("uint"),
        "long" or "ulong" => new IntegerType("ulong"),
        "nint" or "nuint" => new IntegerType("nuint"),
        _ => null,
    };
}
