using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>Tuples, structs and records: one variable for each leaf, and a bundle of expressions for a value.</summary>
internal sealed partial class FunctionLowering
{
    private readonly Dictionary<ISymbol, Bundle> _bundles = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ITypeSymbol, AggregateType?> _shapes = new(SymbolEqualityComparer.IncludeNullability);

    /// <summary>The aggregate that the type is, or null.</summary>
    private AggregateType? ShapeOf(ITypeSymbol? type)
    {
        if (type is null)
            return null;
        ITypeSymbol applied = _source.TypeArguments.Apply(type);
        if (!_shapes.TryGetValue(applied, out AggregateType? shape))
            _shapes[applied] = shape = Aggregates.Of(applied, _model.Compilation.Assembly);
        return shape;
    }

    /// <summary>The type in the language, an aggregate included.</summary>
    private IrType? LowerAny(ITypeSymbol? type) => LowerType(type) ?? ShapeOf(type);

    private static string LeafName(string name, string path)
    {
        string leaf = path.Replace(".", "");
        return name + char.ToUpperInvariant(leaf[0]) + leaf.Substring(1);
    }

    /// <summary>A variable for each leaf, named after the local or parameter and the leaf.</summary>
    private Bundle LeavesNamed(string name, AggregateType shape)
        => new(shape, shape.Leaves.Select((type, i) => (Expression)new Use(new Variable(_names.Invent(LeafName(name, shape.Paths[i])), type))).ToEquatableArray());

    private Bundle Temporaries(string name, AggregateType shape)
        => new(shape, shape.Leaves.Select((type, i) => (Expression)new Use(Temporary(LeafName(name, shape.Paths[i]), type))).ToEquatableArray());

    private Bundle DeclareBundle(ISymbol symbol, AggregateType shape)
    {
        Bundle leaves = LeavesNamed(symbol.Name, shape);
        _bundles[symbol] = leaves;
        return leaves;
    }

    /// <summary>The value in variables that nothing else assigns.</summary>
    private Expression Keep(Expression value, string name)
    {
        if (value is Bundle bundle)
        {
            Bundle kept = Temporaries(name, bundle.Aggregate);
            AssignAll(kept, bundle);
            return kept;
        }

        Variable variable = Temporary(char.ToLowerInvariant(name[0]) + name.Substring(1), value.Type);
        _block.Add(new Assign(variable, value));
        return new Use(variable);
    }

