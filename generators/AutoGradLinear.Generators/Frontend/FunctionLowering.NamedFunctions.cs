using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>Functions of .NET that are made of others: they return two values, or a wider integer.</summary>
internal sealed partial class FunctionLowering
{
    private static readonly string[] OfNumbers = ["Math", "MathF", "Double", "Single", "ITrigonometricFunctions", "IBinaryInteger"];

    /// <summary><c>SinCos</c>, <c>DivRem</c> and <c>BigMul</c>; null where the call is another, or of integers too wide for the language.</summary>
    private Expression? LowerNamedFunction(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (method.Name is not ("SinCos" or "DivRem" or "BigMul") || !method.IsStatic || !IsOfNumbers(method.ContainingType)
            || call.Arguments.Any(argument => argument.Parameter?.RefKind != RefKind.None || LowerType(argument.Value.Type) is not (RealType or IntegerType))
            || LowerAny(call.Type) is not { } type)
        {
            return null;
        }

        Expression[] arguments = [.. LowerArguments(call.Arguments).Select(ReadOften)];
        return (method.Name, type) switch
        {
            ("SinCos", AggregateType pair) => new Bundle(pair, [Trigonometric("Sin"), Trigonometric("Cos")]),
            ("DivRem", AggregateType pair) when arguments[0].Type is IntegerType => DivideWithRemainder(pair),
            ("BigMul", IntegerType wide) => Of(BinaryOperator.Multiply, wide),
            _ => Refuse(call, Ids.Unsupported),
        };

        Expression Of(BinaryOperator op, IrType wide)
            => new Binary(op, ConvertTo(arguments[0], wide, isChecked: false), ConvertTo(arguments[1], wide, isChecked: false));

        Expression Trigonometric(string name) => new Apply(name, [arguments[0]], arguments[0].Type);

        // C# divides integers of less than 32 bits as int.
        Expression DivideWithRemainder(AggregateType pair)
        {
            IrType type = arguments[0].Type;
            IrType wide = Operators.Promote(type);
            Expression[] parts = [Of(BinaryOperator.Divide, wide), Of(BinaryOperator.Remainder, wide)];
            return Keep(new Bundle(pair, parts.Select(part => ConvertTo(part, type, isChecked: false)).ToEquatableArray()), "divRem");
        }
    }

    private static bool IsOfNumbers(INamedTypeSymbol type)
        => (type.IsIn("System") || type.IsIn("System.Numerics")) && (OfNumbers.Contains(type.Name) || Types.Lower(type) is IntegerType);
}
