using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace AutoGradLinear.Generators.Frontend;

internal sealed partial class FunctionLowering
{
    private Expression LowerCall(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        string id = FunctionSource.DocumentationId(method);
        if (LowerExternal(call) is { } external)
            return external;
        if (LowerCreation(call) is { } created)
            return created;
        if (LowerNamedFunction(call) is { } named)
            return named;
        if (LowerRowCall(call) is { } ofRow)
            return ofRow;
        bool isKnown = FunctionNames.IsKnown(id);
        if (LowerVectorCall(call) is { } ofVectors)
            return ofVectors;
        if (LowerCallOnValue(call) is { } onValue)
            return onValue;
        if (!isKnown && RefusalOf(call) is { } refusal)
            return RefuseCall(call, refusal);
        if (LowerAny(call.Type) is not { } type)
        {
            LowerArguments(call.Arguments);
            RefuseType(call.Type, call);
            return Placeholder(call.Type);
        }

        Expression[] arguments = LowerArguments(call.Arguments);
        if (method.MethodKind == MethodKind.LocalFunction)
            return CallLocalFunction(method, arguments, type, call);
        if (!isKnown && IsHere(method))
            return Follow(method, arguments, type, call);
        if (type is ArrayType)
            return RefuseCall(call, Ids.ArrayVariables);
        if (type is AggregateType || arguments.Any(argument => argument is Bundle) || call.Arguments.Any(argument => IsReference(argument.Parameter)))
        {
            bool isReal = type is RealType or AggregateType || arguments.SelectMany(Aggregates.LeavesOf).Any(argument => IsReal(argument.Type));
            Report(isReal ? Ids.NoDerivative : Ids.UnknownFunction, NameOf(call), DocumentationIds.MemberName(id));
            return Placeholder(type);
        }

        // Only real numbers carry a derivative that could be stopped.
        if (FunctionNames.Find(id) == FunctionNames.Stop && type is not RealType)
            return arguments[0];
        return new Invoke(id, arguments.ToEquatableArray(), type, NameOf(call));
    }

    /// <summary>The arguments in the order of the parameters, evaluated in the order of the source.</summary>
    private Expression[] LowerArguments(IReadOnlyList<IArgumentOperation> arguments)
    {
        CheckReadOnlyReferences(arguments);
        Expression[] values = LowerInOrder([.. arguments]);
        var ordered = new Expression[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            // The callee reads the variable itself, after all arguments have been evaluated.
            bool isVariable = IsReadOnlyReference(arguments[i].Parameter) && RootOf(arguments[i].Value) is not null;
            ordered[arguments[i].Parameter?.Ordinal ?? i] = isVariable && VariablesOf(arguments[i].Value) is { } variables ? variables : values[i];
        }

        return ordered;
    }

    private Expression Follow(IMethodSymbol method, Expression[] arguments, IrType type, IOperation operation)
        => Follow(FunctionSource.Callee(method, _source.TypeArguments), arguments, type, operation);

    /// <param name="type">The type of the result, or null where there is none.</param>
    private Expression Follow(FunctionSource callee, Expression[] arguments, IrType? type, IOperation operation)
    {
        Place place = NameOf(operation);
        _calls.Add(new CallSite(callee, place));
        Expression? result = type is null ? null : ResultOf(callee.Method, type);
        AddCall(callee.Name, callee.Method, result is null ? [] : Aggregates.LeavesOf(result), arguments, place);
        return result ?? Always;
    }

    /// <summary>The variables for the result of a call.</summary>
    private Expression ResultOf(IMethodSymbol method, IrType type)
    {
        string name = method.MethodKind switch
        {
            MethodKind.PropertyGet => method.AssociatedSymbol!.Name,
            MethodKind.Constructor => method.ContainingType.Name,
            _ => method.Name.Replace("op_", ""),
        };
        name = char.ToLowerInvariant(name[0]) + name.Substring(1);
        return type is AggregateType shape ? Temporaries(name, shape) : new Use(Temporary(name, type));
    }

    /// <param name="arguments">Those of the parameters, in their order, and before them the leaves of the object, if the function takes them.</param>
    private void AddCall(string function, IMethodSymbol method, IEnumerable<Expression> results, IReadOnlyList<Expression> arguments, Place place)
    {
        var leaves = new List<(Expression Value, IParameterSymbol? Parameter)>();
        for (int i = 0; i < arguments.Count; i++)
        {
            int position = i - (arguments.Count - method.Parameters.Length);
            IParameterSymbol? parameter = position >= 0 ? method.Parameters[position] : null;
            bool isStopped = parameter is not null && !IsReference(parameter) && parameter.HasAttribute("NoGradientAttribute");
            leaves.AddRange(Aggregates.LeavesOf(arguments[i]).Select(leaf =>
                (isStopped && leaf.Type is RealType ? new Apply(FunctionNames.Stop, [leaf], leaf.Type) : leaf, parameter)));
        }

        NoteShared(function, leaves, place);
        EquatableArray<Variable> variables = results.Select(result => ((Use)result).Variable).ToEquatableArray();
        var call = new Call(variables, function, leaves.Select(leaf => leaf.Value).ToEquatableArray());
        _sites.Add(new MemoryCall(call, place));
        _block.Add(call);
    }

    private static string? RefusalOf(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (method.MethodKind == MethodKind.LocalFunction && !IsSupported(method))
            return Ids.LocalFunctions;
        if (method.MethodKind == MethodKind.DelegateInvoke)
            return Ids.Delegates;
        if (method.IsIn("System.Linq"))
            return Ids.Linq;
        if (ForeignPullbacks.IsGenerated(method))
            return Ids.GeneratedMembers;
        if (method.IsAsync)
            return Ids.AsyncAndIterators;
        if (method.ReturnsByRef || method.ReturnsByRefReadonly)
            return Ids.References;
        if (call.Arguments.Any(argument => argument.ArgumentKind is ArgumentKind.ParamArray or ArgumentKind.ParamCollection && Types.Lower(argument.Parameter?.Type) is null))
            return Ids.ParamsArrays;
        if (method.ContainingType.Is("System", "Span", 1) || method.ContainingType.Is("System", "ReadOnlySpan", 1)
            || method.ContainingType.Is("System", "MemoryExtensions", 0) || method.ContainingType.SpecialType == SpecialType.System_Array)
        {
            return Ids.Slices;
        }

        if (call.Instance is not (null or IInstanceReferenceOperation) && method.ContainingType.TypeKind != TypeKind.Interface)
            return IdOfInstance(call.Instance);
        return (method.IsStatic ? method.IsAbstract || method.IsVirtual : IsOverridable(method)) ? Ids.VirtualCalls : null;
    }

    private Expression RefuseCall(IInvocationOperation call, string id)
    {
        Report(id, NameOf(call), call.TargetMethod.MethodKind == MethodKind.DelegateInvoke ? Excerpt(call.Syntax) : call.TargetMethod.Name);
        return Placeholder(call.Type);
    }

    /// <summary>The callee's name in the call; the whole expression where there is none.</summary>
    private Place NameOf(IOperation operation)
    {
        SyntaxNode syntax = operation.Syntax is InvocationExpressionSyntax invocation ? invocation.Expression : operation.Syntax;
        return PlaceOf(syntax is MemberAccessExpressionSyntax access ? access.Name : syntax);
    }
}
