using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>Members and operators of structs and records: functions of the leaves of their object.</summary>
internal sealed partial class FunctionLowering
{
    /// <summary>Whether the function returns the leaves of its object.</summary>
    private bool HasObjectResult => _source.Kind is FunctionKind.Constructor or FunctionKind.Changing && _localFunction is null;

    private IrType? ResultType()
        => _source.Kind == FunctionKind.Constructor ? ShapeOf(_source.Method.ContainingType) : LowerAny(_source.Method.ReturnType);

    private EquatableArray<Result> ResultsOf(IrType? type)
    {
        var results = new List<Result>();
        if (type is AggregateType shape)
            results.AddRange(shape.Leaves.Select((leaf, i) => new Result(LeafName("value", shape.Paths[i]), leaf)));
        else if (type is not null)
            results.Add(new Result("value", type));
        if (_source.Kind == FunctionKind.Changing && HasObjectResult)
            results.AddRange(_this!.Leaves.Select((leaf, i) => new Result(LeafName("this", _this.Aggregate.Paths[i]), leaf.Type)));
        return results.ToEquatableArray();
    }

    /// <summary>The values of a return, and behind them the leaves of the object, where the function hands them back.</summary>
    private EquatableArray<Expression> ObjectResults(IEnumerable<Expression> values)
        => HasObjectResult ? [.. values, .. _this!.Leaves] : values.ToEquatableArray();

    private void DeclareThis(List<Parameter> parameters)
    {
        if (_source.Kind == FunctionKind.Plain || ShapeOf(_source.Method.ContainingType) is not { } shape)
            return;
        _this = LeavesNamed("this", shape);
        if (_source.Kind != FunctionKind.Constructor)
            parameters.AddRange(_this.Leaves.Select(leaf => new Parameter(((Use)leaf).Variable, IsDifferentiated: IsReal(leaf.Type))));
    }

    private void DeclareParameters(IParameterSymbol symbol, AggregateType shape, IrType? result, List<Parameter> parameters)
    {
        bool isStopped = symbol.HasAttribute("NoGradientAttribute");
        foreach (Expression leaf in DeclareBundle(symbol, shape).Leaves)
        {
            bool isDifferentiated = !isStopped && (IsOfEntry(symbol) ? leaf.Type is RealType && leaf.Type == result : IsReal(leaf.Type));
            parameters.Add(OwnParameter(((Use)leaf).Variable, symbol, isDifferentiated));
        }
    }

    private static bool IsReal(IrType type) => type is RealType or ArrayType { Scalar: RealType };

    /// <summary>A parameter of the primary constructor of the value whose method this is.</summary>
    private Expression LowerCapturedByValue(IParameterSymbol parameter)
    {
        AggregateMember? member = _this!.Aggregate.Members.FirstOrDefault(candidate =>
            candidate.Name == parameter.Name && candidate.Field is IFieldSymbol field && Aggregates.CapturedParameter(field.Name) is not null);
        return member is null ? Placeholder(parameter.Type) : _this.Select(member);
    }

    /// <summary>An operator method: the user's is followed, that of a record compares its members, those of vectors are written out.</summary>
    private Expression LowerOperator(IMethodSymbol method, IReadOnlyList<IOperation> operands, IOperation source)
    {
        Expression[] values = LowerInOrder(operands);
        return LowerOperator(method, values, source);
    }

    private Expression LowerOperator(IMethodSymbol method, Expression[] values, IOperation source)
    {
        if (Vectors.IsVector(method.ContainingType))
            return ApplyVectors(method, values, source);
        if (!IsHere(method) || LowerAny(method.ReturnType) is not { } type || method.IsAbstract || method.IsVirtual)
            return Refuse(source, Ids.Operators);
        if (method is { IsImplicitlyDeclared: true, Name: "op_Equality" or "op_Inequality" } && values[0] is Bundle left && values[1] is Bundle right)
        {
            Expression[] atoms = [Atoms(left), Atoms(right)];
            if (RecordsEqual((Bundle)atoms[0], (Bundle)atoms[1]) is not { } equal)
                return Refuse(source, Ids.Operators);
            return method.Name == "op_Equality" ? equal : Negate(equal);
        }

        return method.IsImplicitlyDeclared ? Refuse(source, Ids.Operators) : Follow(method, values, type, source);
    }

