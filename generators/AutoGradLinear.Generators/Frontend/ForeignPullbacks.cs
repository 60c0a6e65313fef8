using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>Finds what this generator made of functions of other assemblies.</summary>
internal static class ForeignPullbacks
{
    /// <summary>The generated pullback beside the function; null where there is none that can be seen.</summary>
    public static IMethodSymbol? Find(IMethodSymbol function, RealType real)
        => function.ContainingType.GetMembers(function.Name + "Pullback").OfType<IMethodSymbol>()
            .FirstOrDefault(method => method.IsStatic && IsGenerated(method) && Fits(method, function, real));

    /// <summary>Whether this generator wrote the method, in an assembly that is referenced.</summary>
    public static bool IsGenerated(IMethodSymbol method)
        => method.GetAttributes().Any(attribute =>
            attribute.AttributeClass is { Name: "GeneratedCodeAttribute" }
            && attribute.ConstructorArguments.Length > 0
            && attribute.ConstructorArguments[0].Value is KnownNames.Runtime);

    private static bool Fits(IMethodSymbol method, IMethodSymbol function, RealType real)
    {
        if (method.Arity != function.Arity)
            return false;
        IMethodSymbol pullback = method.Arity == 0 ? method : method.Construct([.. function.TypeArguments]);
        int count = function.Parameters.Length;
        IParameterSymbol[] differentiated = [.. function.Parameters.Where(parameter => ExternalParameters.IsDifferentiated(parameter, real))];
        return pullback.Parameters.Length > count
            && SymbolEqualityComparer.Default.Equals(pullback.ReturnType, function.ReturnType)
            && function.Parameters.Zip(pullback.Parameters, (a, b) => SymbolEqualityComparer.Default.Equals(a.Type, b.Type)).All(same => same)
            && SymbolEqualityComparer.Default.Equals(pullback.Parameters[count].Type, function.ReturnType)
            && ExternalParameters.AreAccumulators([.. pullback.Parameters.Skip(count + 1)], differentiated, function.ReturnType);
    }
}
