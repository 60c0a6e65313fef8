using Microsoft.CodeAnalysis;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>A function to be lowered: the method's definition and what its type parameters stand for.</summary>
/// <param name="Method">The definition; of a partial method, the part with the body.</param>
/// <param name="Name">The name of the function in its module.</param>
/// <param name="Identity">Equal exactly for sources that are lowered to the same function.</param>
/// <param name="IsEntry">Whether the method itself is annotated, and not a helper that is followed.</param>
internal sealed record FunctionSource(IMethodSymbol Method, TypeArguments TypeArguments, string Name, string Identity, bool IsEntry)
{
    public static FunctionSource Entry(IMethodSymbol method)
        => new(Definition(method), TypeArguments.None, method.Name, method.Name, IsEntry: true);

    /// <summary>The callee of a call in a function whose type arguments are <paramref name="outer"/>.</summary>
    public static FunctionSource Callee(IMethodSymbol method, TypeArguments outer)
    {
        string name = DocumentationId(method);
        string identity = name;
        IReadOnlyList<ITypeSymbol> arguments = TypeArguments.InOrder(method, outer);
        if (arguments.Count > 0)
        {
            string list = string.Join(", ", arguments.Select(Types.Text));
            name += "{" + list + "}";
            identity = name + string.Concat(arguments.Select(type => type.IsUnmanagedType ? "u" : "m"));
        }

        return new FunctionSource(Definition(method), TypeArguments.Of(method, outer), name, identity, IsEntry: false);
    }

    public static string DocumentationId(ISymbol symbol)
        => symbol.OriginalDefinition.GetDocumentationCommentId() ?? symbol.OriginalDefinition.ToDisplayString();

    /// <summary>The syntax that holds the body, or null where the source is not in the compilation or there is no body.</summary>
    public SyntaxNode? Declaration(CancellationToken cancellationToken)
        => Method.DeclaringSyntaxReferences.Length == 0 ? null : Method.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken);

    private static IMethodSymbol Definition(IMethodSymbol method)
    {
        IMethodSymbol definition = method.OriginalDefinition;
        return definition.PartialImplementationPart ?? definition;
    }
}
