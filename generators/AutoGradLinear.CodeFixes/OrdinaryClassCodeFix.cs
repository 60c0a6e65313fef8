using System.Composition;
using AutoGradLinear.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace AutoGradLinear.CodeFixes;

/// <summary>Takes <c>static</c> or <c>abstract</c> from a classifier. What is generic or a record has to be written anew.</summary>
[Shared]
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OrdinaryClassCodeFix))]
public sealed class OrdinaryClassCodeFix() : TypeCodeFix(Ids.ClassifierShape)
{
    private protected override string? TitleFor(TypeDeclarationSyntax syntax, INamedTypeSymbol type)
        => type.IsRecord || type.IsGenericType || Offending(syntax) is not { } kind ? null : $"Remove '{SyntaxFacts.GetText(kind)}'";

    private protected override void Repair(SyntaxEditor editor, TypeDeclarationSyntax syntax, INamedTypeSymbol type)
    {
        if (Offending(syntax) is { } kind)
            editor.ReplaceNode(syntax, (current, _) => ((TypeDeclarationSyntax)current).Without(kind));
    }

    private static SyntaxKind? Offending(TypeDeclarationSyntax syntax)
        => syntax.Modifiers.Any(SyntaxKind.StaticKeyword) ? SyntaxKind.StaticKeyword
            : syntax.Modifiers.Any(SyntaxKind.AbstractKeyword) ? SyntaxKind.AbstractKeyword
            : null;
}
