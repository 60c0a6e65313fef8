using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>Calls for their effect, and what they get by reference: places instead of values.</summary>
internal sealed partial class FunctionLowering
{
    /// <summary>The variables that calls get by reference.</summary>
    private readonly HashSet<Variable> _references = [];

    /// <summary>
    /// The reference parameters. Two may name one place, and that place may be an element or, for a local function, a captured variable.
    /// </summary>
    private readonly HashSet<Variable> _ownReferences = [];
    private readonly List<SharedReference> _shared = [];

    /// <summary>The elements that <c>ref</c> locals stand for.</summary>
    private readonly Dictionary<ISymbol, Element> _referredElements = new(SymbolEqualityComparer.Default);

    /// <summary><c>ref double r = ref x</c>: another name for the place.</summary>
    private void DeclareReference(ILocalSymbol local, IOperation declarator, IOperation? place)
    {
        int before = _findings.Count;
        switch (place is null ? null : LowerReferencePlace(place))
        {
            case Bundle bundle:
                _bundles[local] = bundle;
                break;
            case Use use:
                _variables[local] = use.Variable;
                break;
            case Element element:
                _referredElements[local] = element;
                break;
            default:
                if (_findings.Count == before)
                    Report(Ids.References, declarator, local.Name);
                break;
        }
    }

    /// <summary>A call without a result.</summary>
    private void LowerVoidCall(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (LowerRowCall(call) is not null || LowerMap(call))
            return;
        if (method.ContainingType.Is("System.Numerics.Tensors", "TensorPrimitives", 0))
        {
            // Exponentials of scores overflow unless the maximum is taken out, which it does not do.
            bool isOverflowing = method.Name == "SoftMax";
            string name = isOverflowing ? method.Name : DocumentationIds.MemberName(FunctionSource.DocumentationId(method));
            Report(isOverflowing ? Ids.Overflowing : Ids.NoDerivative, NameOf(call), name);
            return;
        }

        string? refusal = RefusalOf(call);
        if (refusal is null && (!IsHere(method) || IsConditional(method)))
            refusal = Ids.VoidCalls;
        if (refusal is not null)
        {
            bool isTelling = refusal is Ids.LocalFunctions or Ids.Delegates or Ids.GeneratedMembers or Ids.Slices or Ids.References
                or Ids.VirtualCalls or Ids.ParamsArrays or Ids.OtherInstances;
            RefuseCall(call, isTelling ? refusal : Ids.VoidCalls);
            return;
        }

        Follow(FunctionSource.Callee(method, _source.TypeArguments), LowerArguments(call.Arguments), null, call);
    }

    /// <summary>Whether C# leaves the call out unless a symbol is defined.</summary>
    private static bool IsConditional(IMethodSymbol method)
        => method.GetAttributes().Any(attribute => attribute.AttributeClass.Is("System.Diagnostics", "ConditionalAttribute", 0));

    private Parameter OwnParameter(Variable variable, IParameterSymbol symbol, bool isDifferentiated, bool isResult = false)
    {
        ParameterRole role = RoleOf(symbol);
        if (role == ParameterRole.Reference)
            _ownReferences.Add(variable);
        return new Parameter(variable, role, isDifferentiated, IsResult: isResult);
    }

    /// <summary>The variables that the statements may change although they do not name them.</summary>
    private IEnumerable<Variable> MayBeAliases(List<Statement> statements)
    {
        if (_ownReferences.Count == 0)
            return [];
        List<Variable> assigned = [.. statements.ToEquatableArray().AllDefinitions().Where(variable => !NameSupply.IsTemporary(variable))];
        bool writes = statements.ToEquatableArray().AllStatements()
            .Any(statement => statement is Call || Writes.TargetsOf(statement).Any());
        if (assigned.Count == 0 && !writes)
            return [];
        return _localFunction is not null && (writes || assigned.Any(_ownReferences.Contains))
            ? _variables.Values
                .Concat(_bundles.Values.SelectMany(Aggregates.LeavesOf).OfType<Use>().Select(leaf => leaf.Variable))
                .Concat(_ownReferences)
            : _ownReferences;
    }

