using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>How structs and records are made: a constructor is a function that returns the leaves of its object.</summary>
internal sealed partial class FunctionLowering
{
    /// <summary>The objects that initialisers are filling, innermost last.</summary>
    private readonly Stack<Bundle> _receivers = new();

    /// <summary>The leaves of <c>this</c>, where the function has them as variables: in a constructor, and in a method that was called on a value.</summary>
    private Bundle? _this;

    private Expression LowerObjectCreation(IObjectCreationOperation creation)
    {
        if (LowerSpanCreation(creation) is { } span)
            return span;
        if (ShapeOf(creation.Type) is not { } shape || creation.Constructor is not { } constructor)
        {
            if (ReportObstacle(creation.Type, creation))
                return Placeholder(creation.Type);
            LowerInOrder([.. creation.Arguments.Select(argument => argument.Value)]);
            return Refuse(creation, Ids.Objects);
        }

        Expression made = Vectors.IsVector(shape.Symbol)
            ? LowerVectorCreation(creation, shape)
            : Construct(constructor, shape, creation.Arguments, creation);
        return creation.Initializer is { } initializer && made is Bundle bundle ? Initialize(bundle, initializer) : made;
    }

    private Expression LowerWith(IWithOperation with)
    {
        Expression operand = LowerValue(with.Operand);
        if (operand is not Bundle bundle)
            return ShapeOf(with.Type) is null ? RefuseOfType(with) : Placeholder(with.Type);
        if (with.CloneMethod is { } clone && !IsPlainCopy(clone.ContainingType))
            return Refuse(with, Ids.Objects);
        return with.Initializer is { } initializer ? Initialize(bundle, initializer) : bundle;
    }

