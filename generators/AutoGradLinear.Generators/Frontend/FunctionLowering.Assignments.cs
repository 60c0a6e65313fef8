using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoGradLinear.Generators.Frontend;

internal sealed partial class FunctionLowering
{
    private HashSet<ISymbol> _assigned = new(SymbolEqualityComparer.Default);

    private void FindAssignments(IOperation body) => _assigned = AssignedSymbols.In(body);

    /// <summary>An expression whose value nobody reads.</summary>
    private void LowerForEffect(IOperation operation)
    {
        switch (operation)
        {
            case ISimpleAssignmentOperation { Target: IDiscardOperation, Value: { } discarded }:
                LowerForEffect(discarded);
                break;
            case ISimpleAssignmentOperation assignment:
                LowerAssignment(assignment, needsValue: false);
                break;
            case ICompoundAssignmentOperation assignment:
                LowerCompound(assignment, needsValue: false);
                break;
            case IDeconstructionAssignmentOperation assignment:
                LowerDeconstruction(assignment);
                break;
            case IIncrementOrDecrementOperation increment:
                LowerIncrement(increment, needsValue: false);
                break;
            case IInvocationOperation { TargetMethod: { ReturnsVoid: true, MethodKind: MethodKind.LocalFunction } } call:
                CallLocalFunction(call);
                break;
            case IInvocationOperation { TargetMethod.ReturnsVoid: true } call when TryLowerChange(call):
                break;
            case IInvocationOperation { TargetMethod.ReturnsVoid: true } call:
                LowerVoidCall(call);
                break;
            default:
            {
                // The value may still throw, so it is computed where the source computes it.
                int before = _findings.Count;
                Expression value = LowerValue(operation);
                foreach (Expression leaf in Aggregates.LeavesOf(value))
                {
                    if (_findings.Count == before && !leaf.IsAtom() && leaf is not Table)
                        _block.Add(new Assign(Temporary("discarded", leaf.Type), leaf));
                }

                break;
            }
        }
    }

    private Expression LowerAssignment(ISimpleAssignmentOperation assignment, bool needsValue)
    {
        if (assignment.IsRef)
            return Refuse(assignment, Ids.References);
        if (assignment.Target is IDiscardOperation)
            return LowerValue(assignment.Value);
        if (ShapeOf(assignment.Target.Type) is not null)
            return LowerBundleAssignment(assignment);
        Expression? place = LowerPlace(assignment.Target);
        if (place is not Element element)
        {
            Expression assigned = LowerValue(assignment.Value);
            return place is Use { Variable: var target } ? Assign(target, assigned, assignment) : assigned;
        }

        // The place is found first; C# looks whether an index of a span is in range before it evaluates the value, and for an array after.
        int mark = _block.Count;
        Expression[] operands = [element.Array, element.Index, Unread(element.Type)];
        operands[2] = LowerValue(assignment.Value);
        bool isSpan = LowerType(InstanceOf(assignment.Target)?.Type) is not ArrayType { Kind: ArrayKind.Array };
        if (isSpan && EvaluationOrder.MayThrowOtherwise(operands[2], _block.Skip(mark)))
            _block.Insert(mark++, new Assign(Temporary("checked", element.Type), element));
        KeepOrder(operands, 2, mark);
        if (needsValue)
            operands[2] = operands[2].IsAtom() ? operands[2] : Keep(operands[2], "value");
        return Store(new Element(operands[0], operands[1]), operands[2], assignment);
    }

