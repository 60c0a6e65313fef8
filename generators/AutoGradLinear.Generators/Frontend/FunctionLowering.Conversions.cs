using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoGradLinear.Generators.Frontend;

internal sealed partial class FunctionLowering
{
    private Expression LowerConversion(IConversionOperation conversion)
    {
        // C# has reported an explicit conversion that the source leaves out.
        if (conversion.IsImplicit && !conversion.Conversion.IsImplicit)
            _isBroken = true;
        if ((conversion.Operand is IArrayCreationOperation or ICollectionExpressionOperation ? LowerScratch(conversion, null) : LowerClone(conversion)) is { } memory)
            return memory;
        if (ShapeOf(conversion.Type) is { } shape)
            return LowerBundleConversion(conversion, shape);
        if (conversion.OperatorMethod is { } method && !IsBuiltIn(method) && LowerType(conversion.Type) is not (null or ArrayType))
            return LowerOperator(method, [conversion.Operand], conversion);
        IrType? type = LowerType(conversion.Type);
        if (type is null)
        {
            LowerOperandOf(conversion);
            return RefuseOfType(conversion);
        }

        Expression operand = LowerValue(conversion.Operand);
        if (operand.Type == type)
            return operand;
        if (type is ArrayType row && operand.Type is ArrayType from)
            return row.Element == from.Element ? operand : Refuse(conversion, Ids.Operators);
        bool isNumeric = conversion.OperatorMethod is null && !IsGeneric(type) && !IsGeneric(operand.Type)
            && type is not (ArrayType or BooleanType) && operand.Type is not (ArrayType or BooleanType);
        return isNumeric
            ? ConvertTo(operand, type, conversion.IsChecked)
            : Refuse(conversion, Ids.Operators);
    }

    /// <summary>The operand of a conversion to a type outside the language may hold more to report; not so a constant.</summary>
    private void LowerOperandOf(IConversionOperation conversion)
    {
        if (!conversion.Operand.ConstantValue.HasValue && LowerType(conversion.Operand.Type) is not null)
            LowerValue(conversion.Operand);
    }

    private static Expression ConvertTo(Expression value, IrType type, bool isChecked)
        => value.Type == type ? value : new Convert(value, type, isChecked && type is IntegerType);

    private static bool IsGeneric(IrType type) => type is RealType { Kind: RealKind.Generic };

    /// <summary><c>T.CreateChecked(x)</c> and its siblings: generic math's way to convert a number.</summary>
    private Expression? LowerCreation(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (method.Name is not ("CreateChecked" or "CreateSaturating" or "CreateTruncating") || call.Arguments.Length != 1 || !method.IsStatic)
            return null;
        ITypeSymbol? container = CreatedType(call);
        if (container is null)
            return null;
        Expression value = LowerValue(call.Arguments[0].Value);
        if (LowerType(container) is not { } type || value.Type is not (RealType or IntegerType))
            return Refuse(call, Ids.Operators);
        if (value.Type == type)
            return value;
        if (type is RealType real)
            return Constants.ToReal(value, real) ?? (Expression)new Convert(value, real);

        // Casts to integers wrap or throw; only where they are given integers do they truncate as CreateTruncating does.
        return type is IntegerType && (method.Name == "CreateChecked" || (method.Name == "CreateTruncating" && value.Type is IntegerType))
            ? new Convert(value, type, method.Name == "CreateChecked")
            : Refuse(call, Ids.Operators);
    }

    private static ITypeSymbol? CreatedType(IInvocationOperation call)
    {
        INamedTypeSymbol declaring = call.TargetMethod.ContainingType;
        if (declaring.Is("System.Numerics", "INumberBase", 1))
            return call.ConstrainedToType ?? declaring.TypeArguments[0];
        return declaring.IsIn("System") && Types.Lower(declaring) is not null ? declaring : null;
    }
}
