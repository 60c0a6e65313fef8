using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>Collects what is wrong with the shape of a declaration, at tokens of the declaration itself or of what stands around it.</summary>
internal sealed class ShapeReport
{
    private readonly List<(string Id, SyntaxNodeOrToken Where, string[] Arguments)> _remarks = [];

    public bool IsEmpty => _remarks.Count == 0;

    /// <summary>For the generator: data that is the same wherever the declaration stands.</summary>
    public IEnumerable<Finding> Findings => _remarks.Select(remark =>
    {
        Origin origin = OriginOf(remark.Where);
        var place = new Place(remark.Where.SpanStart - origin.Start, remark.Where.Span.Length);
        return new Finding(remark.Id, origin.Function, place, remark.Arguments.ToEquatableArray());
    });

    /// <summary>Where the declarations stand that the findings speak of.</summary>
    public IEnumerable<Origin> Origins => _remarks.Select(remark => OriginOf(remark.Where)).Distinct();

    /// <summary>For analyzers, which have the trees at hand.</summary>
    public IEnumerable<Diagnostic> Diagnostics => _remarks.Select(remark =>
        Diagnostic.Create(Descriptors.Find(remark.Id), remark.Where.GetLocation(), [.. remark.Arguments]));

    public void Add(string id, SyntaxNodeOrToken where, params string[] arguments) => _remarks.Add((id, where, arguments));

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

    private static Origin OriginOf(SyntaxNodeOrToken where)
    {
        SyntaxNode? scope = where.IsToken ? where.AsToken().Parent : where.AsNode();
        SyntaxNode declaration = scope?.AncestorsAndSelf().OfType<MemberDeclarationSyntax>().FirstOrDefault() ?? where.SyntaxTree!.GetRoot();

        // Any name will do that is the same wherever the declaration stands and that no function has.
        return new Origin("@" + NameOf(declaration), declaration.SyntaxTree.FilePath, declaration.SpanStart);
    }

    private static string NameOf(SyntaxNode declaration) => declaration switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText + method.ParameterList.Parameters.Count,
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        _ => declaration.GetType().Name,
    };
}
