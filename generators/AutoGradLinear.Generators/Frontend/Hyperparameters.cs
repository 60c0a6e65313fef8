using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>Which losses and penalties a list of numbers can restore.</summary>
internal static class Hyperparameters
{
    /// <summary>
    /// The parameters of a positional record struct of numbers and booleans that holds nothing else, or of a struct that holds nothing at all;
    /// null for every other.
    /// </summary>
    public static EquatableArray<Hyperparameter>? Of(INamedTypeSymbol type)
    {
        ISymbol[] state = [.. type.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic && !field.IsConst)];
        if (state.Length == 0 && !IsPositional(type))
            return HasParameters(type) ? null : EquatableArray<Hyperparameter>.Empty;
        if (!IsPositional(type) || PrimaryConstructor(type) is not { } constructor || state.Length != constructor.Parameters.Length)
            return null;

        var list = new List<Hyperparameter>();
        foreach (IParameterSymbol parameter in constructor.Parameters)
        {
            bool isPlain = type.GetMembers(parameter.Name).OfType<IPropertySymbol>().Any(property =>
                property.DeclaringSyntaxReferences.All(reference => reference.GetSyntax() is ParameterSyntax));
            if (!isPlain || Types.Lower(parameter.Type) is not (RealType or IntegerType or BooleanType))
                return null;
            list.Add(new Hyperparameter(parameter.Name, Types.Text(parameter.Type)));
        }

        return list.ToEquatableArray();
    }

    private static bool IsPositional(INamedTypeSymbol type) => type is { IsRecord: true, TypeKind: TypeKind.Struct } && HasParameters(type);

    private static bool HasParameters(INamedTypeSymbol type) => PrimaryConstructor(type) is { Parameters.Length: > 0 };

    private static IMethodSymbol? PrimaryConstructor(INamedTypeSymbol type)
        => type.InstanceConstructors.FirstOrDefault(constructor =>
            constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax));
}
