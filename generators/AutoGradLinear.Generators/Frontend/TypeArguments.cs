using Microsoft.CodeAnalysis;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>What stands for the type parameters of a generic function while its body is lowered for one caller.</summary>
internal sealed class TypeArguments
{
    public static readonly TypeArguments None = new([]);

    private readonly Dictionary<ISymbol, ITypeSymbol> _arguments;

    private TypeArguments(Dictionary<ISymbol, ITypeSymbol> arguments) => _arguments = arguments;

    /// <summary>The arguments of a constructed method and of the types it is nested in; <paramref name="outer"/> are those of the caller.</summary>
    public static TypeArguments Of(IMethodSymbol method, TypeArguments outer)
    {
        var arguments = new Dictionary<ISymbol, ITypeSymbol>(SymbolEqualityComparer.Default);
        for (int i = 0; i < method.TypeParameters.Length; i++)
            arguments[method.OriginalDefinition.TypeParameters[i]] = outer.Apply(method.TypeArguments[i]);
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            for (int i = 0; i < type.TypeParameters.Length; i++)
                arguments[type.OriginalDefinition.TypeParameters[i]] = outer.Apply(type.TypeArguments[i]);
        }

        return arguments.Count == 0 ? None : new TypeArguments(arguments);
    }

    /// <summary>The arguments of the method's own type parameters and of those around it, in the order of declaration, outermost first.</summary>
    public static IReadOnlyList<ITypeSymbol> InOrder(IMethodSymbol method, TypeArguments outer)
    {
        var arguments = new List<ITypeSymbol>();
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
            arguments.InsertRange(0, type.TypeArguments.Select(outer.Apply));
        arguments.AddRange(method.TypeArguments.Select(outer.Apply));
        return arguments;
    }

    /// <summary>The type as it is for this caller.</summary>
    public ITypeSymbol Apply(ITypeSymbol type)
    {
        if (_arguments.Count == 0)
            return type;
        switch (type)
        {
            case ITypeParameterSymbol parameter:
                return _arguments.TryGetValue(parameter, out ITypeSymbol? argument) ? argument : parameter;
            case INamedTypeSymbol { IsGenericType: true } named when named.ContainingType is null or { IsGenericType: false }:
                return named.OriginalDefinition.Construct([.. named.TypeArguments.Select(Apply)]);
            case INamedTypeSymbol { ContainingType: { IsGenericType: true } container } nested
                when Apply(container) is INamedTypeSymbol constructed:
            {
                INamedTypeSymbol member = constructed.GetTypeMembers(nested.Name, nested.Arity).FirstOrDefault() ?? nested;
                return nested.Arity == 0 ? member : member.Construct([.. nested.TypeArguments.Select(Apply)]);
            }

            default:
                return type;
        }
    }
}
