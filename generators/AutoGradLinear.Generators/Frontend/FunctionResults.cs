using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>What an annotated method computes: its return value, or the spans that it fills.</summary>
internal static class FunctionResults
{
    /// <summary>The spans of reals that a method without a return value fills: those marked <c>[Result]</c>, else the last one.</summary>
    public static IReadOnlyList<IParameterSymbol> SpansOf(IMethodSymbol method)
    {
        if (!method.ReturnsVoid)
            return [];
        List<IParameterSymbol> spans = [.. method.Parameters.Where(parameter => Types.Lower(parameter.Type) is ArrayType { Kind: ArrayKind.Span, Element: RealType })];
        List<IParameterSymbol> marked = [.. spans.Where(parameter => parameter.HasAttribute("ResultAttribute"))];
        return marked.Count > 0 ? marked : [.. spans.Where(parameter => !parameter.HasAttribute("NoGradientAttribute")).Reverse().Take(1)];
    }

    /// <summary>The real type of what is computed, or null where there is none.</summary>
    public static IrType? RealOf(IMethodSymbol method)
        => method.ReturnsVoid
            ? SpansOf(method).Select(parameter => ((ArrayType)Types.Lower(parameter.Type)!).Element).FirstOrDefault()
            : Types.Lower(method.ReturnType) as RealType;
}
