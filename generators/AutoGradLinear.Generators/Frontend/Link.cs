using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>
/// Matches calls with the derivative table: a pure function of value-equal data. What neither the table nor a followed helper answers is
/// reported. After it no room can fail.
/// </summary>
internal static class Link
{
    /// <summary>The draft with its calls linked; without a value where something has been reported.</summary>
    public static Draft<Target> Run(Draft<Target> draft)
    {
        if (draft.Value is not { } target)
            return draft;
        var findings = new List<Finding>(draft.Findings);
        // A helper whose only call stands behind a condition that never holds is called by nobody.
        Module module = target.Module.Reachable(keepsRules: true);
        var linker = new Linker(module, findings);
        Function entry = linker.Run(module.Entry);
        EquatableArray<Function> helpers = module.Helpers.Select(linker.Run).ToEquatableArray();
        bool isRefused = findings.Any(finding => Descriptors.IsError(finding.Id));
        Target? linked = isRefused ? null : target with { Module = new Module(entry, helpers), Places = linker.Places.ToEquatableArray() };
        return new Draft<Target>(draft.Key, linked, findings.ToEquatableArray());
    }

    private sealed class Linker(Module module, List<Finding> findings) : Rewriter
    {
        private readonly Dictionary<string, EquatableArray<string>> _paths = Paths(module);
        private Function _function = module.Entry;

        public List<Place> Places { get; } = [];

        /// <summary>For each function a shortest way of calls that leads to it; a rule is called by what calls its function.</summary>
        private static Dictionary<string, EquatableArray<string>> Paths(Module module)
        {
            var paths = new Dictionary<string, EquatableArray<string>> { [module.Entry.Name] = [module.Entry.Name] };
            var waiting = new Queue<Function>([module.Entry]);
            while (waiting.Count > 0)
            {
                Function caller = waiting.Dequeue();
                foreach (string callee in Module.CalleesOf(caller, keepsRules: true).Where(callee => !paths.ContainsKey(callee)).Distinct().ToList())
                {
                    paths.Add(callee, [.. paths[caller.Name], callee]);
                    if (module.Find(callee) is { } function)
                        waiting.Enqueue(function);
                }
            }

            return paths;
        }

        public Function Run(Function function)
        {
            _function = function;
            return function with { Body = Rewrite(function.Body) };
        }

        public override Expression Rewrite(Expression expression)
        {
            Expression rebuilt = base.Rewrite(expression);
            if (rebuilt is not Invoke invoke)
                return rebuilt;
            EquatableArray<string> path = _paths[_function.Name];
            if (FunctionNames.Find(invoke.Target) is { } name)
            {
                Places.Add(invoke.Place);
                return new Apply(name, invoke.Arguments, invoke.Type, new Site(_function.Name, invoke.Place));
            }

            // A call that has been refused already needs no second reason.
            if (findings.Any(finding => finding.Function == _function.Name && finding.Place == invoke.Place))
                return rebuilt;
            bool isReal = invoke.Arguments.Any(argument => argument.Type is RealType or ArrayType { Scalar: RealType });
            string id = isReal ? Ids.NoDerivative : Ids.UnknownFunction;
            findings.Add(new Finding(id, _function.Name, invoke.Place, [DocumentationIds.MemberName(invoke.Target)]).WithPath(path));
            return rebuilt;
        }
    }
}
