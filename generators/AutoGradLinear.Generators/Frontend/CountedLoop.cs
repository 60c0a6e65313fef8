using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>
/// A <c>for</c> loop whose header counts: an <c>int</c> declared in it, a constant step, and a bound that the loop does not change.
/// Whether the bound can be written as an exclusive one is decided where it is lowered.
/// </summary>
/// <param name="Relation">How the index compares with the bound while the loop goes on, the index on the left.</param>
internal sealed record CountedLoop(ILocalSymbol Index, IOperation Bound, BinaryOperatorKind Relation, int Step)
{
    /// <summary>The loop's count, or null where the header does something else.</summary>
    public static CountedLoop? Recognize(IForLoopOperation loop)
    {
        if (StepOf(loop) is not ({ } index, { } step) || !loop.Locals.Contains(index, SymbolEqualityComparer.Default) || index.IsRef
            || index.Type.SpecialType != SpecialType.System_Int32
            || BoundOf(loop.Condition, index) is not ({ } bound, { } relation))
        {
            return null;
        }

        bool isUpward = relation is BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual;
        bool isDownward = relation is BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual;
        bool isUnequal = relation == BinaryOperatorKind.NotEquals && step is 1 or -1;
        if (!(isUnequal || (step > 0 ? isUpward : isDownward)) || AssignedSymbols.HasSideEffects(bound))
            return null;

        HashSet<ISymbol> assigned = AssignedSymbols.In(loop.Body);
        bool isInvariant = !assigned.Contains(index) && !MayAlias(bound, assigned)
            && !MemoryAccess.Writes(bound) && !(MemoryAccess.Reads(bound) && MemoryAccess.Writes(loop.Body))
            && AssignedSymbols.ReadBy(bound)
                .All(symbol => !assigned.Contains(symbol) && !SymbolEqualityComparer.Default.Equals(symbol, index));
        return isInvariant ? new CountedLoop(index, bound, relation, step) : null;
    }

    /// <summary>Whether the loop assigns by one name what the bound may read by another.</summary>
    private static bool MayAlias(IOperation bound, HashSet<ISymbol> assigned)
    {
        List<ISymbol> read = [.. AssignedSymbols.ReadBy(bound)];
        List<ISymbol> references = [.. assigned.Where(IsReference)];
        return read.Count > 0 && references.Count > 0
            && (read.Any(IsReference) || references.Any(symbol =>
                symbol is ILocalSymbol || symbol.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.LocalFunction }));
    }

    private static bool IsReference(ISymbol symbol)
        => symbol is ILocalSymbol { IsRef: true } or IParameterSymbol { RefKind: RefKind.Ref or RefKind.Out };

    /// <summary>Whether something in the body ends the loop before its condition does.</summary>
    public static bool MayEndEarly(IForLoopOperation loop)
        => loop.Body.DescendantsAndSelf().Any(operation =>
            operation is IReturnOperation or IBranchOperation { BranchKind: BranchKind.Break or BranchKind.GoTo });

    private static (ILocalSymbol Index, int Step)? StepOf(IForLoopOperation loop)
    {
        if (loop.AtLoopBottom.Length != 1 || loop.AtLoopBottom[0] is not IExpressionStatementOperation { Operation: { } step })
            return null;
        switch (step)
        {
            case IIncrementOrDecrementOperation { Target: ILocalReferenceOperation { Local: { } index } }:
                return (index, step.Kind == OperationKind.Increment ? 1 : -1);
            case ICompoundAssignmentOperation { Target: ILocalReferenceOperation { Local: { } index }, Value: { } by } compound:
                return Sign(compound.OperatorKind) is { } sign && Constant(by) is { } number ? (index, sign * number) : null;
            case ISimpleAssignmentOperation
            {
                Target: ILocalReferenceOperation { Local: { } index },
                Value: IBinaryOperation { LeftOperand: ILocalReferenceOperation { Local: { } same }, RightOperand: { } by } sum
            }:
                return SymbolEqualityComparer.Default.Equals(index, same) && Sign(sum.OperatorKind) is { } direction && Constant(by) is { } amount
                    ? (index, direction * amount)
                    : null;
            default:
                return null;
        }
    }

    private static int? Sign(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => 1,
        BinaryOperatorKind.Subtract => -1,
        _ => null,
    };

    /// <summary>A constant by which an index can be stepped.</summary>
    private static int? Constant(IOperation operation)
        => operation.ConstantValue is { HasValue: true, Value: int value and not 0 and not int.MinValue } ? value : null;

    private static (IOperation Bound, BinaryOperatorKind Relation)? BoundOf(IOperation? condition, ILocalSymbol index)
    {
        if (condition is not IBinaryOperation { OperatorMethod: null } comparison)
            return null;
        if (IsIndex(comparison.LeftOperand, index))
            return (comparison.RightOperand, comparison.OperatorKind);
        return IsIndex(comparison.RightOperand, index) && Mirror(comparison.OperatorKind) is { } mirrored
            ? (comparison.LeftOperand, mirrored)
            : null;
    }

    private static bool IsIndex(IOperation operation, ILocalSymbol index)
        => operation is ILocalReferenceOperation local && SymbolEqualityComparer.Default.Equals(local.Local, index);

    private static BinaryOperatorKind? Mirror(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThan,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperatorKind.GreaterThanOrEqual,
        BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThan,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperatorKind.LessThanOrEqual,
        BinaryOperatorKind.NotEquals => BinaryOperatorKind.NotEquals,
        _ => null,
    };
}
