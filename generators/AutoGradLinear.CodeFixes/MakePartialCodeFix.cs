using System.Composition;
using AutoGradLinear.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace AutoGradLinear.CodeFixes;

/// <summary>Makes a type, and all types around it, partial.</summary>
[Shared]
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartialCodeFix))]
public sealed class MakePartialCodeFix() : TypeCodeFix(Ids.NotPartial)
{
    private protected override string TitleFor(TypeDeclarationSyntax syntax, INamedTypeSymbol type) => $"Make '{type.Name}' partial";

    private protected override void Repair(SyntaxEditor editor, TypeDeclarationSyntax syntax, INamedTypeSymbol type)
    {
        foreach (TypeDeclarationSyntax around in syntax.AncestorsAndSelf().OfType<TypeDeclarationSyntax>())
            editor.ReplaceNode(around, (current, _) => ((TypeDeclarationSyntax)current).WithPartial());
    }
}