    private static bool IsReference(IParameterSymbol? parameter) => parameter is { RefKind: RefKind.Ref or RefKind.Out };

    private static bool IsReadOnlyReference(IParameterSymbol? parameter)
        => parameter is { RefKind: RefKind.In or RefKind.RefReadOnlyParameter };

    /// <summary>The value of an argument, or the place of what is passed by reference.</summary>
    private Expression LowerArgument(IArgumentOperation argument, int position, Dictionary<int, Expression> places)
    {
        if (!IsReference(argument.Parameter))
            return LowerValue(argument.Value);
        if (LowerReferencePlace(argument.Value) is not { } place)
            return Placeholder(argument.Parameter!.Type);
        places.Add(position, place);
        return Always;
    }

    private Expression? LowerReferencePlace(IOperation target)
    {
        if (target is IDiscardOperation)
        {
            return LowerAny(target.Type) switch
            {
                null => RefuseOfType(target),
                AggregateType shape => Temporaries("discarded", shape),
                { } type => new Use(Temporary("discarded", type)),
            };
        }

        if (AssignedSymbols.SymbolOf(target) is { } symbol && _referredElements.TryGetValue(symbol, out Element? referred))
            return referred;
        if (InstanceOf(target) is not null)
            return LowerPlace(target) is Element element ? FixedReference(element, target) : null;
        if (VariablesOf(target) is not { } variables)
        {
            LowerTarget(target);
            return null;
        }

        _references.UnionWith(Aggregates.LeavesOf(variables).OfType<Use>().Select(leaf => leaf.Variable));
        return variables;
    }

    /// <summary>An element whose array and index nothing can change; C# looks here whether the index is in range.</summary>
    private Element FixedReference(Element element, IOperation source)
    {
        Expression array = Keep(element.Array, "row");
        Expression Own(Expression index) => index is IntegerLiteral ? index : Keep(index, "index");
        Expression position = element.Index is Indices indices
            ? new Indices(indices.Values.Select(Own).ToEquatableArray())
            : Own(element.Index);
        var place = new Element(array, position);
        _block.Add(new Assign(Temporary("checked", place.Type), place));
        Write(place, source);
        return place;
    }