    /// <summary>Whether the record is copied member by member.</summary>
    private static bool IsPlainCopy(INamedTypeSymbol type)
        => type.IsValueType || type.InstanceConstructors.All(constructor =>
            constructor.Parameters.Length != 1 || constructor.IsImplicitlyDeclared
            || !SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type.OriginalDefinition, type.OriginalDefinition));

    /// <summary>A copy whose members are assigned.</summary>
    private Bundle Initialize(Bundle value, IObjectOrCollectionInitializerOperation initializer)
    {
        var made = (Bundle)Keep(value, "made");
        Fill(made, initializer);
        return made;
    }

    private void Fill(Bundle made, IObjectOrCollectionInitializerOperation initializer)
    {
        _receivers.Push(made);
        foreach (IOperation operation in initializer.Initializers)
        {
            if (operation is IMemberInitializerOperation nested && VariablesOf(nested.InitializedMember) is Bundle inner)
                Fill(inner, nested.Initializer);
            else if (operation is ISimpleAssignmentOperation assignment)
                LowerAssignment(assignment, needsValue: false);
            else
                Refuse(operation, Ids.Objects);
        }

        _receivers.Pop();
    }

    private Expression Construct(IMethodSymbol constructor, AggregateType shape, IReadOnlyList<IArgumentOperation> arguments, IOperation source)
    {
        Expression[] values = LowerArguments(arguments);
        if (!IsHere(constructor))
            return Refuse(source, Ids.Objects);
        if (constructor.IsImplicitlyDeclared && constructor.Parameters.Length == 0 && !HasInitializers(constructor.ContainingType))
            return Zero(shape);
        if (Positions(constructor, shape) is { } positions)
            return new Bundle(shape, positions.SelectMany(position => Aggregates.LeavesOf(values[position])).ToEquatableArray());
        return Follow(FunctionSource.Constructor(constructor, _source.TypeArguments), values, shape, source);
    }

    private bool HasInitializers(INamedTypeSymbol type)
        => type.GetMembers().OfType<IFieldSymbol>().Any(field => !field.IsStatic && InitializerOf(field.OriginalDefinition) is not null)
            || (type.BaseType is { SpecialType: SpecialType.None } parent && !type.IsValueType && HasInitializers(parent));

    /// <summary>For each member of a record that holds nothing but what its primary constructor takes, the parameter that it is made from; otherwise null.</summary>
    private static IReadOnlyList<int>? Positions(IMethodSymbol constructor, AggregateType shape)
    {
        if (!IsPrimary(constructor) || !shape.Symbol.IsRecord)
            return null;
        var positions = new List<int>();
        foreach (AggregateMember member in shape.Members)
        {
            ISymbol? property = (member.Field as IFieldSymbol)?.AssociatedSymbol;
            bool isPositional = property is not null && property.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is ParameterSyntax);
            int position = constructor.Parameters.ToList().FindIndex(parameter => parameter.Name == member.Name);
            if (!isPositional || position < 0 || !SymbolEqualityComparer.Default.Equals(property!.ContainingType, constructor.ContainingType.OriginalDefinition))
                return null;
            positions.Add(position);
        }

        return positions;
    }

    private static bool IsPrimary(IMethodSymbol constructor)
        => constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax);

    /// <summary>The value with which a field or automatic property starts, as the source has it.</summary>
    public static EqualsValueClauseSyntax? InitializerOf(IFieldSymbol field)
        => (field.AssociatedSymbol ?? field).DeclaringSyntaxReferences.Select(reference => reference.GetSyntax() switch
        {
            VariableDeclaratorSyntax declarator => declarator.Initializer,
            PropertyDeclarationSyntax property => property.Initializer,
            _ => null,
        }).FirstOrDefault();

    /// <summary>
    /// Lowers a constructor: all members start at zero, then come the initialisers in the order of the source unless another constructor of the type runs them,
    /// then that other constructor, or the one of the base type, then the body.
    /// </summary>
    private void LowerConstructor(IConstructorBodyOperation? body)
    {
        IMethodSymbol constructor = _source.Method;
        AggregateType shape = _this!.Aggregate;
        AssignAll(_this, Zero(shape));
        IInvocationOperation? chained = body?.Initializer switch
        {
            IInvocationOperation call => call,
            IExpressionStatementOperation { Operation: IInvocationOperation call } => call,
            _ => BaseCall(),
        };
        INamedTypeSymbol type = constructor.ContainingType.OriginalDefinition;
        bool isChained = SymbolEqualityComparer.Default.Equals(chained?.TargetMethod.ContainingType.OriginalDefinition, type);
        if (!isChained)
            LowerInitializers(constructor, shape);
        if (chained is { TargetMethod.ContainingType.SpecialType: SpecialType.None })
            LowerChainedConstructor(chained);
        else if (!isChained && constructor.ContainingType is { IsValueType: false, BaseType: { SpecialType: SpecialType.None } parent })
            Report(Ids.Objects, NamePlace(), $"{constructor.ContainingType.Name} : {parent.Name}");
        if (body is not null)
            LowerBlock((body.BlockBody ?? body.ExpressionBody)?.Operations ?? []);
    }

    /// <summary>The call in <c>record E(double X) : B(X)</c>.</summary>
    private IInvocationOperation? BaseCall()
        => (_declaration as TypeDeclarationSyntax)?.BaseList?.Types.OfType<PrimaryConstructorBaseTypeSyntax>().FirstOrDefault() is { } syntax
            ? _model.GetOperation(syntax, _cancellationToken) as IInvocationOperation
            : null;

    private void LowerInitializers(IMethodSymbol constructor, AggregateType shape)
    {
        foreach (AggregateMember member in shape.Members)
        {
            if (member.Field is not IFieldSymbol field || !SymbolEqualityComparer.Default.Equals(field.ContainingType, constructor.ContainingType.OriginalDefinition))
                continue;
            Expression place = _this!.Select(member);
            if (InitializerOf(field) is { } syntax)
                LowerInitializer(syntax, place);
            else if (IsPrimary(constructor) && constructor.Parameters.FirstOrDefault(parameter => parameter.Name == member.Name) is { } parameter && IsFromParameter(field))
                AssignAll(place, LowerParameter(parameter));
        }
    }

    /// <summary>Whether the compiler has made the field for a parameter of the primary constructor.</summary>
    private static bool IsFromParameter(IFieldSymbol field)
        => Aggregates.CapturedParameter(field.Name) is not null
            || (field.AssociatedSymbol?.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is ParameterSyntax) ?? false);

    private Expression LowerParameter(IParameterSymbol parameter)
        => _bundles.TryGetValue(parameter, out Bundle? bundle) ? bundle
            : _variables.TryGetValue(parameter, out Variable? variable) ? new Use(variable)
            : Placeholder(parameter.Type);

    private void LowerInitializer(EqualsValueClauseSyntax syntax, Expression place)
    {
        // Places count from the constructor, in its file.
        if (syntax.SyntaxTree != _declaration.SyntaxTree || _model.GetOperation(syntax, _cancellationToken) is not ISymbolInitializerOperation initializer)
        {
            Report(Ids.Objects, NamePlace(), _source.Method.ContainingType.Name);
            return;
        }

        Expression value = LowerValue(initializer.Value);
        if (value.Type == place.Type)
            AssignAll(place, value);
        else if (_findings.Count == 0)
            Refuse(initializer.Value, Ids.Objects);
    }

    private void LowerChainedConstructor(IInvocationOperation call)
    {
        IMethodSymbol constructor = call.TargetMethod;
        if (ShapeOf(constructor.ContainingType) is not { } shape || _this!.Aggregate.Members.Count < shape.Members.Count)
        {
            Refuse(call, Ids.Objects);
            return;
        }

        if (Construct(constructor, shape, call.Arguments, call) is Bundle made)
            AssignAll(new Bundle(shape, _this.Leaves.Take(shape.Leaves.Count).ToEquatableArray()), made);
    }

    /// <summary>Reports the member that keeps a type from being taken apart.</summary>
    private bool ReportObstacle(ITypeSymbol? type, IOperation source)
    {
        if (type is null || Aggregates.Obstacle(_source.TypeArguments.Apply(type), _model.Compilation.Assembly) is not { } obstacle)
            return false;
        if (Types.IsBroken(obstacle.Type))
            _isBroken = true;
        else
            Report(Ids.MemberTypes, source, Types.Display(type), obstacle.Name, Types.Display(obstacle.Type));
        return true;
    }
}
