using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>Recognises calls of members that are still to be generated, which a generator sees as errors.</summary>
internal static class GeneratedMembers
{
    /// <summary>The names in calls of <c>FWithGradient</c> and the like, where an <c>F</c> with the attribute exists.</summary>
    public static IEnumerable<SimpleNameSyntax> CallsIn(IInvalidOperation operation, SemanticModel model, CancellationToken cancellationToken)
        => operation.Syntax.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>()
            .Select(call => NameIn(call.Expression, model, cancellationToken))
            .OfType<SimpleNameSyntax>();

    private static SimpleNameSyntax? NameIn(ExpressionSyntax expression, SemanticModel model, CancellationToken cancellationToken)
    {
        (SimpleNameSyntax? name, INamespaceOrTypeSymbol? container) = expression switch
        {
            SimpleNameSyntax simple => (simple, null),
            MemberAccessExpressionSyntax access => (access.Name, ContainerOf(access.Expression)),
            _ => (null, null),
        };
        if (name is null)
            return null;
        string text = name.Identifier.ValueText;
        string? ending = KnownNames.GeneratedEndings.FirstOrDefault(
            candidate => text.Length > candidate.Length && text.EndsWith(candidate, StringComparison.Ordinal));
        if (ending is null || (name != expression && container is null))
            return null;

        string function = text.Substring(0, text.Length - ending.Length);
        bool isAnnotated = model.LookupSymbols(name.SpanStart, container, function)
            .Any(symbol => symbol is IMethodSymbol && symbol.HasAttribute("DifferentiableAttribute"));
        return isAnnotated ? name : null;

        INamespaceOrTypeSymbol? ContainerOf(ExpressionSyntax receiver)
            => model.GetSymbolInfo(receiver, cancellationToken).Symbol as INamedTypeSymbol ?? model.GetTypeInfo(receiver, cancellationToken).Type;
    }
}
