using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoGradLinear.Generators.Frontend;

internal sealed partial class FunctionLowering
{
    private readonly Dictionary<ISymbol, Expression> _aliases = new(SymbolEqualityComparer.Default);
    private HashSet<ISymbol> _assigned = new(SymbolEqualityComparer.Default);

    private void FindAssignments(IOperation body) => _assigned = AssignedSymbols.In(body);

    /// <summary>An expression whose value nobody reads.</summary>
    private void LowerForEffect(IOperation operation)
    {
        switch (operation)
        {
            case ISimpleAssignmentOperation or ICompoundAssignmentOperation:
                LowerValue(operation);
                break;
            case IIncrementOrDecrementOperation increment:
                LowerIncrement(increment, needsOldValue: false);
                break;
            case IInvocationOperation { TargetMethod: { ReturnsVoid: true, MethodKind: MethodKind.LocalFunction } } call:
                CallLocalFunction(call);
                break;
            case IInvocationOperation { TargetMethod.ReturnsVoid: true } call when TryLowerChange(call):
                break;
            case IInvocationOperation { TargetMethod.ReturnsVoid: true } call:
                RefuseVoidCall(call);
                break;
            default:
            {
                // The value may still throw, so it is computed where the source computes it.
                int before = _findings.Count;
                Expression value = LowerValue(operation);
                foreach (Expression leaf in Aggregates.LeavesOf(value))
                {
                    if (_findings.Count == before && leaf is not (Use or RealLiteral or IntegerLiteral or BooleanLiteral or Member or Table))
                        _block.Add(new Assign(Temporary("discarded", leaf.Type), leaf));
                }

                break;
            }
        }
    }

    private Expression LowerAssignment(ISimpleAssignmentOperation assignment)
    {
        if (assignment.IsRef)
            return Refuse(assignment, Ids.References);
        if (assignment.Target is IDiscardOperation)
            return LowerValue(assignment.Value);
        if (ShapeOf(assignment.Target.Type) is not null)
            return LowerBundleAssignment(assignment);
        Variable? target = LowerTarget(assignment.Target);
        Expression value = LowerValue(assignment.Value);
        return target is null ? value : Assign(target, value, assignment);
    }

    /// <summary>C# reads the left operand before it evaluates the right one.</summary>
    private Expression LowerCompound(ICompoundAssignmentOperation assignment)
    {
        if (assignment.OperatorMethod is { } method && !IsBuiltIn(method))
            return LowerCompoundOperator(assignment, method);
        Variable? target = LowerTarget(assignment.Target);
        if (target is null || Operators.Lower(assignment.OperatorKind) is not { } op || !IsBuiltIn(assignment.OperatorMethod))
        {
            LowerValue(assignment.Value);
            return target is null ? Placeholder(assignment.Type) : Refuse(assignment, Ids.Operators);
        }

        int mark = _block.Count;
        Expression[] operands = [new Use(target), Placeholder(assignment.Value.Type)];
        operands[1] = LowerValue(assignment.Value);
        KeepOrder(operands, 1, mark);
        bool isShift = op is BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight;
        IrType type = isShift ? Operators.Promote(target.Type) : operands[1].Type;
        Expression left = ConvertTo(operands[0], type, isChecked: false);
        bool isUnsigned = assignment.OperatorKind == BinaryOperatorKind.UnsignedRightShift;
        Expression value = MakeBinary(assignment, op, left, operands[1], assignment.IsChecked, isUnsigned);
        return Assign(target, ConvertTo(value, target.Type, assignment.IsChecked), assignment);
    }

    private Expression LowerIncrement(IIncrementOrDecrementOperation increment, bool needsOldValue)
    {
        if (LowerTarget(increment.Target) is not { } target)
            return Placeholder(increment.Type);
        if (!IsBuiltIn(increment.OperatorMethod) || target.Type is not (RealType or IntegerType))
            return Refuse(increment, Ids.Operators);

        Expression old = new Use(target);
        if (increment.IsPostfix && needsOldValue)
        {
            Variable before = Temporary(target.Name + "Before", target.Type);
            _block.Add(new Assign(before, old));
            old = new Use(before);
        }

        BinaryOperator op = increment.Kind == OperationKind.Increment ? BinaryOperator.Add : BinaryOperator.Subtract;
        IrType type = Operators.Promote(target.Type);
        Expression one = type is RealType ? new RealLiteral(1, type) : new IntegerLiteral(1, type);
        Expression sum = MakeBinary(increment, op, ConvertTo(new Use(target), type, isChecked: false), one, increment.IsChecked);
        Expression value = Assign(target, ConvertTo(sum, target.Type, increment.IsChecked), increment);
        return increment.IsPostfix ? old : value;
    }

    private Expression Assign(Variable target, Expression value, IOperation source)
    {
        if (value.Type != target.Type)
            return Refuse(source, Ids.Unsupported);
        _block.Add(new Assign(target, value));
        return new Use(target);
    }

    /// <summary>The variable that is assigned; null, and a report, where it is not a local or parameter.</summary>
    private Variable? LowerTarget(IOperation target)
    {
        switch (target)
        {
            case ILocalReferenceOperation or IParameterReferenceOperation:
                ISymbol symbol = AssignedSymbols.SymbolOf(target)!;
                if (_variables.TryGetValue(symbol, out Variable? variable))
                {
                    if (variable.Type is not ArrayType)
                        return variable;
                    Report(Ids.ArrayVariables, target, symbol.Name);
                }
                else if (symbol is IParameterSymbol && IsCaptured((IParameterSymbol)symbol))
                {
                    Report(Ids.Mutation, target, symbol.Name);
                }

                return null;
            case IFieldReferenceOperation or IPropertyReferenceOperation when VariablesOf(target) is Use { Variable: var member }:
                return member;
            case IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation:
            case IPropertyReferenceOperation { Property.IsIndexer: true }:
                Report(Ids.ElementWrites, target);
                return null;
            case IFieldReferenceOperation or IPropertyReferenceOperation or IEventReferenceOperation:
                Report(Ids.Mutation, target);
                return null;
            case IInvalidOperation invalid:
                LowerInvalid(invalid);
                return null;
            default:
                Report(RefusedSyntax.IdOf(target.Syntax), target);
                return null;
        }
    }
}
