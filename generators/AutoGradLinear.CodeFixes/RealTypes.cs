using AutoGradLinear.Generators.Frontend;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;

namespace AutoGradLinear.CodeFixes;

/// <summary>The type in which a loss or penalty is going to compute, as far as its declaration tells.</summary>
internal static class RealTypes
{
    /// <summary>The type of its hyperparameters, or its type parameter; <c>float</c> where it has neither.</summary>
    public static string Of(INamedTypeSymbol type)
        => type.GetMembers().OfType<IFieldSymbol>().Select(field => field.Type)
            .Concat(type.TypeParameters)
            .Where(candidate => Types.Lower(candidate) is RealType)
            .Select(Types.Display)
            .FirstOrDefault() ?? "float";
}
