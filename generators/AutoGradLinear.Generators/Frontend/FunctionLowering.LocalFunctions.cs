using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>
/// Local functions are lowered with the function around them, after it: then every variable that they may capture is known. What belongs to others is captured;
/// names tell, because no name is given twice.
/// </summary>
internal sealed partial class FunctionLowering
{
    private readonly Dictionary<ISymbol, string> _localFunctions = new(SymbolEqualityComparer.Default);
    private readonly Queue<ILocalFunctionOperation> _pending = new();
    private readonly HashSet<ISymbol> _queued = new(SymbolEqualityComparer.Default);
    private IMethodSymbol? _localFunction;

    /// <summary>Inside of a local function, the names of what it may capture.</summary>
    private Names.Snapshot? _outside;
    private HashSet<ISymbol>? _assignedInLocalFunctions;

    private HashSet<ISymbol> AssignedInLocalFunctions
        => _assignedInLocalFunctions ??= AssignedSymbols.InLocalFunctions(_model, _declaration, _cancellationToken);

    /// <summary>Remembers a declaration; false where the local function is refused.</summary>
    private bool TryQueue(ILocalFunctionOperation function)
    {
        if (!IsSupported(function.Symbol) || function.Body is null)
            return false;
        if (_queued.Add(function.Symbol))
            _pending.Enqueue(function);
        return true;
    }

    private static bool IsSupported(IMethodSymbol function)
        => !(function.IsAsync || function.IsGenericMethod || function.ReturnsByRef || function.ReturnsByRefReadonly);

    private string NameOf(IMethodSymbol function)
    {
        if (!_localFunctions.TryGetValue(function, out string? name))
        {
            int same = _localFunctions.Keys.Count(other => other.Name == function.Name);
            _localFunctions[function] = name = $"{function.Name}({_source.Name}){(same == 0 ? "" : $"{{{same + 1}}}")}";
        }

        return name;
    }

    private Expression CallLocalFunction(IMethodSymbol function, Expression[] arguments, IrType type, IInvocationOperation call)
    {
        Expression result = ResultOf(function, type);
        AddCall(NameOf(function.OriginalDefinition), function, Aggregates.LeavesOf(result), arguments, NameOf(call));
        return result;
    }

    /// <summary>A call of a local function without a result.</summary>
    private void CallLocalFunction(IInvocationOperation call)
    {
        if (IsSupported(call.TargetMethod))
            AddCall(NameOf(call.TargetMethod.OriginalDefinition), call.TargetMethod, [], LowerArguments(call.Arguments), NameOf(call));
        else
            RefuseCall(call, Ids.LocalFunctions);
    }

    private IReadOnlyList<LocalFunction> LowerLocalFunctions()
    {
        var lowered = new List<(LocalFunction Function, Names.Snapshot Others)>();
        while (_pending.Count > 0)
        {
            ILocalFunctionOperation operation = _pending.Dequeue();
            Names.Snapshot others = _names.Take();
            lowered.Add((Lower(operation, others), others));
        }

        Close(lowered);
        return [.. lowered.Select(item => item.Function)];
    }

    private LocalFunction Lower(ILocalFunctionOperation operation, Names.Snapshot others)
    {
        (List<Statement> block, int calls) = (_block, _calls.Count);
        (Dictionary<IrType, Variable> emptyRows, List<Statement> prologue) = (_emptyRows, _prologue);
        (_block, _localFunction, _outside, _emptyRows, _prologue) = ([], operation.Symbol, others, [], []);
        var parameters = new List<Parameter>();
        foreach (IParameterSymbol symbol in operation.Symbol.Parameters)
        {
            if (ShapeOf(symbol.Type) is { } shape)
                DeclareParameters(symbol, shape, null, parameters);
            else if (LowerType(symbol.Type) is { } type)
                parameters.Add(OwnParameter(DeclareParameter(symbol, type), symbol, IsActiveInHelper(symbol, type)));
            else
                RefuseType(symbol.Type, operation);
        }

        IrType? result = LowerAny(operation.Symbol.ReturnType);
        if (result is null && !operation.Symbol.ReturnsVoid)
            RefuseType(operation.Symbol.ReturnType, operation);
        LowerBlock(operation.Body!.Operations);
        EquatableArray<Statement> body = [.. _prologue, .. _block];
        EquatableArray<Variable> captures = body.AllDefinitions().Concat(body.AllExpressions().SelectMany(expression => expression.Uses()))
            .Where(variable => others.Contains(variable.Name))
            .Distinct()
            .ToEquatableArray();
        var function = new Function(NameOf(operation.Symbol), Form.Surface, parameters.ToEquatableArray(), ResultsOf(result), body, default, captures);
        List<CallSite> own = _calls.GetRange(calls, _calls.Count - calls);
        _calls.RemoveRange(calls, own.Count);
        (_block, _localFunction, _outside, _emptyRows, _prologue) = (block, null, null, emptyRows, prologue);
        return new LocalFunction(function, FunctionNameOf(operation), own);
    }

    /// <summary>Whoever calls a local function captures what that captures, unless it is its own.</summary>
    private static void Close(List<(LocalFunction Function, Names.Snapshot Others)> functions)
    {
        bool changed = true;
        while (changed)
        {
            changed = false;
            for (int i = 0; i < functions.Count; i++)
            {
                (LocalFunction caller, Names.Snapshot others) = functions[i];
                HashSet<string> callees = [.. caller.Function.Body.AllStatements().OfType<Call>().Select(call => call.Function)];
                EquatableArray<Variable> captures = caller.Function.Captures
                    .Concat(functions.Where(item => callees.Contains(item.Function.Function.Name)).SelectMany(item => item.Function.Function.Captures))
                    .Where(variable => others.Contains(variable.Name))
                    .Distinct()
                    .ToEquatableArray();
                if (captures.Count == caller.Function.Captures.Count)
                    continue;
                functions[i] = (caller with { Function = caller.Function with { Captures = captures } }, others);
                changed = true;
            }
        }
    }

    /// <summary>The variables that calls of local functions among the statements may assign.</summary>
    private HashSet<Variable> AssignedByCalls(List<Statement> statements)
    {
        if (_localFunctions.Count == 0 || !statements.ToEquatableArray().AllStatements().OfType<Call>().Any(call => _localFunctions.ContainsValue(call.Function)))
            return [];
        return
        [
            .. AssignedInLocalFunctions.Where(_variables.ContainsKey).Select(symbol => _variables[symbol]),
            .. AssignedInLocalFunctions.Where(_bundles.ContainsKey).SelectMany(symbol => _bundles[symbol].Leaves).OfType<Use>().Select(leaf => leaf.Variable),
        ];
    }
}
