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
        Module module = target.Module.Reachable();
        var linker = new Linker(module, findings);
        Function entry = linker.Run(module.Entry);
        EquatableArray<Function> helpers = module.Helpers.Select(linker.Run).ToEquatableArray();
        bool isRefused = findings.Any(finding => Descriptors.IsError(finding.Id));
        Target? linked = isRefused ? null : target with { Module = new Module(entry, helpers), Places = linker.Places.ToEquatableArray() };
        return new Draft<Target>(draft.Key, linked, findings.ToEquatableArray());
    }

    private sealed class Linker(Module module, List<Finding> findings) : Rewriter
    {
        // Helpers stand behind the functions that call them first, so a path is known when its end is reached.
        private readonly Dictionary<string, EquatableArray<string>> _paths = new() { [module.Entry.Name] = [module.Entry.Name] };
        private Function _function = module.Entry;

        public List<Place> Places { get; } = [];

        public Function Run(Function function)
        {
            _function = function;
            return function with { Body = Rewrite(function.Body) };
        }

        protected override void Rewrite(Statement statement, List<Statement> output)
        {
            if (statement is Call call && !_paths.ContainsKey(call.Function))
                _paths.Add(call.Function, [.. _paths[_function.Name], call.Function]);
            base.Rewrite(statement, output);
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
                return new Apply(name, invoke.Arguments, invoke.Type, invoke.Place);
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
