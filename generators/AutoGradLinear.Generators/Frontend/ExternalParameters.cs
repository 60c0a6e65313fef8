using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>The parameters through which a derivative flows into functions that are called and not followed.</summary>
internal static class ExternalParameters
{
    /// <summary>
    /// The first parameter that such a function cannot have, or null. It takes numbers, enums and read-only spans of those, by value: what
    /// it might write to, and structs, are not among them. Real numbers are of the type of the result, or constants.
    /// </summary>
    public static IParameterSymbol? Obstacle(IMethodSymbol function, RealType real) => function.Parameters.FirstOrDefault(parameter => !IsSupported(parameter, real));

    /// <summary>Whether the parameter is a row.</summary>
    public static bool IsRow(IParameterSymbol parameter) => Types.Lower(parameter.Type) is ArrayType;

    /// <summary>The default rule: what has the type of the result, alone or in a row, is differentiated.</summary>
    public static bool IsDifferentiated(IParameterSymbol parameter, RealType real)
        => Types.Lower(parameter.Type) is { } type && FunctionLowering.IsDifferentiated(parameter, type, real);

    /// <summary>Whether the parameters are the accumulators that belong to others: spans, and numbers by reference.</summary>
    public static bool AreAccumulators(
        IReadOnlyList<IParameterSymbol> accumulators, IReadOnlyList<IParameterSymbol> parameters, ITypeSymbol real, RefKind ofNumbers = RefKind.Ref)
        => accumulators.Count == parameters.Count && accumulators.Zip(parameters, (accumulator, parameter) => IsRow(parameter)
            ? accumulator.RefKind == RefKind.None && accumulator.Type.Is("System", "Span", 1)
                && SymbolEqualityComparer.Default.Equals(((INamedTypeSymbol)accumulator.Type).TypeArguments[0], real)
            : accumulator.RefKind == ofNumbers && SymbolEqualityComparer.Default.Equals(accumulator.Type, real)).All(fits => fits);

    private static bool IsSupported(IParameterSymbol parameter, RealType real)
    {
        if (parameter.RefKind is not (RefKind.None or RefKind.In))
            return false;
        bool isConstant = parameter.HasAttribute("NoGradientAttribute");
        return Types.Lower(parameter.Type) switch
        {
            RealType type => isConstant || type == real,
            ArrayType { Kind: ArrayKind.ReadOnlySpan, Rank: 1, Element: RealType element } => isConstant || element == real,
            ArrayType { Kind: ArrayKind.ReadOnlySpan, Rank: 1, Element: not ArrayType } or IntegerType or BooleanType or EnumType => true,
            _ => false,
        };
    }
}
