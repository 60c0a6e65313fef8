using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>
/// What generated files are called. Names that differ only in case name one file to Roslyn, so types and methods that have such a
/// neighbour get a number that depends on nothing but their name.
/// </summary>
internal static class HintNames
{
    private static readonly ConditionalWeakTable<IAssemblySymbol, HashSet<string>> Ambiguous = new();

    public static string Of(INamedTypeSymbol type, Compilation compilation)
    {
        HashSet<string> ambiguous = Ambiguous.GetValue(compilation.Assembly, FindAmbiguous);
        var text = new StringBuilder();
        bool needsNumber = false;
        for (INamespaceSymbol space = type.ContainingNamespace; !space.IsGlobalNamespace; space = space.ContainingNamespace)
        {
            text.Insert(0, space.Name + ".");
            needsNumber |= ambiguous.Contains(space.Name);
        }

        int start = text.Length;
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            text.Insert(start, current.MetadataName + (ReferenceEquals(current, type) ? "" : "."));
            needsNumber |= ambiguous.Contains(current.Name);
        }

        string name = text.ToString();
        return Sanitize(name) + (needsNumber ? "-" + Number(name) : "");
    }

    /// <summary>Empty for a method that is alone with its name; otherwise what tells it apart.</summary>
    public static string OverloadSuffix(IMethodSymbol method)
    {
        IMethodSymbol[] others =
        [
            .. method.ContainingType.GetMembers().OfType<IMethodSymbol>().Where(other =>
                !SymbolEqualityComparer.Default.Equals(other, method) && other.PartialImplementationPart is null
                && string.Equals(other.Name, method.Name, StringComparison.OrdinalIgnoreCase)),
        ];
        if (others.Length == 0)
            return "";
        string types = string.Concat(method.Parameters.Select(parameter => "_" + Sanitize(Types.Display(parameter.Type))));
        bool isSameButForCase = others.Any(other => other.Name != method.Name);
        bool isGenericOverload = others.Any(other => other.TypeParameters.Length != method.TypeParameters.Length);
        return types + (isSameButForCase || isGenericOverload ? "-" + Number(FunctionSource.DocumentationId(method)) : "");
    }

    private static HashSet<string> FindAmbiguous(IAssemblySymbol assembly)
        => [.. assembly.TypeNames.Concat(assembly.NamespaceNames)
            .Distinct()
            .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1)
            .SelectMany(group => group)];

    private static string Sanitize(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (char character in name)
            text.Append(char.IsLetterOrDigit(character) || character is '.' or '_' ? character : '_');
        return text.ToString();
    }

    /// <summary>A number that is the same in every run (FNV-1a).</summary>
    private static string Number(string name)
    {
        uint hash = 2166136261;
        foreach (char character in name)
            hash = unchecked((hash ^ character) * 16777619);
        return hash.ToString("x8");
    }
}
