using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>
/// Finds the methods of a file that may carry <c>[DerivativeOf]</c>, by the form of the attribute: its name may be an alias. A file is
/// looked through once, as long as nobody edits it.
/// </summary>
internal static class RuleSyntax
{
    private static readonly ConditionalWeakTable<SyntaxTree, MethodDeclarationSyntax[]> Candidates = new();

    public static IReadOnlyList<MethodDeclarationSyntax> CandidatesIn(SyntaxTree tree, CancellationToken cancellationToken)
        => Candidates.GetValue(tree, key => Find(key, cancellationToken));

    private static MethodDeclarationSyntax[] Find(SyntaxTree tree, CancellationToken cancellationToken)
        => [
            .. tree.GetRoot(cancellationToken)
                .DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
                .OfType<MethodDeclarationSyntax>()
                .Where(method => method.AttributeLists.SelectMany(list => list.Attributes).Any(NamesAType)),
        ];

    private static bool NamesAType(AttributeSyntax attribute)
        => attribute.ArgumentList is { Arguments: { Count: 2 } arguments } && arguments.Any(argument => argument.Expression is TypeOfExpressionSyntax);
}
