using Microsoft.CodeAnalysis;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>The names of the runtime library that the generator looks for, and how symbols are compared with them.</summary>
internal static class KnownNames
{
    public const string Runtime = "AutoGradLinear";
    public const string Differentiable = "AutoGradLinear.DifferentiableAttribute";
    public const string Loss = "AutoGradLinear.LossAttribute";
    public const string Penalty = "AutoGradLinear.PenaltyAttribute";
    public const string DerivativeOf = "AutoGradLinear.DerivativeOfAttribute";
    public const string LinearClassifier = "AutoGradLinear.LinearClassifierAttribute`2";

    /// <summary>The endings of the members that are generated beside a function.</summary>
    public static readonly string[] GeneratedEndings =
        ["WithGradient", "Pullback", "Pushforward", "HessianVectorProduct", "HessianDiagonal", "Hessian", "Jacobian", "Stable"];

    public static bool HasAttribute(this ISymbol symbol, string name) => symbol.FindAttribute(name) is not null;

    public static AttributeData? FindAttribute(this ISymbol symbol, string name)
        => symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass is { } type && type.Name == name && type.IsIn(Runtime));

    /// <summary>Whether the type's or member's namespace is <paramref name="name"/>.</summary>
    public static bool IsIn(this ISymbol symbol, string name)
    {
        INamespaceSymbol? current = symbol.ContainingNamespace;
        string[] parts = name.Split('.');
        for (int i = parts.Length - 1; i >= 0; i--)
        {
            if (current is null || current.Name != parts[i])
                return false;
            current = current.ContainingNamespace;
        }

        return current is { IsGlobalNamespace: true };
    }

    /// <summary>Whether the type is, or is constructed from, the type of that namespace, name and number of type parameters.</summary>
    public static bool Is(this ITypeSymbol? type, string @namespace, string name, int arity)
        => type is INamedTypeSymbol named && named.Name == name && named.Arity == arity && named.ContainingType is null && named.IsIn(@namespace);
}
