using Microsoft.CodeAnalysis.CSharp;

namespace AutoGradLinear.Generators.Emission;

/// <summary>Names as C# writes them.</summary>
internal static class Names
{
    /// <summary>The name, with <c>@</c> where it is a keyword.</summary>
    public static string Escape(string name)
        => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) is SyntaxKind.FieldKeyword or SyntaxKind.AwaitKeyword
            ? "@" + name
            : name;
}
