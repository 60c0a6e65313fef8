using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>Finds what this generator made of functions of other assemblies.</summary>
internal static class ForeignPullbacks
{
    /// <summary>The generated pullback beside the function; null where there is none that can be seen.</summary>
    public static IMethodSymbol? Find(IMethodSymbol function, RealType real) => Find(function, "Pullback", (parameters, differentiated) =>
        parameters.Count > 0 && IsSame(parameters[0].Type, function.ReturnType)
        && ExternalParameters.AreAccumulators([.. parameters.Skip(1)], differentiated, function.ReturnType), real);

    /// <summary>
    /// The generated method that gives the function's Hessian–vector products; null where there is none that can be seen.
    /// </summary>
    public static IMethodSymbol? FindHessianVectorProduct(IMethodSymbol function, RealType real) => Find(function, "HessianVectorProduct", (parameters, differentiated) =>
        parameters.Count == 2 * differentiated.Count
        && parameters.Zip(differentiated, (direction, parameter) => IsSame(direction.Type, parameter.Type)).All(same => same)
        && ExternalParameters.AreAccumulators([.. parameters.Skip(differentiated.Count)], differentiated, function.ReturnType, RefKind.Out), real);

    /// <summary>Whether this generator wrote the method, in an assembly that is referenced.</summary>
    public static bool IsGenerated(IMethodSymbol method)
        => method.GetAttributes().Any(attribute =>
            attribute.AttributeClass is { Name: "GeneratedCodeAttribute" }
            && attribute.ConstructorArguments.Length > 0
            && attribute.ConstructorArguments[0].Value is KnownNames.Runtime);

    /// <param name="fits">Whether the parameters behind the function's own are the right ones for its differentiated parameters.</param>
    private static IMethodSymbol? Find(
        IMethodSymbol function, string ending, Func<IReadOnlyList<IParameterSymbol>, IReadOnlyList<IParameterSymbol>, bool> fits, RealType real)
    {
        int count = function.Parameters.Length;
        IParameterSymbol[] differentiated = [.. function.Parameters.Where(parameter => ExternalParameters.IsDifferentiated(parameter, real))];
        return function.ContainingType.GetMembers(function.Name + ending).OfType<IMethodSymbol>()
            .FirstOrDefault(method => method.IsStatic && method.Arity == function.Arity && IsGenerated(method) && Fits(method));

        bool Fits(IMethodSymbol method)
        {
            IMethodSymbol applied = method.Arity == 0 ? method : method.Construct([.. function.TypeArguments]);
            return applied.Parameters.Length >= count
                && IsSame(applied.ReturnType, function.ReturnType)
                && function.Parameters.Zip(applied.Parameters, (own, repeated) => IsSame(own.Type, repeated.Type)).All(same => same)
                && fits([.. applied.Parameters.Skip(count)], differentiated);
        }
    }

    private static bool IsSame(ITypeSymbol first, ITypeSymbol second) => SymbolEqualityComparer.Default.Equals(first, second);
}
