using Microsoft.CodeAnalysis;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>
/// What is known of a loss or penalty that a classifier names: from its <c>Value</c> where it is annotated in this compilation (its
/// interfaces are still to be generated), from its interfaces where it comes from elsewhere.
/// </summary>
internal static class ObjectiveParts
{
    private const string Losses = "AutoGradLinear.Losses";

    public static (ITypeSymbol Real, ITypeSymbol Target)? OfLoss(ITypeSymbol type)
    {
        if (type.TypeKind != TypeKind.Struct)
            return null;
        if (type.HasAttribute("LossAttribute") && ValueOf(type) is { } value && LossShape.TargetOf(value) is { } target)
            return (value.ReturnType, target);
        INamedTypeSymbol? implemented = type.AllInterfaces.FirstOrDefault(candidate => candidate.Is(Losses, "ILoss", 2));
        return implemented is null ? null : (implemented.TypeArguments[0], implemented.TypeArguments[1]);
    }

    public static ITypeSymbol? OfPenalty(ITypeSymbol type)
    {
        if (type.TypeKind != TypeKind.Struct)
            return null;
        if (type.HasAttribute("PenaltyAttribute") && ValueOf(type) is { } value && LossShape.IsPenalty(value))
            return value.ReturnType;
        return type.AllInterfaces.FirstOrDefault(candidate => candidate.Is(Losses, "IPenalty", 1))?.TypeArguments[0];
    }

    public static bool HasHyperparameters(ITypeSymbol type)
        => type.AllInterfaces.Any(candidate => candidate.Is(Losses, "IHyperparameters", 1))
            || (IsAnnotatedHere(type) && Hyperparameters.Of((INamedTypeSymbol)type.OriginalDefinition) is not null);

    /// <summary>The link of the loss that the classifier may call, or null.</summary>
    public static string? LinkOf(ITypeSymbol loss, INamedTypeSymbol classifier, Compilation compilation)
        => loss.GetMembers().OfType<IMethodSymbol>()
            .FirstOrDefault(method => method.HasAttribute("LinkAttribute") && compilation.IsSymbolAccessibleWithin(method, classifier))?.Name;

    private static bool IsAnnotatedHere(ITypeSymbol type)
        => type.DeclaringSyntaxReferences.Length > 0 && (type.HasAttribute("LossAttribute") || type.HasAttribute("PenaltyAttribute"));

    private static IMethodSymbol? ValueOf(ITypeSymbol type)
    {
        IMethodSymbol[] values = [.. type.GetMembers("Value").OfType<IMethodSymbol>()];
        return values.Length == 1 ? values[0] : null;
    }
}
