using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>Collects what is wrong with the shape of a declaration, at tokens of the declaration itself or of what stands around it.</summary>
internal sealed class ShapeReport
{
    private readonly List<Finding> _findings = [];
    private readonly Dictionary<string, Origin> _origins = [];

    public bool IsEmpty => _findings.Count == 0;

    public IReadOnlyList<Finding> Findings => _findings;

    public IEnumerable<Origin> Origins => _origins.Values;

    public void Add(string id, SyntaxNodeOrToken where, params string[] arguments)
    {
        SyntaxNode? scope = where.IsToken ? where.AsToken().Parent : where.AsNode();
        SyntaxNode declaration = scope?.AncestorsAndSelf().OfType<MemberDeclarationSyntax>().FirstOrDefault() ?? where.SyntaxTree!.GetRoot();

        // Any name will do that is the same wherever the declaration stands and that no function has.
        string name = "@" + NameOf(declaration);
        _origins[name] = new Origin(name, declaration.SyntaxTree.FilePath, declaration.SpanStart);
        _findings.Add(new Finding(id, name, new Place(where.SpanStart - declaration.SpanStart, where.Span.Length), arguments.ToEquatableArray()));
    }

    /// <summary>The token by which people know the declaration.</summary>
    public static SyntaxToken IdentifierOf(SyntaxNode declaration) => declaration switch
    {
        MethodDeclarationSyntax method => method.Identifier,
        LocalFunctionStatementSyntax function => function.Identifier,
        OperatorDeclarationSyntax @operator => @operator.OperatorToken,
        AccessorDeclarationSyntax accessor => accessor.Keyword,
        BaseTypeDeclarationSyntax type => type.Identifier,
        _ => declaration.GetFirstToken(),
    };

    private static string NameOf(SyntaxNode declaration) => declaration switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText + method.ParameterList.Parameters.Count,
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        _ => declaration.GetType().Name,
    };
}
