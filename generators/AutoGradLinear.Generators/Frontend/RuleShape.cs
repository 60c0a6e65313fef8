using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>What a rule takes and returns: partial derivatives of a function of numbers, or the pullback of a function of rows.</summary>
/// <param name="IsPullback">Whether it adds to accumulators.</param>
/// <param name="TakesResult">Whether it takes the function's own value.</param>
/// <param name="Differentiated">For each parameter of the function whether the rule has its derivative.</param>
internal sealed record RuleShape(bool IsPullback, bool TakesResult, EquatableArray<bool> Differentiated)
{
    /// <summary>The name of the parameter that receives the function's own value.</summary>
    private const string Result = "result";

    /// <summary>Why the function can have no rule, as a part of a message; null where it can.</summary>
    public static string? Obstacle(IMethodSymbol function)
    {
        if (Types.Lower(function.ReturnType) is not RealType real)
            return $"returns '{Types.Display(function.ReturnType)}'";
        if (ExternalParameters.Obstacle(function, real) is { } parameter)
            return $"has the parameter '{Types.Display(parameter.Type)} {parameter.Name}'";
        return function.Parameters.Any(candidate => ExternalParameters.IsDifferentiated(candidate, real)) ? null : "has no real parameter";
    }

    /// <summary>The shape of the rule; null where it is none of this function.</summary>
    public static RuleShape? Of(IMethodSymbol rule, IMethodSymbol function)
    {
        int count = function.Parameters.Length;
        if (rule.Parameters.Length < count || !function.Parameters.Zip(rule.Parameters, IsSame).All(same => same))
            return null;
        ITypeSymbol real = function.ReturnType;
        EquatableArray<bool> differentiated = DifferentiatedBy(rule, function);
        int next = count;
        bool takesResult = next < rule.Parameters.Length && rule.Parameters[next].Name == Result && IsValue(rule.Parameters[next], real);
        if (takesResult)
            next++;
        bool isPullback = function.Parameters.Any(ExternalParameters.IsRow);
        bool fits = isPullback
            ? IsPullbackFrom(rule, next, differentiated, function)
            : next == rule.Parameters.Length && Returns(rule.ReturnType, real, differentiated.Count(isDifferentiated => isDifferentiated));
        fits &= differentiated.Any(isDifferentiated => isDifferentiated) && !rule.IsAsync;
        return fits ? new RuleShape(isPullback, takesResult, differentiated) : null;
    }

    /// <summary>The signature that a rule of the function has, as C# text.</summary>
    public static string Expected(IMethodSymbol rule, IMethodSymbol function)
    {
        string real = Types.Display(function.ReturnType);
        List<string> parameters = [.. function.Parameters.Select(parameter => $"{Types.Display(parameter.Type)} {parameter.Name}")];
        EquatableArray<bool> differentiated = rule.Parameters.Length >= function.Parameters.Length ? DifferentiatedBy(rule, function) : [];
        if (!differentiated.Any(isDifferentiated => isDifferentiated))
            differentiated = DifferentiatedBy(function, function);
        IEnumerable<IParameterSymbol> wanted = function.Parameters.Where((_, i) => differentiated[i]);
        string generic = function.Arity == 0 ? "" : $"<{string.Join(", ", function.TypeArguments.Select(Types.Display))}>";
        if (!function.Parameters.Any(ExternalParameters.IsRow))
        {
            int count = wanted.Count();
            string type = count == 1 ? real : $"({string.Join(", ", Enumerable.Repeat(real, count))})";
            return $"static {type} {rule.Name}{generic}({string.Join(", ", parameters)})";
        }

        parameters.Add($"{real} resultAdjoint");
        parameters.AddRange(wanted.Select(parameter =>
            ExternalParameters.IsRow(parameter) ? $"Span<{real}> {parameter.Name}Adjoint" : $"ref {real} {parameter.Name}Adjoint"));
        return $"static void {rule.Name}{generic}({string.Join(", ", parameters)})";
    }

    private static EquatableArray<bool> DifferentiatedBy(IMethodSymbol rule, IMethodSymbol function)
    {
        var real = (RealType)Types.Lower(function.ReturnType)!;
        return function.Parameters
            .Select((parameter, i) => ExternalParameters.IsDifferentiated(parameter, real) && !rule.Parameters[i].HasAttribute("NoGradientAttribute"))
            .ToEquatableArray();
    }

    private static bool IsSame(IParameterSymbol of, IParameterSymbol by)
        => SymbolEqualityComparer.Default.Equals(of.Type, by.Type) && by.RefKind is RefKind.None or RefKind.In;

    private static bool IsValue(IParameterSymbol parameter, ITypeSymbol type)
        => parameter.RefKind == RefKind.None && SymbolEqualityComparer.Default.Equals(parameter.Type, type);

    private static bool Returns(ITypeSymbol type, ITypeSymbol real, int count)
        => count == 1
            ? SymbolEqualityComparer.Default.Equals(type, real)
            : type is INamedTypeSymbol { IsTupleType: true } tuple && tuple.TupleElements.Length == count
                && tuple.TupleElements.All(element => SymbolEqualityComparer.Default.Equals(element.Type, real));

    private static bool IsPullbackFrom(IMethodSymbol rule, int next, EquatableArray<bool> differentiated, IMethodSymbol function)
        => rule.ReturnsVoid && next < rule.Parameters.Length && IsValue(rule.Parameters[next], function.ReturnType)
            && ExternalParameters.AreAccumulators([.. rule.Parameters.Skip(next + 1)], [.. function.Parameters.Where((_, i) => differentiated[i])], function.ReturnType);
}
