using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoGradLinear.Generators.Frontend;

internal sealed partial class FunctionLowering
{
    /// <summary>Deeper nesting could exhaust the compiler's stack in the passes to come.</summary>
    private const int DeepestNesting = 400;

    private int _depth;

    private Expression LowerValue(IOperation operation)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        if (_depth == DeepestNesting)
        {
            ReportTooDeep();
            return Placeholder(operation.Type);
        }

        _depth++;
        Expression value = LowerNested(operation);
        _depth--;
        return value;
    }

    private void ReportTooDeep()
        => Report(Ids.TooLarge, NamePlace(), _source.Method.Name, $"{DeepestNesting} operations nested in one another");

    private Expression LowerNested(IOperation operation)
    {
        if (operation.ConstantValue.HasValue && LowerType(operation.Type) is { } type
            && Constants.Lower(operation.ConstantValue.Value, type) is { } literal)
        {
            NoteEnum(operation.Type, operation);
            return literal;
        }

        return operation switch
        {
            IParenthesizedOperation parenthesized => LowerValue(parenthesized.Operand),
            ILocalReferenceOperation or IParameterReferenceOperation => LowerReference(operation),
            IFieldReferenceOperation field => LowerField(field),
            IPropertyReferenceOperation { Property.IsIndexer: true } indexer
                => LowerElement(indexer, indexer.Instance, indexer.Arguments.Select(argument => argument.Value)),
            IPropertyReferenceOperation property => LowerProperty(property),
            IArrayElementReferenceOperation element => LowerElement(element, element.ArrayReference, element.Indices),
            IImplicitIndexerReferenceOperation element => LowerElement(element, element.Instance, [element.Argument]),
            IArrayCreationOperation or ICollectionExpressionOperation => LowerScratch(operation, null) ?? Placeholder(operation.Type),
            _ when IsStackAllocation(operation) => LowerScratch(operation, null) ?? Placeholder(operation.Type),
            IUnaryOperation unary => LowerUnary(unary),
            IBinaryOperation binary => LowerBinary(binary),
            IConditionalOperation conditional => LowerConditional(conditional),
            IConversionOperation conversion => LowerConversion(conversion),
            IInvocationOperation call => LowerCall(call),
            ISimpleAssignmentOperation assignment => LowerAssignment(assignment, needsValue: true),
            ICompoundAssignmentOperation assignment => LowerCompound(assignment, needsValue: true),
            IIncrementOrDecrementOperation increment => LowerIncrement(increment, needsValue: true),
            IDefaultValueOperation value => LowerDefault(value),
            IIsPatternOperation test => LowerIsPattern(test),
            ISwitchExpressionOperation @switch => LowerSwitchExpression(@switch),
            ITupleOperation tuple => LowerTuple(tuple),
            ITupleBinaryOperation comparison => LowerTupleComparison(comparison),
            IDeconstructionAssignmentOperation assignment => LowerDeconstruction(assignment),
            IObjectCreationOperation creation => LowerObjectCreation(creation),
            IWithOperation with => LowerWith(with),
            IInstanceReferenceOperation instance => LowerInstance(instance),
            IInvalidOperation invalid => LowerInvalid(invalid),
            _ => Refuse(operation, RefusedOperations.IdOf(operation)),
        };
    }

    /// <summary>Lowers operands from left to right: each has the value that it has in C#, although later ones assign variables.</summary>
    private Expression[] LowerInOrder(params IReadOnlyList<IOperation> operands)
    {
        var values = new Expression[operands.Count];

        // A place is no value: whatever is assigned to it in between, it stays the place.
        var places = new Dictionary<int, Expression>();
        for (int i = 0; i < values.Length; i++)
        {
            int mark = _block.Count;
            values[i] = operands[i] is IArgumentOperation argument ? LowerArgument(argument, i, places) : LowerValue(operands[i]);
            KeepOrder(values, i, mark);
        }

        foreach (KeyValuePair<int, Expression> place in places)
            values[place.Key] = place.Value;
        return values;
    }

    /// <summary>
    /// Puts those of the first <paramref name="count"/> values that the statements from <paramref name="mark"/> on could change into
    /// temporaries, before these statements.
    /// </summary>
    private void KeepOrder(Expression[] values, int count, int mark)
    {
        if (_block.Count == mark)
            return;
        List<Statement> later = _block.GetRange(mark, _block.Count - mark);
        HashSet<Variable> captured = AssignedByCalls(later);
        if (_references.Count > 0 && later.ToEquatableArray().AllStatements().Any(statement => statement is Call))
            captured.UnionWith(_references);
        captured.UnionWith(MayBeAliases(later));
        for (int i = 0; i < count; i++)
        {
            values[i] = values[i] is Bundle bundle
                ? bundle with { Leaves = bundle.Leaves.Select(leaf => KeepOrder(leaf, later, captured, ref mark)).ToEquatableArray() }
                : KeepOrder(values[i], later, captured, ref mark);
        }
    }

    private Expression KeepOrder(Expression value, List<Statement> later, HashSet<Variable> captured, ref int mark)
    {
        if (value is Indices indices)
        {
            var kept = new List<Expression>();
            foreach (Expression index in indices.Values)
                kept.Add(KeepOrder(index, later, captured, ref mark));
            return new Indices(kept.ToEquatableArray());
        }

        if (EvaluationOrder.MayFollow(value, later) && !value.Uses().Any(captured.Contains))
            return value;
        Variable operand = Temporary("operand", value.Type);
        _block.Insert(mark++, new Assign(operand, value));
        return new Use(operand);
    }

    private Expression LowerReference(IOperation operation)
    {
        ISymbol symbol = AssignedSymbols.SymbolOf(operation)!;
        if (_variables.TryGetValue(symbol, out Variable? variable))
            return new Use(variable);
        if (_bundles.TryGetValue(symbol, out Bundle? bundle))
            return bundle;
        if (_referredElements.TryGetValue(symbol, out Element? referred))
            return referred;
        if (symbol is IParameterSymbol parameter && IsCaptured(parameter))
            return LowerCaptured(parameter, operation);

        // Its declaration has been reported.
        return Placeholder(operation.Type);
    }

    private Expression LowerUnary(IUnaryOperation unary)
    {
        if (unary.OperatorMethod is { } method && !IsBuiltIn(method) && !unary.IsLifted)
            return LowerOperator(method, [unary.Operand], unary);
        if (unary.OperatorKind == UnaryOperatorKind.Hat || !IsBuiltIn(unary.OperatorMethod) || unary.IsLifted)
        {
            LowerValue(unary.Operand);
            return Refuse(unary, unary.IsLifted ? Ids.Nullables : Ids.Operators);
        }

        Expression operand = LowerValue(unary.Operand);
        return unary.OperatorKind switch
        {
            UnaryOperatorKind.Plus => operand,
            UnaryOperatorKind.Minus when operand.Type is RealType => new Unary(UnaryOperator.Negate, operand),
            UnaryOperatorKind.Minus when operand.Type is IntegerType => new Unary(UnaryOperator.Negate, operand, unary.IsChecked),
            UnaryOperatorKind.Not when operand.Type is BooleanType => new Unary(UnaryOperator.Not, operand),
            UnaryOperatorKind.BitwiseNegation when operand.Type is IntegerType or EnumType => new Unary(UnaryOperator.Complement, operand),
            _ => Refuse(unary, Ids.Operators),
        };
    }

    private Expression LowerBinary(IBinaryOperation binary)
    {
        if (binary.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr)
            return LowerShortCircuit(binary);
        if (binary.OperatorMethod is { } method && !IsBuiltIn(method) && !binary.IsLifted && binary.Type?.SpecialType != SpecialType.System_String)
            return LowerOperator(method, [binary.LeftOperand, binary.RightOperand], binary);

        Expression[] operands = LowerInOrder(binary.LeftOperand, binary.RightOperand);
        if (binary.IsLifted)
            return Refuse(binary, Ids.Nullables);
        if (Operators.Lower(binary.OperatorKind) is not { } op || !IsBuiltIn(binary.OperatorMethod))
            return Refuse(binary, binary.Type?.SpecialType == SpecialType.System_String ? Ids.Strings : Ids.Operators);
        bool isUnsigned = binary.OperatorKind == BinaryOperatorKind.UnsignedRightShift;
        return MakeBinary(binary, op, operands[0], operands[1], binary.IsChecked, isUnsigned);
    }

    private Expression MakeBinary(
        IOperation source, BinaryOperator op, Expression left, Expression right, bool isChecked, bool isUnsigned = false)
    {
        bool isShift = op is BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight;
        if (left.Type is ArrayType || right.Type is ArrayType || (left.Type != right.Type && !isShift))
            return Refuse(source, Ids.Operators);
        bool mayOverflow = left.Type is IntegerType && op is BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply;
        if (!isUnsigned || Operators.Unsigned(left.Type) is not { } unsigned || unsigned == left.Type)
            return new Binary(op, left, right, isChecked && mayOverflow);
        return new Convert(new Binary(op, new Convert(left, unsigned), right), left.Type);
    }

    /// <summary>The right operand is evaluated only where the left one does not decide; so are its side effects.</summary>
    private Expression LowerShortCircuit(IBinaryOperation binary)
    {
        bool isAnd = binary.OperatorKind == BinaryOperatorKind.ConditionalAnd;
        Expression left = LowerValue(binary.LeftOperand);
        if (left.Type is not BooleanType || LowerType(binary.RightOperand.Type) is not BooleanType)
        {
            LowerValue(binary.RightOperand);
            return Refuse(binary, Ids.Operators);
        }

        return ShortCircuit(isAnd, left, () => LowerValue(binary.RightOperand));
    }

    private Expression LowerConditional(IConditionalOperation conditional)
    {
        if (conditional.IsRef)
            return Refuse(conditional, Ids.References);
        if (LowerChosenScratch(conditional, null) is { } scratch)
            return scratch;
        Expression condition = LowerValue(conditional.Condition);
        return LowerChoice(condition, () => LowerValue(conditional.WhenTrue), () => LowerValue(conditional.WhenFalse!), conditional);
    }

    private Expression LowerDefault(IDefaultValueOperation value)
        => ShapeOf(value.Type) is { } shape ? LowerBundleDefault(value, shape)
            : LowerType(value.Type) is not { } type ? RefuseOfType(value)
            : type is not ArrayType array ? Constants.Zero(type)
            : array.Kind is ArrayKind.Array ? Refuse(value, Ids.Nullables)
            : EmptyRow(array);

    /// <summary>Operators of numbers, and those that generic math declares for them. Every other operator method is the user's.</summary>
    private static bool IsBuiltIn(IMethodSymbol? operatorMethod)
        => operatorMethod is null
            || (operatorMethod.ContainingType is { } type
                && (type.SpecialType is not (SpecialType.None or SpecialType.System_String or SpecialType.System_Decimal)
                    || (type.TypeKind == TypeKind.Interface && type.IsIn("System.Numerics"))));

    private Expression RefuseOfType(IOperation operation)
    {
        RefuseType(operation.Type, operation);
        return Placeholder(operation.Type);
    }

    private void RefuseType(ITypeSymbol? type, IOperation operation)
    {
        if (type is null || Types.IsBroken(type))
            _isBroken |= type is not null;
        else if (!ReportObstacle(type, operation))
            Report(RefusedTypes.IdOf(type), operation, Types.Display(type));
    }

    /// <summary>Reports the operation; the literal that is returned keeps the types right while lowering goes on.</summary>
    private Expression Refuse(IOperation operation, string id)
    {
        Report(id, operation);
        return Placeholder(operation.Type);
    }

    /// <summary>Stands for what has been refused, here or where it is declared; that something has been reported is checked at the end.</summary>
    private Expression Placeholder(ITypeSymbol? type) => Placeholder(LowerAny(type) ?? IrType.Double);

    private Expression Placeholder(IrType type)
    {
        _reliesOnReport = true;
        return Unread(type);
    }

    /// <summary>An expression of the type, where nobody reads its value.</summary>
    private static Expression Unread(IrType type)
        => type is AggregateType shape ? Zero(shape) : type is ArrayType ? new Member("?", type) : Constants.Zero(type);

    private Expression Unread(ITypeSymbol? type) => Unread(LowerAny(type) ?? IrType.Double);

    private Expression LowerInvalid(IInvalidOperation invalid)
    {
        _isBroken = true;
        foreach (SimpleNameSyntax name in GeneratedMembers.CallsIn(invalid, _model, _cancellationToken))
        {
            Report(Ids.GeneratedMembers, PlaceOf(name), name.ToString());
            _callsGenerated = true;
        }

        return Placeholder(invalid.Type is { TypeKind: not TypeKind.Error } ? invalid.Type : null);
    }
}
