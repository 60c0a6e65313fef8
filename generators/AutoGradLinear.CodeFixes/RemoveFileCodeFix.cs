using System.Composition;
using AutoGradLinear.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace AutoGradLinear.CodeFixes;

/// <summary>Takes <c>file</c> from all parts of a type, which stand in one file.</summary>
[Shared]
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveFileCodeFix))]
public sealed class RemoveFileCodeFix() : TypeCodeFix(Ids.FileLocal)
{
    private protected override string TitleFor(TypeDeclarationSyntax syntax, INamedTypeSymbol type) => "Remove 'file'";

    private protected override void Repair(SyntaxEditor editor, TypeDeclarationSyntax syntax, INamedTypeSymbol type)
    {
        foreach (SyntaxReference part in type.DeclaringSyntaxReferences)
            editor.ReplaceNode(part.GetSyntax(), (current, _) => ((TypeDeclarationSyntax)current).Without(SyntaxKind.FileKeyword));
    }
}
