using System.Composition;
using AutoGradLinear.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace AutoGradLinear.CodeFixes;

/// <summary>Gives a loss its method <c>Value</c>, still to be written.</summary>
[Shared]
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddLossValueCodeFix))]
public sealed class AddLossValueCodeFix() : AddValueCodeFix(Ids.LossHasNoValue, "scores", ", int label");

/// <summary>Gives a penalty its method <c>Value</c>, still to be written.</summary>
[Shared]
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddPenaltyValueCodeFix))]
public sealed class AddPenaltyValueCodeFix() : AddValueCodeFix(Ids.PenaltyHasNoValue, "weights", "");

/// <summary>What the two have in common. Where there are several methods of that name, only their author knows which is meant.</summary>
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
        string text = $"public {real} Value(global::System.ReadOnlySpan<{real}> {_row}{_rest}) => throw new global::System.NotImplementedException();";
        editor.ReplaceNode(syntax, (current, _) => ((TypeDeclarationSyntax)current).WithMember(text));
    }
}
