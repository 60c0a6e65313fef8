using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>Roslyn's types as types of the language of losses.</summary>
internal static class Types
{
    private static readonly SymbolDisplayFormat Qualified = SymbolDisplayFormat.FullyQualifiedFormat;

    /// <summary>The type as C# text, <c>global::</c>-qualified.</summary>
    public static string Text(ITypeSymbol type) => type.ToDisplayString(Qualified);

    /// <summary>The type as people write it, for messages.</summary>
    public static string Display(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    /// <summary>The type in the language of losses, or null where it has no place there.</summary>
    public static IrType? Lower(ITypeSymbol? type) => Lower(type, TypeArguments.None);

    /// <inheritdoc cref="Lower(ITypeSymbol?)"/>
    /// <param name="arguments">What stands for type parameters.</param>
    public static IrType? Lower(ITypeSymbol? type, TypeArguments arguments)
        => type is null ? null : LowerApplied(arguments.Apply(type), arguments);

    private static IrType? LowerApplied(ITypeSymbol type, TypeArguments arguments) => type switch
    {
        { SpecialType: SpecialType.System_Double } => IrType.Double,
        { SpecialType: SpecialType.System_Single } => IrType.Float,
        { SpecialType: SpecialType.System_Boolean } => IrType.Bool,
        ITypeParameterSymbol parameter => LowerReal(parameter),
        INamedTypeSymbol { TypeKind: TypeKind.Enum } => new EnumType(Text(type)),
        IArrayTypeSymbol { Rank: 1, IsSZArray: true } array => Row(array.ElementType, ArrayKind.Array, arguments) ?? Rows(array.ElementType, arguments),
        IArrayTypeSymbol { Rank: > 1 } array => Row(array.ElementType, ArrayKind.Array, arguments) is { } row ? row with { Rank = array.Rank } : null,
        INamedTypeSymbol named when named.Is("System.Numerics.Tensors", "ReadOnlyTensorSpan", 1) => Tensor(named, ArrayKind.ReadOnlyTensorSpan),
        INamedTypeSymbol named when named.Is("System", "ReadOnlySpan", 1) => Span(named, ArrayKind.ReadOnlySpan),
        INamedTypeSymbol named when named.Is("System", "Span", 1) => Span(named, ArrayKind.Span),
        _ => IntegerKeyword(type.SpecialType) is { } keyword ? (keyword == "int" ? IrType.Int : new IntegerType(keyword)) : null,
    };

    /// <summary>Whether the type, or a type that it is made of, could not be resolved; C# reports that itself.</summary>
    public static bool IsBroken(ITypeSymbol? type) => type switch
    {
        null => false,
        { TypeKind: TypeKind.Error } => true,
        IArrayTypeSymbol array => IsBroken(array.ElementType),
        IPointerTypeSymbol pointer => IsBroken(pointer.PointedAtType),
        INamedTypeSymbol named => named.TypeArguments.Any(IsBroken),
        _ => false,
    };

    // The element type of a constructed type has had its arguments applied already.
    private static ArrayType? Span(INamedTypeSymbol type, ArrayKind kind) => Row(type.TypeArguments[0], kind, TypeArguments.None);

    // A tensor span of any number of dimensions has several, as far as the language goes.
    private static ArrayType? Tensor(INamedTypeSymbol type, ArrayKind kind) => Span(type, kind) is { } span ? span with { Rank = 2 } : null;

    /// <summary>An array of rows.</summary>
    private static ArrayType? Rows(ITypeSymbol element, TypeArguments arguments)
        => arguments.Apply(element) is IArrayTypeSymbol { Rank: 1, IsSZArray: true } && Lower(element, arguments) is ArrayType { Element: not ArrayType } row ? new ArrayType(row, ArrayKind.Array) : null;

    private static ArrayType? Row(ITypeSymbol element, ArrayKind kind, TypeArguments arguments)
        => Lower(element, arguments) is { } type and not ArrayType ? new ArrayType(type, kind) : null;

    private static RealType? LowerReal(ITypeParameterSymbol parameter)
    {
        foreach (ITypeSymbol constraint in parameter.ConstraintTypes)
        {
            if (IsIeee754(constraint, parameter) || constraint.AllInterfaces.Any(type => IsIeee754(type, parameter)))
                return new RealType(RealKind.Generic, Text(parameter), parameter.HasUnmanagedTypeConstraint);
        }

        return null;
    }

    private static bool IsIeee754(ITypeSymbol type, ITypeParameterSymbol self)
        => type.Is("System.Numerics", "IFloatingPointIeee754", 1)
            && SymbolEqualityComparer.Default.Equals(((INamedTypeSymbol)type).TypeArguments[0], self);

    private static string? IntegerKeyword(SpecialType type) => type switch
    {
        SpecialType.System_Int32 => "int",
        SpecialType.System_SByte => "sbyte",
        SpecialType.System_Byte => "byte",
        SpecialType.System_Int16 => "short",
        SpecialType.System_UInt16 => "ushort",
        SpecialType.System_UInt32 => "uint",
        SpecialType.System_Int64 => "long",
        SpecialType.System_UInt64 => "ulong",
        SpecialType.System_IntPtr => "nint",
        SpecialType.System_UIntPtr => "nuint",
        _ => null,
    };
}
