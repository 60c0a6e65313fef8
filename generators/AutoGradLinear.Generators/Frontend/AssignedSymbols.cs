using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>What a piece of code assigns and reads, and whether evaluating it does anything else than giving a value.</summary>
internal static class AssignedSymbols
{
    /// <summary>The locals and parameters that are assigned after their declaration.</summary>
    public static HashSet<ISymbol> In(params IEnumerable<IOperation> operations)
    {
        var assigned = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (IOperation operation in operations.SelectMany(operation => operation.DescendantsAndSelf()))
        {
            if (TargetOf(operation) is { } target)
                AddTargets(target, assigned);
        }

        return assigned;
    }

    /// <summary>The locals and parameters that are read.</summary>
    public static IEnumerable<ISymbol> ReadBy(IOperation operation)
        => operation.DescendantsAndSelf().Select(SymbolOf).OfType<ISymbol>();

    public static bool HasSideEffects(IOperation operation)
        => operation.DescendantsAndSelf().Any(inner => TargetOf(inner) is not null);

    public static ISymbol? SymbolOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    private static IOperation? TargetOf(IOperation operation) => operation switch
    {
        IAssignmentOperation assignment => assignment.Target,
        IIncrementOrDecrementOperation increment => increment.Target,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => argument.Value,
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.IsRef: true } } initializer => initializer.Value,
        _ => null,
    };

    private static void AddTargets(IOperation target, HashSet<ISymbol> assigned)
    {
        if (target is ITupleOperation tuple)
        {
            foreach (IOperation element in tuple.Elements)
                AddTargets(element, assigned);
        }
        else if (target is IDeclarationExpressionOperation declaration)
        {
            AddTargets(declaration.Expression, assigned);
        }
        else if (SymbolOf(target) is { } symbol)
        {
            assigned.Add(symbol);
        }
    }
}
