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
    private readonly List<SharedReference> _shared = [];

    /// <summary>A call without a result.</summary>
    private void LowerVoidCall(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (LowerRowCall(call) is not null || LowerMap(call))
            return;
        string? refusal = RefusalOf(call);
        if (refusal is null && (!IsHere(method) || method.HasAttribute("ConditionalAttribute")))
            refusal = Ids.VoidCalls;
        if (refusal is not null)
        {
            bool isTelling = refusal is Ids.LocalFunctions or Ids.Delegates or Ids.GeneratedMembers or Ids.Slices or Ids.References or Ids.VirtualCalls or Ids.ParamsArrays or Ids.OtherInstances;
            RefuseCall(call, isTelling ? refusal : Ids.VoidCalls);
            return;
        }

        Follow(FunctionSource.Callee(method, _source.TypeArguments), LowerArguments(call.Arguments), null, call);
    }

    private static bool IsReference(IParameterSymbol? parameter) => parameter is { RefKind: RefKind.Ref or RefKind.Out };

    private static bool IsReadOnlyReference(IParameterSymbol? parameter) => parameter is { RefKind: RefKind.In or RefKind.RefReadOnlyParameter };

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
            return LowerAny(target.Type) is { } type ? (type is AggregateType shape ? Temporaries("discarded", shape) : new Use(Temporary("discarded", type))) : RefuseOfType(target);
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

    /// <summary>An element whose array and index nothing can change; C# looks here whether the index is in range, unless the element of an array is only going to be assigned.</summary>
    private Element FixedReference(Element element, IOperation source, bool isChecked = true)
    {
        Expression array = Keep(element.Array, "row");
        Expression Own(Expression index) => index is IntegerLiteral ? index : Keep(index, "index");
        Expression position = element.Index is Indices indices ? new Indices(indices.Values.Select(Own).ToEquatableArray()) : Own(element.Index);
        var place = new Element(array, position);
        if (isChecked)
            _block.Add(new Assign(Temporary("checked", place.Type), place));
        Write(place, source);
        return place;
    }

    /// <summary>
    /// An argument of an <c>in</c> parameter is passed as a value, which is right as long as the call cannot change the variable or element in another way.
    /// </summary>
    private void CheckReadOnlyReferences(IReadOnlyList<IArgumentOperation> arguments)
    {
        foreach (IArgumentOperation argument in arguments.Where(argument => IsReadOnlyReference(argument.Parameter)))
        {
            bool isElement = InstanceOf(argument.Value) is not null;
            bool isLocalCall = argument.Parent is IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction };
            bool isShared = RootOf(argument.Value) is { } root
                && (isLocalCall ? _assigned.Contains(root) : arguments.Any(other => IsReference(other.Parameter) && SymbolEqualityComparer.Default.Equals(root, RootOf(other.Value))));
            if (isElement)
            {
                isShared = arguments.Any(other => (IsReference(other.Parameter) && InstanceOf(other.Value) is not null)
                    || LowerType(other.Parameter?.Type) is ArrayType { Kind: ArrayKind.Span or ArrayKind.Array });
            }

            if (isShared)
                Report(Ids.SharedReferences, argument.Value);
        }
    }

    /// <summary>The local or parameter that the operation names, or names a member of.</summary>
    private static ISymbol? RootOf(IOperation operation) => operation switch
    {
        IParenthesizedOperation parenthesized => RootOf(parenthesized.Operand),
        IFieldReferenceOperation { Instance: { } instance } => RootOf(instance),
        IPropertyReferenceOperation { Property.IsIndexer: false, Instance: { } instance } => RootOf(instance),
        _ => AssignedSymbols.SymbolOf(operation),
    };

    /// <summary>
    /// Where a call stays a call, what is passed by reference is copied in and out: then there must be no other way to it. Whether the call stays is known once all is lowered.
    /// </summary>
    private void NoteShared(string function, IReadOnlyList<(Expression Value, IParameterSymbol? Parameter)> arguments, Place place)
    {
        var references = arguments.Where(argument => IsReference(argument.Parameter)).ToList();
        foreach ((Expression value, IParameterSymbol? parameter) in references)
        {
            bool isShared = value switch
            {
                Use use => use.Type is ArrayType || references.Count(other => other.Value.Equals(use)) > 1,
                Element element => references.Count(other => other.Value is Element { Type: { } type } && type == element.Type) > 1
                    || arguments.Any(other => other.Value.Type is ArrayType array && array.Element == element.Type),
                _ => false,
            };
            if (isShared)
                _shared.Add(new SharedReference(function, place, parameter!.Name));
        }
    }
}
