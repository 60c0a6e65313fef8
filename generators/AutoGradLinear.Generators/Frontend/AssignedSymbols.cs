using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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

        // What the local functions of the method assign may be assigned wherever one of them is called.
        if (operations.SelectMany(operation => operation.DescendantsAndSelf()).FirstOrDefault(IsLocalCall) is { SemanticModel: { } model } call
            && call.Syntax.Ancestors().OfType<MemberDeclarationSyntax>().FirstOrDefault() is { } member)
        {
            assigned.UnionWith(InLocalFunctions(model, member, default));
        }

        return assigned;
    }

    /// <summary>What the local functions of a member assign.</summary>
    public static HashSet<ISymbol> InLocalFunctions(SemanticModel model, SyntaxNode member, CancellationToken cancellationToken)
    {
        var assigned = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (LocalFunctionStatementSyntax syntax in member.DescendantNodes().OfType<LocalFunctionStatementSyntax>())
        {
            if (model.GetOperation(syntax, cancellationToken) is not { } function)
                continue;
            foreach (IOperation target in function.DescendantsAndSelf().Select(TargetOf).OfType<IOperation>())
                AddTargets(target, assigned);
        }

        return assigned;
    }

    private static bool IsLocalCall(IOperation operation) => operation is IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction };

    /// <summary>The locals and parameters that are read.</summary>
    public static IEnumerable<ISymbol> ReadBy(IOperation operation)
        => operation.DescendantsAndSelf().Select(SymbolOf).OfType<ISymbol>();

    public static bool HasSideEffects(IOperation operation)
        => operation.DescendantsAndSelf().Any(inner => TargetOf(inner) is not null || IsLocalCall(inner));

    public static ISymbol? SymbolOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    /// <summary>What the operation itself assigns, or may assign.</summary>
    public static IOperation? TargetOf(IOperation operation) => operation switch
    {
        IAssignmentOperation assignment => assignment.Target,
        IIncrementOrDecrementOperation increment => increment.Target,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => argument.Value,
        IInvocationOperation { Instance: { } instance, TargetMethod: { IsReadOnly: false, ContainingType.TypeKind: TypeKind.Struct } } => instance,
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
        else if (target is IFieldReferenceOperation { Instance: { } ofField })
        {
            AddTargets(ofField, assigned);
        }
        else if (target is IPropertyReferenceOperation { Property.IsIndexer: false, Instance: { } ofProperty })
        {
            AddTargets(ofProperty, assigned);
        }
        else if (target is IParenthesizedOperation parenthesized)
        {
            AddTargets(parenthesized.Operand, assigned);
        }
        else if (SymbolOf(target) is { } symbol)
        {
            assigned.Add(symbol);
        }
    }
}