    private Bundle Atoms(Bundle bundle) => bundle.Leaves.All(leaf => leaf.IsAtom()) ? bundle : (Bundle)Keep(bundle, "operand");

    /// <summary><c>target op= value</c> with an operator method.</summary>
    private Expression LowerCompoundOperator(ICompoundAssignmentOperation assignment, IMethodSymbol method)
    {
        if (VariablesOf(assignment.Target) is not { } target)
        {
            LowerTarget(assignment.Target);
            LowerValue(assignment.Value);
            return Placeholder(assignment.Type);
        }

        int mark = _block.Count;
        Expression[] operands = [target, Unread(assignment.Value.Type)];
        operands[1] = LowerValue(assignment.Value);
        KeepOrder(operands, 1, mark);
        if (!method.IsStatic || method.Parameters.Length != 2)
            return Refuse(assignment, Ids.Operators);
        Expression value = LowerOperator(method, operands, assignment);
        if (value.Type != target.Type)
            return Refuse(assignment, Ids.Operators);
        AssignAll(target, value);
        return target;
    }

    /// <summary>A call of a method on a value that is known by its leaves; null where the call is another.</summary>
    private Expression? LowerCallOnValue(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (call.Instance is not { } instance || IsOwnObject(instance) || ShapeOf(instance.Type) is not { } shape || method.ContainingType.TypeKind == TypeKind.Interface)
            return null;
        if (method is { Name: "Equals", Parameters.Length: 1, IsImplicitlyDeclared: true } && shape.Symbol.IsRecord)
            return LowerEquals(call);
        bool hasReferences = method.ReturnsByRef || method.ReturnsByRefReadonly || method.Parameters.Any(IsReference);
        string? refusal = hasReferences ? Ids.References
            : IsOverridable(method) ? Ids.VirtualCalls
            : !IsHere(method) || method.IsImplicitlyDeclared ? Ids.NoDerivative
            : method.IsAsync ? Ids.AsyncAndIterators
            : null;
        if (refusal is not null)
        {
            LowerArguments(call.Arguments);
            Report(refusal, NameOf(call), refusal == Ids.NoDerivative ? DocumentationIds.MemberName(FunctionSource.DocumentationId(method)) : method.Name);
            return Placeholder(call.Type);
        }

        IrType? type = LowerAny(call.Type);
        if (type is null && !method.ReturnsVoid)
            return RefuseOfType(call);

        // A variable is passed by reference: the method sees what the arguments have made of it.
        bool isReference = instance.Type is { IsReferenceType: false } && VariablesOf(instance) is not null;
        Expression[] values = isReference ? [] : LowerInOrder([instance, .. call.Arguments.Select(argument => argument.Value)]);
        Expression receiver = isReference ? Unread(shape) : values[0];
        Expression[] arguments = isReference ? LowerArguments(call.Arguments) : Ordered(call.Arguments, [.. values.Skip(1)]);
        if (isReference)
            receiver = VariablesOf(instance)!;
        return receiver is Bundle bundle ? FollowOnValue(method, instance, bundle, arguments, type, call) : Placeholder(call.Type);
    }

    private static Expression[] Ordered(IReadOnlyList<IArgumentOperation> arguments, Expression[] values)
    {
        var ordered = new Expression[values.Length];
        for (int i = 0; i < values.Length; i++)
            ordered[arguments[i].Parameter?.Ordinal ?? i] = values[i];
        return ordered;
    }

    private Expression LowerEquals(IInvocationOperation call)
    {
        Expression[] values = LowerInOrder(call.Instance!, call.Arguments[0].Value);
        return values[0] is Bundle left && values[1] is Bundle right && RecordsEqual(Atoms(left), Atoms(right)) is { } equal ? equal : Refuse(call, Ids.Operators);
    }

