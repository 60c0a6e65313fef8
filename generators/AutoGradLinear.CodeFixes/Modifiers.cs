using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoGradLinear.CodeFixes;

/// <summary>Adds and removes modifiers of types; comments and layout stay as they are.</summary>
internal static class Modifiers
{
    /// <summary>The type with <c>partial</c> where C# wants it, right before the keyword.</summary>
    public static TypeDeclarationSyntax WithPartial(this TypeDeclarationSyntax type)
    {
        if (type.Modifiers.Any(SyntaxKind.PartialKeyword))
            return type;
        SyntaxToken partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword)
            .WithLeadingTrivia(type.Keyword.LeadingTrivia)
            .WithTrailingTrivia(SyntaxFactory.Space);
        return type.WithKeyword(type.Keyword.WithLeadingTrivia()).WithModifiers(type.Modifiers.Add(partial));
    }

    /// <summary>The type without the modifier; what stands before that is kept.</summary>
    public static TypeDeclarationSyntax Without(this TypeDeclarationSyntax type, SyntaxKind kind)
    {
        int index = type.Modifiers.IndexOf(kind);
        if (index < 0)
            return type;
        SyntaxTokenList modifiers = type.Modifiers.RemoveAt(index);
        SyntaxTriviaList before = type.Modifiers[index].LeadingTrivia;
        return index < modifiers.Count
            ? type.WithModifiers(modifiers.Replace(modifiers[index], Behind(before, modifiers[index])))
            : type.WithKeyword(Behind(before, type.Keyword)).WithModifiers(modifiers);
    }

    private static SyntaxToken Behind(SyntaxTriviaList before, SyntaxToken token)
        => token.WithLeadingTrivia(before.AddRange(token.LeadingTrivia));
}
