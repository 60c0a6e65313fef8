using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace AutoGradLinear.CodeFixes;

/// <summary>Adds members to types.</summary>
internal static class Members
{
    /// <summary>The type with one more member, the last; its names are shortened as far as the file's usings allow.</summary>
    public static TypeDeclarationSyntax WithMember(this TypeDeclarationSyntax type, string text)
    {
        MemberDeclarationSyntax member = SyntaxFactory.ParseMemberDeclaration(text)!
            .WithAdditionalAnnotations(Simplifier.Annotation, Formatter.Annotation);
        SyntaxTrivia newLine = SyntaxFactory.ElasticCarriageReturnLineFeed;
        if (type.Members.Count > 0)
            return type.AddMembers(member.WithLeadingTrivia(newLine, newLine));
        return type
            .WithSemicolonToken(default)
            .WithOpenBraceToken(SyntaxFactory.Token(SyntaxKind.OpenBraceToken).WithAdditionalAnnotations(Formatter.Annotation))
            .WithCloseBraceToken(SyntaxFactory.Token(SyntaxKind.CloseBraceToken).WithAdditionalAnnotations(Formatter.Annotation))
            .AddMembers(member);
    }
}
