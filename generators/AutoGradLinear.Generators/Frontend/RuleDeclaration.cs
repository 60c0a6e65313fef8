using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>What is wrong with a rule: the id, and what its message names after the rule.</summary>
internal sealed record RuleProblem(string Id, params string[] Arguments);

/// <summary>A method with <c>[DerivativeOf]</c> and the function that it is the derivative of.</summary>
/// <param name="Method">The rule.</param>
/// <param name="Function">The function's definition.</param>
/// <param name="Shape">What the rule takes and returns.</param>
internal sealed record RuleDeclaration(IMethodSymbol Method, IMethodSymbol Function, RuleShape Shape)
{
    /// <summary>The rule as messages name it.</summary>
    public string Title => TitleOf(Method);

    /// <summary>The rule, or null where the method is not one, or is wrong: <see cref="Check"/> says why.</summary>
    public static RuleDeclaration? Read(IMethodSymbol method, Compilation compilation) => Examine(method, compilation).Rule;

    /// <summary>What is wrong with the rule, or null.</summary>
    public static RuleProblem? Check(IMethodSymbol method, Compilation compilation) => Examine(method, compilation).Problem;

    private static (RuleDeclaration? Rule, RuleProblem? Problem) Examine(IMethodSymbol method, Compilation compilation)
    {
        if (method.FindAttribute("DerivativeOfAttribute") is not { ConstructorArguments: { Length: 2 } arguments }
            || arguments[0].Value is not INamedTypeSymbol type || arguments[1].Value is not string name || Types.IsBroken(type))
            return default;

        List<IMethodSymbol> functions =
        [
            .. type.GetMembers(name).OfType<IMethodSymbol>().Where(function => function is { IsStatic: true, MethodKind: MethodKind.Ordinary }),
        ];
        if (functions.Count == 0 || IsGeneric(type))
            return (null, new RuleProblem(Ids.RuleTarget, $"{type.Name}.{name}"));

        IMethodSymbol nearest = functions.OrderByDescending(function => CommonParameters(method, function)).First();
        foreach (IMethodSymbol function in functions)
        {
            if (Applied(function, method) is { } applied && CommonParameters(method, applied) == function.Parameters.Length)
                nearest = function;
        }

        string title = TitleOf(nearest);
        IMethodSymbol target = Applied(nearest, method) ?? nearest;
        if (RuleShape.Obstacle(target) is { } obstacle)
            return (null, new RuleProblem(Ids.RuleParameters, title, obstacle));
        bool canBe = method is { MethodKind: MethodKind.Ordinary, IsStatic: true } && Applied(nearest, method) is not null && !IsGeneric(method.ContainingType);
        if (!canBe || RuleShape.Of(method, target) is not { } shape)
            return (null, new RuleProblem(Ids.RuleSignature, title, RuleShape.Expected(method, target)));
        return (new RuleDeclaration(method, nearest, shape), null);
    }

    /// <summary>The function with the rule's type parameters in the place of its own; null where it has another number of them.</summary>
    private static IMethodSymbol? Applied(IMethodSymbol function, IMethodSymbol rule)
        => function.Arity != rule.Arity ? null : function.Arity == 0 ? function : function.Construct([.. rule.TypeParameters]);

    /// <summary>How many parameters the rule has in common with the function, from the first on.</summary>
    private static int CommonParameters(IMethodSymbol rule, IMethodSymbol function)
    {
        int count = 0;
        while (count < function.Parameters.Length && count < rule.Parameters.Length
            && SymbolEqualityComparer.Default.Equals(rule.Parameters[count].Type, function.Parameters[count].Type))
            count++;
        return count;
    }

    private static string TitleOf(IMethodSymbol method) => Types.Display(method.ContainingType) + "." + method.Name;

    /// <summary>Whether the type, or one around it, has type parameters.</summary>
    private static bool IsGeneric(INamedTypeSymbol type) => type.Arity > 0 || (type.ContainingType is { } outer && IsGeneric(outer));
}
