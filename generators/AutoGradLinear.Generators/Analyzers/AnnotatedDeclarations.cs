using AutoGradLinear.Generators.Frontend;
using Microsoft.CodeAnalysis;

namespace AutoGradLinear.Generators.Analyzers;

/// <summary>A declaration that carries one of the attributes.</summary>
/// <param name="Node">The part of the declaration on which the attribute stands.</param>
/// <param name="Attribute">The name of the attribute's class.</param>
internal readonly record struct AnnotatedDeclaration(ISymbol Symbol, SyntaxNode Node, string Attribute);

/// <summary>Finds what the generator finds, by symbols: analyzers are handed types, not attributes.</summary>
internal static class AnnotatedDeclarations
{
    private static readonly string[] OfTypes = ["LossAttribute", "PenaltyAttribute", "LinearClassifierAttribute"];
    private static readonly string[] OfMethods = ["DifferentiableAttribute"];

    /// <summary>In the type, and in all types that it contains.</summary>
    public static IEnumerable<AnnotatedDeclaration> In(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        IEnumerable<AnnotatedDeclaration> inMembers = type.GetMembers().SelectMany(member => member switch
        {
            INamedTypeSymbol nested => In(nested, cancellationToken),
            IMethodSymbol method => On(method, OfMethods, cancellationToken),
            _ => [],
        });
        return On(type, OfTypes, cancellationToken).Concat(inMembers);
    }

    private static IEnumerable<AnnotatedDeclaration> On(ISymbol symbol, string[] names, CancellationToken cancellationToken)
    {
        foreach (string name in names)
        {
            if (symbol.FindAttribute(name)?.ApplicationSyntaxReference?.GetSyntax(cancellationToken).Parent?.Parent is { } node)
                yield return new AnnotatedDeclaration(symbol, node, name);
        }
    }
}
