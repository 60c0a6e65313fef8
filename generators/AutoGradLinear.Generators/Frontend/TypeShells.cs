using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>What another part of a type has to write.</summary>
internal static class TypeShells
{
    /// <summary>Reports every type around the declaration, itself included, that another file cannot continue.</summary>
    public static void Check(SyntaxNode declaration, ShapeReport report)
    {
        foreach (TypeDeclarationSyntax type in declaration.AncestorsAndSelf().OfType<TypeDeclarationSyntax>())
        {
            if (!type.Modifiers.Any(SyntaxKind.PartialKeyword))
                report.Add(Ids.NotPartial, type.Identifier, type.Identifier.ValueText);
            if (type.Modifiers.Any(SyntaxKind.FileKeyword))
                report.Add(Ids.FileLocal, type.Identifier, type.Identifier.ValueText);
        }
    }

    public static TypeShell Of(INamedTypeSymbol type, Compilation compilation)
    {
        var chain = new List<INamedTypeSymbol>();
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
            chain.Insert(0, current);
        string @namespace = type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(NamespaceFormat);
        return new TypeShell(@namespace, chain.Select(Header).ToEquatableArray(), Types.Text(type), HintNames.Of(type, compilation));
    }

    private static SymbolDisplayFormat NamespaceFormat { get; } =
        SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    private static string Header(INamedTypeSymbol type)
    {
        string keyword = type switch
        {
            { IsRecord: true, TypeKind: TypeKind.Struct } => "record struct",
            { IsRecord: true } => "record",
            { TypeKind: TypeKind.Struct } => "struct",
            { TypeKind: TypeKind.Interface } => "interface",
            _ => "class",
        };
        return $"partial {keyword} {Escape(type.Name)}{ParameterList(type.TypeParameters)}";
    }

    /// <summary><c>&lt;T, U&gt;</c>, or nothing where there are no type parameters.</summary>
    public static string ParameterList(IReadOnlyList<ITypeParameterSymbol> parameters)
        => parameters.Count == 0
            ? ""
            : $"<{string.Join(", ", parameters.Select(parameter => Variance(parameter) + Escape(parameter.Name)))}>";

    private static string Variance(ITypeParameterSymbol parameter) => parameter.Variance switch
    {
        VarianceKind.In => "in ",
        VarianceKind.Out => "out ",
        _ => "",
    };

    public static string Escape(string name)
        => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}
