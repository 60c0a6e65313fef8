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
    private readonly List<Finding> _findings = [];
    private readonly List<Origin> _origins = [];
    private bool _isBroken;
    private bool _isRecursive;

    private ModuleBuilder(Compilation compilation, IMethodSymbol entry, CancellationToken cancellationToken)
    {
        _compilation = compilation;
        _home = entry.ContainingType;
        _cancellationToken = cancellationToken;
    }

    /// <summary>Lowers the method; null where it has no body. The text of the result is going to stand in the method's type.</summary>
    public static LoweredModule? Build(IMethodSymbol method, Compilation compilation, CancellationToken cancellationToken)
    {
        LoweredFunction? entry = FunctionLowering.Lower(FunctionSource.Entry(method), compilation, cancellationToken);
        return entry is null ? null : new ModuleBuilder(compilation, entry.Source.Method, cancellationToken).Run(entry);
    }

    private LoweredModule Run(LoweredFunction entry)
    {
        Visit(entry, isEntry: true);
        var module = new Module(entry.Function, _order.Select(name => _helpers[name]).ToEquatableArray());
        if (!_isBroken && !_isRecursive && IrSize.Inlined(module) > IrSize.Limit)
        {
            string limit = $"{IrSize.Limit} operations with all followed calls in their places";
            _findings.Add(new Finding(Ids.TooLarge, entry.Source.Name, entry.NamePlace, [entry.Source.Name, limit]));
        }

        return new LoweredModule(module, entry.NamePlace, _findings, _origins, _isBroken);
    }

    private void Visit(LoweredFunction function, bool isEntry)
    {
        _path.Add(function.Source.Name);
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
        // Whatever its type arguments: a generic function may call itself with ever larger ones.
        if (_active.Contains(call.Callee.Method, SymbolEqualityComparer.Default))
        {
            _isRecursive = true;
            Report(Ids.Recursion, caller, call.Place, DocumentationIds.MemberName(call.Callee.Name));
            return;
        }

        if (_helpers.ContainsKey(call.Callee.Name)
            || HelperCache.Of(_compilation).Lower(call.Callee, _compilation, _cancellationToken) is not { } helper)
        {
            return;
        }

        _helpers.Add(call.Callee.Name, helper.Function);
        _order.Add(call.Callee.Name);
        Visit(helper, isEntry: false);
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
                if (Reaches(local.Function, name, all, []))
                {
                    _isRecursive = true;
                    Report(Ids.Recursion, function, local.NamePlace, DocumentationIds.MemberName(name));
                }
            }
        }

        return calls;
    }

    private static IEnumerable<string> CalleesOf(Function function) => function.Body.AllStatements().OfType<Call>().Select(call => call.Function).Distinct();

    private static bool Reaches(Function from, string target, Dictionary<string, LocalFunction> all, HashSet<string> seen)
        => CalleesOf(from).Any(name => name == target || (seen.Add(name) && all.TryGetValue(name, out LocalFunction? next) && Reaches(next.Function, target, all, seen)));

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
