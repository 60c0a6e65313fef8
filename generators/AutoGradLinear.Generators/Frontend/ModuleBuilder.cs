using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;
using Microsoft.CodeAnalysis;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>A function with all that it calls, and what there is to report about them.</summary>
internal sealed record LoweredModule(
    Module Module, Place NamePlace, IReadOnlyList<Finding> Findings, IReadOnlyList<Origin> Origins, bool IsBroken);

/// <summary>Follows calls from a function to the functions whose source is in the compilation.</summary>
internal sealed class ModuleBuilder
{
    private readonly Compilation _compilation;
    private readonly INamedTypeSymbol _home;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<string, Function> _helpers = [];
    private readonly List<string> _order = [];
    private readonly List<string> _path = [];
    private readonly List<IMethodSymbol> _active = [];
    private readonly List<LoweredFunction> _functions = [];
    private readonly Dictionary<LoweredFunction, IReadOnlyList<string>> _paths = [];
    private readonly List<Finding> _findings = [];
    private readonly List<Origin> _origins = [];
    private readonly List<(LoweredFunction Holder, LocalFunction Function)> _localFunctions = [];
    private bool _isBroken;

    /// <summary>A generic function that calls itself with more types than these has no end of them.</summary>
    private const int MostInstances = 4;

    private ModuleBuilder(Compilation compilation, IMethodSymbol entry, CancellationToken cancellationToken)
    {
        _compilation = compilation;
        _home = entry.ContainingType;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Lowers the method; null where it has no body. The text of the result is going to stand in the method's type.</summary>
    /// <param name="isTwice">Whether it is differentiated twice: then the rules of external functions are followed as well.</param>
    public static LoweredModule? Build(IMethodSymbol method, Compilation compilation, bool isTwice, CancellationToken cancellationToken)
    {
        LoweredFunction? entry = FunctionLowering.Lower(FunctionSource.Entry(method), compilation, cancellationToken);
        return entry is null ? null : new ModuleBuilder(compilation, entry.Source.Method, cancellationToken).Run(entry, isTwice);
    }

    private LoweredModule Run(LoweredFunction entry, bool isTwice)
    {
        Visit(entry, isEntry: true);
        if (isTwice)
            FollowRules();
        var module = new Module(entry.Function, _order.Select(name => _helpers[name]).ToEquatableArray());
        CheckRecursion(module);
        if (!_isBroken && _findings.Count == 0)
            CheckMemory(module);
        if (!_isBroken && IrSize.Inlined(module) > IrSize.Limit)
        {
            string limit = $"{IrSize.Limit} operations with all followed calls in their places";
            _findings.Add(new Finding(Ids.TooLarge, entry.Source.Name, entry.NamePlace, [entry.Source.Name, limit]));
        }

        return new LoweredModule(module, entry.NamePlace, _findings, _origins, _isBroken);
    }

    private void Visit(LoweredFunction function, bool isEntry)
    {
        _path.Add(function.Source.Name);
        _functions.Add(function);
        _paths[function] = [.. _path];
        _active.Add(function.Source.Method);
        _isBroken |= function.IsBroken;
        _origins.Add(function.Origin);
        foreach (Finding finding in function.Findings)
            _findings.Add(finding.WithPath(_path));
        CheckAccess(isEntry ? function.Accesses.Where(access => access.IsImplied) : function.Accesses, function);
        foreach (CallSite call in function.Calls.Concat(AddLocalFunctions(function)))
        {
            _cancellationToken.ThrowIfCancellationRequested();
            Follow(function, call);
        }

        _path.RemoveAt(_path.Count - 1);
        _active.RemoveAt(_active.Count - 1);
    }

    private void Follow(LoweredFunction caller, CallSite call)
    {
        if (_helpers.ContainsKey(call.Callee.Name))
            return;
        if (_active.Count(method => SymbolEqualityComparer.Default.Equals(method, call.Callee.Method)) >= MostInstances)
        {
            Report(Ids.Recursion, caller, call.Place, DocumentationIds.MemberName(call.Callee.Name));
            return;
        }

        if (HelperCache.Of(_compilation).Lower(call.Callee, _compilation, _cancellationToken) is not { } helper)
        {
            Report(Ids.UnknownFunction, caller, call.Place, DocumentationIds.MemberName(call.Callee.Name));
            return;
        }

        _helpers.Add(call.Callee.Name, helper.Function);
        _order.Add(call.Callee.Name);
        Visit(helper, isEntry: false);
    }

    /// <summary>Where second derivatives are wanted, rules are followed as helpers are. Those that rules need in turn are differentiated once only, and not followed.</summary>
    private void FollowRules()
    {
        foreach (LoweredFunction caller in _functions.ToList())
        {
            _path.AddRange(_paths[caller]);
            foreach (ExternalSite site in caller.Externals)
            {
                if (site.Rule is { } rule && HelperCache.Of(_compilation).Lower(rule, _compilation, _cancellationToken) is not null)
                    Follow(caller, new CallSite(rule, site.Place));
                else
                    Report(Ids.NoSecondDerivative, caller, site.Place, site.Name, site.Missing, site.Advice);
            }

            _path.Clear();
        }
    }

    /// <summary>Adds the local functions that the function calls, directly or through one another, and returns what they call in turn.</summary>
    private List<CallSite> AddLocalFunctions(LoweredFunction function)
    {
        var calls = new List<CallSite>();
        if (function.LocalFunctions.Count == 0)
            return calls;
        Dictionary<string, LocalFunction> all = function.LocalFunctions.ToDictionary(local => local.Function.Name);
        var pending = new Queue<Function>([function.Function]);
        while (pending.Count > 0)
        {
            foreach (string name in CalleesOf(pending.Dequeue()))
            {
                if (!all.TryGetValue(name, out LocalFunction? local) || _helpers.ContainsKey(name))
                    continue;
                _helpers.Add(name, local.Function);
                _order.Add(name);
                _origins.Add(function.Origin with { Function = name });
                calls.AddRange(local.Calls);
                pending.Enqueue(local.Function);
                _localFunctions.Add((function, local));
            }
        }

        return calls;
    }

    /// <summary>A function that calls itself stays a function: it cannot hand out memory, and what it gets by reference is copied in and out.</summary>
    private void CheckRecursion(Module module)
    {
        HashSet<string> recursive = [.. module.Helpers.Where(helper => IrSize.IsRecursive(module, helper.Name)).Select(helper => helper.Name)];
        if (recursive.Count == 0)
            return;
        foreach ((LoweredFunction holder, LocalFunction local) in _localFunctions.Where(item => recursive.Contains(item.Function.Function.Name) && !item.Function.Function.Captures.IsEmpty))
            ReportIn(holder, Ids.Recursion, local.NamePlace, DocumentationIds.MemberName(local.Function.Name));
        foreach (LoweredFunction caller in _functions)
        {
            foreach (MemoryCall site in caller.Memory.Calls.Where(site => recursive.Contains(site.Call.Function)))
            {
                Function callee = module.Find(site.Call.Function)!;
                bool handsOut = callee.Results.Any(result => result.Type is ArrayType)
                    || callee.Parameters.Any(parameter => parameter is { Role: ParameterRole.Reference, Variable.Type: ArrayType });
                if (handsOut)
                    ReportIn(caller, Ids.Recursion, site.Place, DocumentationIds.MemberName(callee.Name));
            }

            foreach (SharedReference shared in caller.Memory.Shared.Where(shared => recursive.Any(name => name == shared.Callee || IrSize.Reaches(module, shared.Callee, name))))
                ReportIn(caller, Ids.SharedReferences, shared.Place, shared.Parameter);
        }
    }

    private void CheckMemory(Module module)
    {
        List<string> recursive = [.. module.Helpers.Where(helper => IrSize.IsRecursive(module, helper.Name)).Select(helper => helper.Name)];
        bool Stays(string function) => recursive.Any(name => name == function || IrSize.Reaches(module, function, name));
        foreach ((LoweredFunction function, string id, Place place, string text) in MemoryChecks.Run(_functions, Stays))
            ReportIn(function, id, place, text);
    }

    private void ReportIn(LoweredFunction function, string id, Place place, string text)
    {
        Finding finding = new Finding(id, function.Source.Name, place, [text]).WithPath(_paths[function]);
        if (!_findings.Contains(finding))
            _findings.Add(finding);
    }

    private static IEnumerable<string> CalleesOf(Function function) => function.Body.AllStatements().OfType<Call>().Select(call => call.Function).Distinct();

    /// <summary>A helper's text is going to stand in the annotated type: what it mentions has to be accessible there.</summary>
    private void CheckAccess(IEnumerable<Access> accesses, LoweredFunction function)
    {
        foreach (Access access in accesses)
        {
            if (!IsAccessible(access.Symbol))
                Report(Ids.Inaccessible, function, access.Place, access.Text, Types.Display(_home));
        }
    }

    private bool IsAccessible(ISymbol symbol)
    {
        if (symbol is IParameterSymbol parameter)
            return SymbolEqualityComparer.Default.Equals(parameter.ContainingType.OriginalDefinition, _home.OriginalDefinition);
        for (INamedTypeSymbol? type = symbol as INamedTypeSymbol ?? symbol.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.IsFileLocal)
                return false;
        }

        return _compilation.IsSymbolAccessibleWithin(symbol, _home);
    }

    private void Report(string id, LoweredFunction function, Place place, params string[] arguments)
        => _findings.Add(new Finding(id, function.Source.Name, place, arguments.ToEquatableArray()).WithPath(_path));
}
