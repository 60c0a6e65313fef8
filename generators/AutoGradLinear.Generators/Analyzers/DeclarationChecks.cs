using AutoGradLinear.Generators.Frontend;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoGradLinear.Generators.Analyzers;

/// <summary>
/// The checks with which the generator begins, for all that is annotated in a type. Analyzers see the compilation that already has the
/// generated code in it, so these checks look at nothing that is generated.
/// </summary>
internal static class DeclarationChecks
{
    /// <summary>Checks the type, its methods and all types that it contains.</summary>
    public static void Run(INamedTypeSymbol type, ShapeReport report, CancellationToken cancellationToken)
    {
        if (DeclarationWith("LossAttribute", type, cancellationToken) is TypeDeclarationSyntax loss)
            LossTargets.CheckDeclaration(type, loss, TargetKind.Loss, report);
        if (DeclarationWith("PenaltyAttribute", type, cancellationToken) is TypeDeclarationSyntax penalty)
            LossTargets.CheckDeclaration(type, penalty, TargetKind.Penalty, report);
        if (DeclarationWith("LinearClassifierAttribute", type, cancellationToken) is TypeDeclarationSyntax classifier)
            ClassifierTargets.CheckDeclaration(type, classifier, report);
        foreach (ISymbol member in type.GetMembers())
        {
            if (member is INamedTypeSymbol nested)
                Run(nested, report, cancellationToken);
            else if (member is IMethodSymbol method && DeclarationWith("DifferentiableAttribute", method, cancellationToken) is { } node)
                FunctionTargets.CheckDeclaration(method, node, report);
        }
    }

    /// <summary>The part of the declaration on which the attribute stands; null where it stands on none.</summary>
    private static SyntaxNode? DeclarationWith(string attribute, ISymbol symbol, CancellationToken cancellationToken)
        => symbol.FindAttribute(attribute)?.ApplicationSyntaxReference?.GetSyntax(cancellationToken).Parent?.Parent;
}