    /// <summary>C# reads the left operand before it evaluates the right one.</summary>
    private Expression LowerCompound(ICompoundAssignmentOperation assignment, bool needsValue)
    {
        if (assignment.OperatorMethod is { } method && !IsBuiltIn(method))
            return LowerCompoundOperator(assignment, method);
        Expression? place = LowerFixedPlace(assignment.Target);
        if (place is null || Operators.Lower(assignment.OperatorKind) is not { } op || !IsBuiltIn(assignment.OperatorMethod))
        {
            LowerValue(assignment.Value);
            return place is null ? Placeholder(assignment.Type) : Refuse(assignment, Ids.Operators);
        }

        int mark = _block.Count;
        Expression[] operands =
        [
            place,
            place is Element { Array: var array } ? array : Always,
            place is Element { Index: var index } ? index : Always,
            Unread(assignment.Value.Type),
        ];
        operands[3] = LowerValue(assignment.Value);
        bool isPlain = _block.Count == mark && !EvaluationOrder.MayThrowOtherwise(operands[3], []);
        KeepOrder(operands, 3, mark);
        if (place is Element { Type: RealType } && isPlain && !needsValue && operands[3].Type == place.Type
            && op is BinaryOperator.Add or BinaryOperator.Subtract)
        {
            Write(place, assignment);
            Expression added = op == BinaryOperator.Add ? operands[3] : new Unary(UnaryOperator.Negate, operands[3]);
            _block.Add(new Accumulate(operands[1], operands[2], added));
            return Unread(place.Type);
        }

        bool isShift = op is BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight;
        IrType type = isShift ? Operators.Promote(place.Type) : operands[3].Type;
        Expression left = ConvertTo(operands[0], type, isChecked: false);
        bool isUnsigned = assignment.OperatorKind == BinaryOperatorKind.UnsignedRightShift;
        Expression result = MakeBinary(assignment, op, left, operands[3], assignment.IsChecked, isUnsigned);
        Expression value = ConvertTo(result, place.Type, assignment.IsChecked);
        return place is Use { Variable: var target }
            ? Assign(target, value, assignment)
            : Store(new Element(operands[1], operands[2]), needsValue ? Keep(value, "value") : value, assignment);
    }

    private Expression LowerIncrement(IIncrementOrDecrementOperation increment, bool needsValue)
    {
        if (LowerFixedPlace(increment.Target) is not { } place)
            return Placeholder(increment.Type);
        if (!IsBuiltIn(increment.OperatorMethod) || place.Type is not (RealType or IntegerType))
            return Refuse(increment, Ids.Operators);

        Expression old = place;
        if (increment.IsPostfix && needsValue)
            old = Keep(old, place is Use { Variable.Name: var name } ? NameSupply.Plain(name) + "Before" : "before");
        BinaryOperator op = increment.Kind == OperationKind.Increment ? BinaryOperator.Add : BinaryOperator.Subtract;
        IrType type = Operators.Promote(place.Type);
        Expression one = type is RealType ? new RealLiteral(1, type) : new IntegerLiteral(1, type);
        Expression sum = MakeBinary(increment, op, ConvertTo(old, type, isChecked: false), one, increment.IsChecked);
        Expression value = ConvertTo(sum, place.Type, increment.IsChecked);
        if (place is Use { Variable: var target })
            value = Assign(target, value, increment);
        else
            value = Store((Element)place, needsValue && !increment.IsPostfix ? Keep(value, "value") : value, increment);
        return increment.IsPostfix ? old : value;
    }

    private Expression Assign(Variable target, Expression value, IOperation source)
    {
        if (!Fits(target.Type, value.Type))
            return Refuse(source, Ids.Unsupported);
        _block.Add(new Assign(target, value));
        return new Use(target);
    }

    /// <summary>Whether a value may be assigned: it has the type, or names elements of it.</summary>
    private static bool Fits(IrType target, IrType value)
        => target == value || (target is ArrayType to && value is ArrayType from && to.Element == from.Element && to.Rank == from.Rank);

    /// <summary>The variable that is assigned; null, and a report, where it is not a local or parameter.</summary>
    private Variable? LowerTarget(IOperation target)
    {
        switch (target)
        {
            case ILocalReferenceOperation or IParameterReferenceOperation:
                ISymbol symbol = AssignedSymbols.SymbolOf(target)!;
                if (_variables.TryGetValue(symbol, out Variable? variable))
                    return variable;
                if (symbol is IParameterSymbol && IsCaptured((IParameterSymbol)symbol))
                    Report(Ids.Mutation, target, symbol.Name);
                return null;
            case IFieldReferenceOperation or IPropertyReferenceOperation when VariablesOf(target) is Use { Variable: var member }:
                return member;
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
