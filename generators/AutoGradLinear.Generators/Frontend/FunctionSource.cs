using Microsoft.CodeAnalysis;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>What a function does with its object.</summary>
internal enum FunctionKind
{
    /// <summary>It has none, or reads the members of the object that the annotated method belongs to.</summary>
    Plain,

    /// <summary>It takes the leaves of its object as its first parameters.</summary>
    OnValue,

    /// <summary>It takes the leaves of its object as its first parameters, and returns them, as it leaves them, behind its result.</summary>
    Changing,

    /// <summary>It makes its object, and returns its leaves.</summary>
    Constructor,
}

/// <summary>A function to be lowered: the method's definition and what its type parameters stand for.</summary>
/// <param name="Method">The definition; of a partial method, the part with the body.</param>
/// <param name="Name">The name of the function in its module.</param>
/// <param name="Identity">Equal exactly for sources that are lowered to the same function.</param>
/// <param name="IsEntry">Whether the method itself is annotated, and not a helper that is followed.</param>
internal sealed record FunctionSource(IMethodSymbol Method, TypeArguments TypeArguments, string Name, string Identity, bool IsEntry, FunctionKind Kind = FunctionKind.Plain)
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

    /// <summary>A method that is called on a value whose leaves are known.</summary>
    public static FunctionSource OnValue(IMethodSymbol method, TypeArguments outer, FunctionKind kind)
    {
        FunctionSource callee = Callee(method, outer);
        string mark = kind == FunctionKind.Changing ? "(ref this)" : "(this)";
        return callee with { Name = callee.Name + mark, Identity = callee.Identity + mark, Kind = kind };
    }

    public static FunctionSource Constructor(IMethodSymbol constructor, TypeArguments outer) => Callee(constructor, outer) with { Kind = FunctionKind.Constructor };

    public static string DocumentationId(ISymbol symbol)
        => symbol.OriginalDefinition.GetDocumentationCommentId() ?? symbol.OriginalDefinition.ToDisplayString();

    /// <summary>The syntax that holds the body, or null where the source is not in the compilation or there is no body.</summary>
    public SyntaxNode? Declaration(CancellationToken cancellationToken)
    {
        // A constructor that nobody wrote stands where its type does.
        SyntaxReference? reference = Method.DeclaringSyntaxReferences.FirstOrDefault()
            ?? (Kind == FunctionKind.Constructor ? Method.ContainingType.DeclaringSyntaxReferences.FirstOrDefault() : null);
        return reference?.GetSyntax(cancellationToken);
    }

    private static IMethodSymbol Definition(IMethodSymbol method)
    {
        IMethodSymbol definition = method.OriginalDefinition;
        return definition.PartialImplementationPart ?? definition;
    }
}