    /// <summary>Assigns every leaf, at once: a value that reads a target is read before any target changes.</summary>
    /// <param name="target">Variables.</param>
    private void AssignAll(Expression target, Expression value)
    {
        Variable[] targets = [.. Aggregates.LeavesOf(target).Select(leaf => ((Use)leaf).Variable)];
        Expression[] values = [.. Aggregates.LeavesOf(value)];
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i].Uses().Any(variable => Array.IndexOf(targets, variable, 0, i) >= 0 || _ownReferences.Contains(variable)))
                values[i] = Keep(values[i], "value");
        }

        for (int i = 0; i < targets.Length; i++)
        {
            if (!values[i].Equals(new Use(targets[i])))
                _block.Add(new Assign(targets[i], values[i]));
        }
    }

    private void LowerBundleDeclarator(ILocalSymbol local, AggregateType shape, IVariableInitializerOperation? initializer)
    {
        if (initializer is null)
        {
            _hasUnassignedLocals = true;
            DeclareBundle(local, shape);
            return;
        }

        Expression value = LowerValue(initializer.Value);
        Bundle leaves = DeclareBundle(local, shape);
        if (value.Type == shape)
            AssignAll(leaves, value);
    }

    private Expression LowerTuple(ITupleOperation tuple)
    {
        int before = _findings.Count;
        Expression[] elements = LowerInOrder([.. tuple.Elements]);
        if (ShapeOf(tuple.Type) is { } shape && elements.Length == shape.Members.Count && elements.Zip(shape.Members, (element, member) => Fits(member.Type, element.Type)).All(fits => fits))
            return new Bundle(shape, elements.SelectMany(Aggregates.LeavesOf).ToEquatableArray());

        // An element has been refused, or the type is not known because a default or a switch stands in it.
        if (!Types.IsBroken(tuple.Type) && tuple.Type is not null && ShapeOf(tuple.Type) is null)
            RefuseType(tuple.Type, tuple);
        else if (_findings.Count == before && !_isBroken)
            Report(Ids.Tuples, tuple);
        return Placeholder(tuple.Type);
    }

    /// <summary>
    /// A field or automatic property of a value that is known by its leaves; null where there is none: where the object is <c>this</c>, or static, its members are
    /// read where they are.
    /// </summary>
    private Expression? LowerMember(IOperation? instance, ISymbol member)
    {
        if (instance is null || IsPath(instance) || ShapeOf(instance.Type) is not { } shape || Aggregates.Find(shape, member) is not { } found)
            return null;
        return LowerValue(instance) is Bundle bundle ? bundle.Select(found) : Placeholder(found.Type);
    }

    /// <summary>Whether the operation names <c>this</c>, or what is reached from it or from a type by fields and automatic properties.</summary>
    private bool IsPath(IOperation operation) => operation switch
    {
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } => _this is null,
        IParenthesizedOperation parenthesized => IsPath(parenthesized.Operand),
        IFieldReferenceOperation field => field.Instance is null || IsPath(field.Instance),
        IPropertyReferenceOperation { Property: { IsIndexer: false } property } reference
            => IsAutomatic(property) && (reference.Instance is null || IsPath(reference.Instance)),
        IParameterReferenceOperation parameter => IsCaptured(parameter.Parameter) && _this is null,
        _ => false,
    };

    /// <summary>All leaves of a field or property that is constant during the call.</summary>
    private Expression LowerPath(string path, AggregateType shape, IOperation source)
    {
        var leaves = new List<Expression>();
        foreach (AggregateMember member in shape.Members)
        {
            ISymbol symbol = (member.Field as IFieldSymbol)?.AssociatedSymbol ?? member.Field;
            if (!shape.IsTuple)
                _accesses.Add(new Access(symbol, PlaceOf(source.Syntax), $"{Excerpt(source.Syntax)}.{member.Name}", IsImplied: true));
            string inner = $"{path}.{TypeShells.Escape(member.Name)}";
            leaves.AddRange(member.Type is AggregateType nested ? Aggregates.LeavesOf(LowerPath(inner, nested, source)) : [new Member(inner, member.Type)]);
        }

        return new Bundle(shape, leaves.ToEquatableArray());
    }

    /// <summary>The value of <c>this</c>, of an object that is being initialised.</summary>
    private Expression LowerInstance(IInstanceReferenceOperation instance)
    {
        if (instance.ReferenceKind == InstanceReferenceKind.ImplicitReceiver && _receivers.Count > 0)
            return _receivers.Peek();
        if (_this is not null)
            return _this;
        return ShapeOf(instance.Type) is { } shape ? LowerPath("this", shape, instance) : Refuse(instance, RefusedOperations.IdOf(instance));
    }

    /// <summary>The variables that hold what is assigned; null where it is no local, parameter or member of one.</summary>
    private Expression? VariablesOf(IOperation target)
    {
        switch (target)
        {
            case IParenthesizedOperation parenthesized:
                return VariablesOf(parenthesized.Operand);
            case IDeclarationExpressionOperation declaration:
                return VariablesOf(declaration.Expression);
            case ILocalReferenceOperation { Local: { } local } when !_bundles.ContainsKey(local) && !_variables.ContainsKey(local) && IsDeclaredBy(target):
                return ShapeOf(local.Type) is { } shape ? DeclareBundle(local, shape) : DeclareLocal(local, target) is { } variable ? new Use(variable) : null;
            case ILocalReferenceOperation or IParameterReferenceOperation:
            {
                ISymbol symbol = AssignedSymbols.SymbolOf(target)!;
                return _bundles.TryGetValue(symbol, out Bundle? bundle) ? bundle : _variables.TryGetValue(symbol, out Variable? known) ? new Use(known) : null;
            }

            case IInstanceReferenceOperation instance:
                return instance.ReferenceKind == InstanceReferenceKind.ImplicitReceiver ? _receivers.Count > 0 ? _receivers.Peek() : null : _this;
            case IFieldReferenceOperation { Instance: { } instance } field when IsChangeable(instance):
                return VariablesOf(instance) is Bundle holder && Aggregates.Find(holder.Aggregate, field.Field) is { } member ? holder.Select(member) : null;
            case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } instance } component
                when Vectors.IsVector(instance.Type) && component.Arguments[0].Value.ConstantValue is { HasValue: true, Value: int index }:
                return VariablesOf(instance) is Bundle vector && index >= 0 && index < vector.Leaves.Count ? vector.Leaves[index] : null;
            case IPropertyReferenceOperation { Property.IsIndexer: false, Instance: { } instance } property when IsChangeable(instance) && IsAutomatic(property.Property):
                return VariablesOf(instance) is Bundle owner && Aggregates.Find(owner.Aggregate, property.Property) is { } part ? owner.Select(part) : null;
            default:
                return null;
        }
    }

    private static bool IsDeclaredBy(IOperation target) => target is ILocalReferenceOperation { IsDeclaration: true } || target.Parent is IDeclarationExpressionOperation;

    /// <summary>A record class may be known by several names, so it is changed only while it is made.</summary>
    private bool IsChangeable(IOperation instance)
        => instance.Type is not { IsReferenceType: true }
            || instance is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver }
            || (instance is IInstanceReferenceOperation && _source.Kind == FunctionKind.Constructor);

    private Expression LowerBundleAssignment(ISimpleAssignmentOperation assignment)
    {
        Expression? target = VariablesOf(assignment.Target);
        Expression value = LowerValue(assignment.Value);
        if (target is null)
        {
            LowerTarget(assignment.Target);
            return value;
        }

        if (value.Type == target.Type)
            AssignAll(target, value);
        return target;
    }

    private Expression LowerBundleDefault(IOperation value, AggregateType shape)
    {
        bool isNull = shape.Symbol.IsReferenceType;
        if (isNull || shape.Leaves.Any(type => type is ArrayType { Kind: ArrayKind.Array }))
            Report(Ids.Nullables, value);
        return Zero(shape);
    }

    private static Bundle Zero(AggregateType shape)
        => new(shape, shape.Leaves.Select(type => type is ArrayType array ? new Table([], array.Element) : Constants.Zero(type)).ToEquatableArray());

    /// <summary>From one tuple type to another, leaf by leaf; between other types only where they are the same.</summary>
    private Expression LowerBundleConversion(IConversionOperation conversion, AggregateType shape)
    {
        if (conversion.OperatorMethod is { } method)
            return LowerOperator(method, [conversion.Operand], conversion);
        Expression operand = LowerValue(conversion.Operand);
        if (operand is not Bundle bundle)
            return ShapeOf(conversion.Operand.Type) is null && LowerType(conversion.Operand.Type) is null ? Placeholder(shape) : Refuse(conversion, Ids.Operators);
        if (bundle.Aggregate.Leaves.SequenceEqual(shape.Leaves))
            return bundle with { Aggregate = shape };
        if (shape.Symbol is { IsReferenceType: true } && conversion.IsImplicit)
            return AsBase(bundle, shape.Symbol);
        return ConvertElements(bundle, shape, conversion) ?? Refuse(conversion, Ids.Operators);
    }

    private Bundle? ConvertElements(Bundle bundle, AggregateType shape, IConversionOperation conversion)
    {
        if (!shape.IsTuple || !bundle.Aggregate.IsTuple || shape.Leaves.Count != bundle.Leaves.Count)
            return null;
        var leaves = new List<Expression>();
        for (int i = 0; i < shape.Leaves.Count; i++)
        {
            (Expression leaf, IrType type) = (bundle.Leaves[i], shape.Leaves[i]);
            bool isNumeric = leaf.Type is RealType or IntegerType && type is RealType or IntegerType && !IsGeneric(leaf.Type) && !IsGeneric(type);
            if (leaf.Type != type && !isNumeric)
                return null;
            leaves.Add(ConvertTo(leaf, type, conversion.IsChecked));
        }

        return new Bundle(shape, leaves.ToEquatableArray());
    }
}