    /// <summary>Calls the method with the leaves of its object; a method that may change its object hands the leaves back.</summary>
    private Expression FollowOnValue(IMethodSymbol method, IOperation instance, Bundle receiver, Expression[] arguments, IrType? type, IOperation source)
    {
        bool isChanging = method.ContainingType.IsValueType && !method.IsReadOnly && Changing.Of(_model.Compilation).MayChange(method, _model.Compilation, _cancellationToken);
        Expression? target = isChanging && IsWritable(instance) ? VariablesOf(instance) : null;
        if (isChanging && target is null && IsPath(instance) && IsWritable(instance))
            Report(Ids.Mutation, instance);
        FunctionSource callee = FunctionSource.OnValue(method, _source.TypeArguments, isChanging ? FunctionKind.Changing : FunctionKind.OnValue);
        Place place = NameOf(source);
        _calls.Add(new CallSite(callee, place));
        Expression? result = type is null ? null : ResultOf(method, type);
        Bundle? changed = isChanging ? Temporaries("changed", receiver.Aggregate) : null;
        IEnumerable<Expression> results = [.. result is null ? [] : Aggregates.LeavesOf(result), .. changed is null ? [] : Aggregates.LeavesOf(changed)];
        AddCall(callee.Name, method, results, [AsBase(receiver, method.ContainingType), .. arguments], place);
        if (changed is not null && target is not null)
            AssignAll(target, changed);
        return result ?? Always;
    }

    /// <summary>The value as one of its base type, whose members are its first.</summary>
    private Bundle AsBase(Bundle value, ITypeSymbol type)
        => ShapeOf(type) is { } shape && shape.Leaves.Count < value.Leaves.Count && value.Aggregate.Leaves.Take(shape.Leaves.Count).SequenceEqual(shape.Leaves)
            ? new Bundle(shape, value.Leaves.Take(shape.Leaves.Count).ToEquatableArray())
            : value;

    /// <summary>Whether it is the object of the annotated method, whose members are constants.</summary>
    private bool IsOwnObject(IOperation instance)
        => _this is null && instance is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance };

    /// <summary>Whether a method that is called on it changes it, and not a copy.</summary>
    private static bool IsWritable(IOperation instance) => instance switch
    {
        ILocalReferenceOperation local => !local.Local.IsForEach && !local.Local.IsUsing,
        IParameterReferenceOperation parameter => parameter.Parameter.RefKind is RefKind.None or RefKind.Ref or RefKind.Out,
        IFieldReferenceOperation { Instance: { } inner } field => !field.Field.IsReadOnly && IsWritable(inner),
        IInstanceReferenceOperation or IParenthesizedOperation => true,
        _ => false,
    };

    /// <summary>A call without a result that changes the value that it is called on; false where the call is another.</summary>
    private bool TryLowerChange(IInvocationOperation call) => LowerCallOnValue(call) is not null;

    /// <summary>An indexer of a struct or record; null where it is none.</summary>
    private Expression? LowerIndexer(IOperation element, IOperation instance)
    {
        if (LowerComponent(element, instance) is { } component)
            return component;
        if (element is not IPropertyReferenceOperation property || IsOwnObject(instance) || ShapeOf(instance.Type) is null || LowerAny(element.Type) is not { } type)
            return null;
        Expression[] values = LowerInOrder([instance, .. property.Arguments.Select(argument => argument.Value)]);
        return values[0] is Bundle bundle ? FollowGetterOf(property, bundle, type, Ordered(property.Arguments, [.. values.Skip(1)])) : Placeholder(type);
    }

    private Expression FollowGetterOf(IPropertyReferenceOperation property, Bundle receiver, IrType type, Expression[]? arguments = null)
    {
        if (property.Property.GetMethod is not { } getter || property.Property.ReturnsByRef || property.Property.ReturnsByRefReadonly)
            return Refuse(property, Ids.References);
        if (IsOverridable(property.Property))
            return Refuse(property, Ids.VirtualCalls);
        if (!IsHere(getter) || !HasGetterBody(getter) || type is ArrayType)
            return Refuse(property, Ids.Properties);
        return FollowOnValue(getter, property.Instance!, receiver, arguments ?? [], type, property);
    }
}
