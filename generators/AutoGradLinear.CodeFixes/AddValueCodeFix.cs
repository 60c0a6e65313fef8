using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace AutoGradLinear.CodeFixes;

/// <summary>
/// Adds a method <c>Value</c> that throws: the generator refuses it until it is written, so nothing is trained with a placeholder. Where
/// there are several methods of that name, only their author knows which one is meant.
/// </summary>
public abstract class AddValueCodeFix : TypeCodeFix
{
    private readonly string _row;
    private readonly string _rest;

    private protected AddValueCodeFix(string id, string row, string rest)
        : base(id)
    {
        _row = row;
        _rest = rest;
    }

    private protected override string? TitleFor(TypeDeclarationSyntax syntax, INamedTypeSymbol type)
        => type.GetMembers("Value").IsEmpty ? "Add a method 'Value'" : null;

    private protected override void Repair(SyntaxEditor editor, TypeDeclarationSyntax syntax, INamedTypeSymbol type)
    {
        string real = RealTypes.Of(type);
        string signature = $"public {real} Value(global::System.ReadOnlySpan<{real}> {_row}{_rest})";
        const string Body = " => throw new global::System.NotImplementedException();";
        editor.ReplaceNode(syntax, (current, _) => ((TypeDeclarationSyntax)current).WithMember(signature + Body));
    }
}
