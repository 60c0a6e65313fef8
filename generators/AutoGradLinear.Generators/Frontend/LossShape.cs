using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>The forms of <c>Value</c> and of links.</summary>
internal static class LossShape
{
    /// <summary>The type of the target (an <c>int</c> label, a real number, or a row of them); null where the method is no loss.</summary>
    public static ITypeSymbol? TargetOf(IMethodSymbol value)
    {
        if (!IsPlain(value, 2))
            return null;
        ITypeSymbol real = value.ReturnType;
        ITypeSymbol scores = value.Parameters[0].Type;
        ITypeSymbol target = value.Parameters[1].Type;
        if (IsRow(scores, "ReadOnlySpan", real))
            return target.SpecialType == SpecialType.System_Int32 || IsRow(target, "ReadOnlySpan", real) ? target : null;
        return IsSame(scores, real) && IsSame(target, real) ? target : null;
    }

    public static bool IsPenalty(IMethodSymbol value)
        => IsPlain(value, 1) && IsRow(value.Parameters[0].Type, "ReadOnlySpan", value.ReturnType);

    public static bool IsLink(IMethodSymbol link, ITypeSymbol real)
        => link is { ReturnsVoid: true, IsStatic: false, Parameters.Length: 2, TypeParameters.Length: 0 }
            && IsRow(link.Parameters[0].Type, "ReadOnlySpan", real)
            && IsRow(link.Parameters[1].Type, "Span", real);

    private static bool IsPlain(IMethodSymbol value, int parameters)
        => value is { IsStatic: false, IsAsync: false, ReturnsByRef: false, ReturnsByRefReadonly: false, TypeParameters.Length: 0 }
            && value.Parameters.Length == parameters
            && value.Parameters.All(parameter => parameter.RefKind == RefKind.None)
            && Types.Lower(value.ReturnType) is RealType;

    private static bool IsRow(ITypeSymbol type, string name, ITypeSymbol element)
        => type.Is("System", name, 1) && IsSame(((INamedTypeSymbol)type).TypeArguments[0], element);

    private static bool IsSame(ITypeSymbol left, ITypeSymbol right) => SymbolEqualityComparer.Default.Equals(left, right);
}
