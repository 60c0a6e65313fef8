using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>Recognises calls of members that are still to be generated, which a generator sees as errors.</summary>
internal static class GeneratedMembers
{
    /// <summary>The name in a call of <c>FWithGradient</c> and the like, where an <c>F</c> with the attribute exists; otherwise null.</summary>
    public static SimpleNameSyntax? IsCallOf(IInvalidOperation operation, SemanticModel model, CancellationToken cancellationToken)
    {
        if (operation.Syntax is not InvocationExpressionSyntax { Expression: { } expression })
            return null;
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
        return model.LookupSymbols(name.SpanStart, container, function).Any(symbol => symbol is IMethodSymbol && symbol.HasAttribute("DifferentiableAttribute"))
            ? name
            : null;

        INamespaceOrTypeSymbol? ContainerOf(ExpressionSyntax receiver)
            => model.GetSymbolInfo(receiver, cancellationToken).Symbol as INamedTypeSymbol ?? model.GetTypeInfo(receiver, cancellationToken).Type;
    }
}