    /// <summary>
    /// An argument of an <c>in</c> parameter is passed as a value, which is right as long as the call cannot change the variable or element
    /// in another way.
    /// </summary>
    private void CheckReadOnlyReferences(IReadOnlyList<IArgumentOperation> arguments)
    {
        foreach (IArgumentOperation argument in arguments.Where(argument => IsReadOnlyReference(argument.Parameter)))
        {
            bool isLocalCall = argument.Parent is IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction };
            bool isShared = (isLocalCall && LocalFunctionsMayChange(argument.Value))
                || arguments.Any(other => (IsReference(other.Parameter) && MayBeSame(argument.Value, other.Value)) || MayHold(other.Parameter, argument.Value));
            if (isShared)
                Report(Ids.SharedReferences, argument.Value);
        }
    }

    /// <summary>Whether a local function may change the place: what it captures is not known yet.</summary>
    private bool LocalFunctionsMayChange(IOperation place)
        => IsElement(place) || IsOwnReference(place) || (RootOf(place) is { } root && AssignedInLocalFunctions.Any(assigned => NamesSame(root, assigned)));

    /// <summary>Whether two places may be one. A reference parameter may be an element, and a variable that a local function captures.</summary>
    private bool MayBeSame(IOperation first, IOperation second)
    {
        if (first.Type is { SpecialType: not SpecialType.None } type && second.Type is { SpecialType: not SpecialType.None } other && type.SpecialType != other.SpecialType)
            return false;
        bool Reaches(IOperation reference, IOperation place) => IsOwnReference(reference) && (IsOwnReference(place) || IsElement(place) || IsCaptured(place));
        return (IsElement(first) && IsElement(second))
            || Reaches(first, second)
            || Reaches(second, first)
            || (RootOf(first) is { } root && RootOf(second) is { } same && NamesSame(root, same));
    }

    /// <summary>Whether the place may be an element of the array that the parameter gets, and that the call may write to.</summary>
    private bool MayHold(IParameterSymbol? parameter, IOperation place)
        => (IsElement(place) || IsOwnReference(place)) && LowerType(parameter?.Type) is ArrayType { Kind: ArrayKind.Span or ArrayKind.Array };

    private bool IsOwnReference(IOperation place)
        => RootOf(place) is { } root && LeavesOf(root).Any(leaf => leaf is Use use && _ownReferences.Contains(use.Variable));

    /// <summary>Whether the place is a variable of the function around the local function.</summary>
    private bool IsCaptured(IOperation place) => RootOf(place) is { } root && LeavesOf(root).Any(IsCaptured);

    /// <summary>Whether the value speaks of a variable of the function around the local function.</summary>
    private bool IsCaptured(Expression value) => _outside is not null && value.Uses().Any(variable => _outside.Contains(variable.Name));

    private bool IsElement(IOperation operation)
        => InstanceOf(operation) is not null
            || (AssignedSymbols.SymbolOf(operation) is { } symbol && _referredElements.ContainsKey(symbol));

    /// <summary>Whether two locals or parameters stand for the same variables: one may be a <c>ref</c> local.</summary>
    private bool NamesSame(ISymbol first, ISymbol second)
        => SymbolEqualityComparer.Default.Equals(first, second) || LeavesOf(first).Intersect(LeavesOf(second)).Any();

    private IEnumerable<Expression> LeavesOf(ISymbol symbol)
        => _bundles.TryGetValue(symbol, out Bundle? bundle) ? bundle.Leaves
            : _variables.TryGetValue(symbol, out Variable? variable) ? [new Use(variable)]
            : (Expression[])[];

    /// <summary>The local or parameter that the operation names, or names a member of.</summary>
    private static ISymbol? RootOf(IOperation operation) => operation switch
    {
        IParenthesizedOperation parenthesized => RootOf(parenthesized.Operand),
        IFieldReferenceOperation { Instance: { } instance } => RootOf(instance),
        IPropertyReferenceOperation { Property.IsIndexer: false, Instance: { } instance } => RootOf(instance),
        _ => AssignedSymbols.SymbolOf(operation),
    };

    /// <summary>
    /// Where a call stays a call, what is passed by reference is copied in and out: then there must be no other way to it. Whether the call
    /// stays is known once all is lowered. What a reference parameter of a local function may be besides, its caller does not know.
    /// </summary>
    private void NoteShared(string function, IReadOnlyList<(Expression Value, IParameterSymbol? Parameter)> arguments, Place place)
    {
        var references = arguments.Where(argument => IsReference(argument.Parameter)).ToList();
        foreach ((Expression value, IParameterSymbol? parameter) in references)
        {
            bool MayHoldElement((Expression Value, IParameterSymbol? Parameter) other) => other.Value.Type is ArrayType array && array.Element == value.Type;
            bool isShared = value switch
            {
                Use use when _localFunction is not null && _ownReferences.Contains(use.Variable)
                    && (arguments.Any(MayHoldElement) || references.Any(other => other.Value.Type == use.Type && (other.Value is Element || IsCaptured(other.Value)))) => true,
                Use use => references.Count(other => other.Value.Equals(use)) > 1,
                Element element => references.Count(other => other.Value is Element { Type: { } type } && type == element.Type) > 1
                    || arguments.Any(MayHoldElement),
                _ => false,
            };
            if (isShared)
                _shared.Add(new SharedReference(function, place, parameter!.Name));
        }
    }
}
