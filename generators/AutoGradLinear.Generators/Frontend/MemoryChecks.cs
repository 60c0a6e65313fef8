using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.IR.Forms;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>What there is to report about the memory that the functions of a module make, write to and hand on to one another.</summary>
internal sealed class MemoryChecks
{
    private readonly Dictionary<string, Group> _groups = [];
    private readonly List<(LoweredFunction Function, string Id, Place Place, string Text)> _findings = [];

    private MemoryChecks(IEnumerable<LoweredFunction> functions)
    {
        foreach (LoweredFunction function in functions)
            _groups[function.Function.Name] = new Group(function);
    }

    /// <param name="functions">The annotated function, then the followed ones.</param>
    public static IReadOnlyList<(LoweredFunction Function, string Id, Place Place, string Text)> Run(IReadOnlyList<LoweredFunction> functions)
    {
        bool hasMemory = functions.Any(function => function.Memory.Writes.Count + function.Memory.Scratch.Count > 0);
        if (!hasMemory)
            return [];
        var checks = new MemoryChecks(functions);
        while (checks._groups.Values.ToList().Any(checks.Spread))
        {
        }

        foreach (Group group in checks._groups.Values)
        {
            checks.CheckWrites(group, isEntry: group.Source == functions[0]);
            checks.CheckLifetimes(group);
        }

        return checks._findings;
    }

    /// <summary>One round of following assignments, calls and returns; whether anything new was found.</summary>
    private bool Spread(Group group)
    {
        int before = group.Size;
        foreach (Assign alias in group.Aliases)
            group.Add(alias.Target, group.RootsOf(alias.Value));
        foreach (Call call in group.Calls)
            SpreadCall(group, call);
        foreach (MemoryWrite write in group.Source.Memory.Writes)
            group.Written.UnionWith(group.ParametersAmong(group.RootsOf(write.Array)));
        foreach ((Function function, Return @return) in group.Returns.Where(item => item.Function == group.Main))
        {
            foreach (Expression value in @return.Values.Where(value => value.Type is ArrayType))
                group.Returned.UnionWith(group.RootsOf(value));
        }

        return group.Size != before;
    }

    private void SpreadCall(Group group, Call call)
    {
        if (group.Locals.TryGetValue(call.Function, out Function? local))
        {
            for (int i = 0; i < call.Arguments.Count && i < local.Parameters.Count; i++)
            {
                if (call.Arguments[i].Type is ArrayType)
                    group.Add(local.Parameters[i].Variable, group.RootsOf(call.Arguments[i]));
            }

            IEnumerable<Expression> returned = group.Returns.Where(item => item.Function == local)
                .SelectMany(item => item.Return.Values).Where(value => value.Type is ArrayType).SelectMany(group.RootsOf).ToList();
            foreach (Variable result in call.Results.Where(result => result.Type is ArrayType))
                group.Add(result, returned.Select(root => group.Own(root, local) ? new Use(result) : root));
            return;
        }

        if (!_groups.TryGetValue(call.Function, out Group? callee))
            return;
        for (int i = 0; i < call.Arguments.Count && i < callee.Main.Parameters.Count; i++)
        {
            Parameter parameter = callee.Main.Parameters[i];
            if (parameter.Variable.Type is not ArrayType || call.Arguments[i] is not { } argument)
                continue;
            if (callee.Written.Contains(parameter.Variable))
                group.Written.UnionWith(group.ParametersAmong(group.RootsOf(argument)));
            if (parameter.Role == ParameterRole.Reference && argument is Use { Variable: var place })
                group.Add(place, Translate(group, callee, call, callee.RootsOf(new Use(parameter.Variable)), place));
        }

        foreach (Variable result in call.Results.Where(result => result.Type is ArrayType))
            group.Add(result, Translate(group, callee, call, callee.Returned, result));
    }

    /// <summary>Roots of a callee as roots of its caller; what the callee makes belongs to the variable that gets it.</summary>
    private static IEnumerable<Expression> Translate(Group group, Group callee, Call call, IEnumerable<Expression> roots, Variable place)
    {
        foreach (Expression root in roots.ToList())
        {
            int position = root is Use use ? callee.Main.Parameters.ToList().FindIndex(parameter => parameter.Variable.Equals(use.Variable)) : -1;
            if (position >= 0 && position < call.Arguments.Count)
            {
                foreach (Expression own in group.RootsOf(call.Arguments[position]).ToList())
                    yield return own;
            }
            else if (root is Use)
            {
                group.Made[place] = call;
                yield return new Use(place);
            }
            else
            {
                yield return root;
            }
        }
    }

    private void CheckWrites(Group group, bool isEntry)
    {
        foreach (MemoryWrite write in group.Source.Memory.Writes)
            CheckWrite(group, isEntry, write.Array, write.Place, write.Text);
        foreach (MemoryCall site in group.Source.Memory.Calls)
        {
            if (!_groups.TryGetValue(site.Call.Function, out Group? callee))
                continue;
            for (int i = 0; i < site.Call.Arguments.Count && i < callee.Main.Parameters.Count; i++)
            {
                if (callee.Written.Contains(callee.Main.Parameters[i].Variable))
                    CheckWrite(group, isEntry, site.Call.Arguments[i], site.Place, DocumentationIds.MemberName(site.Call.Function));
            }
        }
    }

    private void CheckWrite(Group group, bool isEntry, Expression array, Place place, string text)
    {
        foreach (Expression root in group.RootsOf(array).ToList())
        {
            if (root.Type is ArrayType { Rank: > 1 } or ArrayType { Element: ArrayType })
                _findings.Add((group.Source, Ids.DimensionsWritten, place, text));
            else if (root is Member { Text: not "?" } member)
                _findings.Add((group.Source, Ids.Mutation, place, member.Text));
            else if (!isEntry && root is Use use && group.Main.Parameters.Any(parameter => parameter.Variable.Equals(use.Variable) && !parameter.IsDifferentiated && IsReal(parameter.Variable.Type)))
                _findings.Add((group.Source, Ids.ConstantsWritten, place, text));
        }
    }

    private static bool IsReal(IrType type) => type is ArrayType { Scalar: RealType };

    /// <summary>Memory dies at the end of the block that makes it: nothing outside of that block may name it.</summary>
    private void CheckLifetimes(Group group)
    {
        foreach (Function function in group.Functions)
        {
            Blocks? blocks = null;
            foreach (ScratchSite site in group.Source.Memory.Scratch)
            {
                blocks ??= new Blocks(Structuring.Run(function));
                if (blocks.Contains(site.Memory) && IsNamedOutside(group, blocks, site.Memory))
                    _findings.Add((group.Source, Ids.ScratchLifetime, site.Place, site.Text));
            }

            foreach (MemoryCall site in group.Source.Memory.Calls)
            {
                foreach (Variable made in group.Made.Where(item => item.Value.Equals(site.Call)).Select(item => item.Key).ToList())
                {
                    blocks ??= new Blocks(Structuring.Run(function));
                    if (blocks.Contains(site.Call) && IsNamedOutside(group, blocks, made))
                        _findings.Add((group.Source, Ids.ScratchLifetime, site.Place, DocumentationIds.MemberName(site.Call.Function)));
                }
            }
        }
    }

    /// <summary>Whether some variable that may name the memory occurs outside of the block that makes it.</summary>
    private static bool IsNamedOutside(Group group, Blocks blocks, Variable memory)
    {
        var root = new Use(memory);
        string home = blocks.HomeOf(memory, group.Made.TryGetValue(memory, out Call? call) ? call : null);
        return group.Named(root).Any(variable => blocks.OccursOutside(variable, home));
    }

    /// <summary>A followed function with its local functions, whose variables are known to one another.</summary>
    private sealed class Group
    {
        private static readonly HashSet<Expression> None = [];

        private readonly Dictionary<Variable, HashSet<Expression>> _roots = [];

        public Group(LoweredFunction source)
        {
            Source = source;
            Functions = [source.Function, .. source.LocalFunctions.Select(local => local.Function)];
            Locals = source.LocalFunctions.ToDictionary(local => local.Function.Name, local => local.Function);
            foreach (Function function in Functions)
            {
                foreach (Statement statement in function.Body.AllStatements())
                {
                    if (statement is Assign { Value.Type: ArrayType } alias)
                        Aliases.Add(alias);
                    else if (statement is Call call)
                        Calls.Add(call);
                    else if (statement is Return @return)
                        Returns.Add((function, @return));
                    else if (statement is Allocate allocate)
                        Add(allocate.Array, [new Use(allocate.Array)]);
                }
            }

            foreach (Parameter parameter in Main.Parameters)
                Add(parameter.Variable, [new Use(parameter.Variable)]);
        }

        public LoweredFunction Source { get; }

        public Function Main => Source.Function;

        public IReadOnlyList<Function> Functions { get; }

        public Dictionary<string, Function> Locals { get; }

        public List<Assign> Aliases { get; } = [];

        public List<Call> Calls { get; } = [];

        public List<(Function Function, Return Return)> Returns { get; } = [];

        /// <summary>The parameters to whose elements the function may write, itself or through others.</summary>
        public HashSet<Variable> Written { get; } = [];

        public HashSet<Expression> Returned { get; } = [];

        /// <summary>The variables that get memory that a call has made.</summary>
        public Dictionary<Variable, Call> Made { get; } = [];

        public int Size => _roots.Values.Sum(roots => roots.Count) + Written.Count + Returned.Count;

        public void Add(Variable variable, IEnumerable<Expression> roots)
        {
            if (!_roots.TryGetValue(variable, out HashSet<Expression>? known))
                _roots[variable] = known = [];
            known.UnionWith(roots.ToList());
        }

        public IEnumerable<Expression> RootsOf(Expression array)
            => array.Roots().SelectMany(root => root is Use use ? (_roots.TryGetValue(use.Variable, out HashSet<Expression>? roots) ? roots : None) : [root]);

        /// <summary>The variables that may name the root.</summary>
        public IEnumerable<Variable> Named(Expression root) => _roots.Where(item => item.Value.Contains(root)).Select(item => item.Key);

        public IEnumerable<Variable> ParametersAmong(IEnumerable<Expression> roots)
            => roots.OfType<Use>().Select(use => use.Variable).Where(variable => Main.Parameters.Any(parameter => parameter.Variable.Equals(variable)));

        /// <summary>Whether the local function makes the memory.</summary>
        public bool Own(Expression root, Function local) => root is Use use && local.Body.AllDefinitions().Contains(use.Variable);
    }

    /// <summary>In which block of a function without jumps every variable occurs. A block is known by its path from the outermost one.</summary>
    private sealed class Blocks
    {
        private readonly Dictionary<Variable, List<string>> _occurrences = [];
        private readonly Dictionary<Variable, string> _homes = [];
        private readonly Dictionary<Call, string> _calls = [];
        private int _count;

        public Blocks(Function function)
        {
            foreach (Variable variable in function.Parameters.Select(parameter => parameter.Variable).Concat(function.Captures))
            {
                // What the caller can see is named by the caller as well.
                if (variable.Type is ArrayType && (function.Captures.Contains(variable) || function.Parameters.Any(parameter => parameter.Variable.Equals(variable) && parameter.Role == ParameterRole.Reference)))
                    Note(variable, "/");
            }

            Visit(function.Body, "/");
        }

        public bool Contains(Variable memory) => _homes.ContainsKey(memory);

        public bool Contains(Call call) => _calls.ContainsKey(call);

        public string HomeOf(Variable memory, Call? call) => call is not null && _calls.TryGetValue(call, out string? path) ? path : _homes[memory];

        public bool OccursOutside(Variable variable, string home)
            => _occurrences.TryGetValue(variable, out List<string>? places) && places.Any(place => !place.StartsWith(home, StringComparison.Ordinal));

        private void Visit(EquatableArray<Statement> block, string path)
        {
            foreach (Statement statement in block)
            {
                foreach (Variable variable in statement.Definitions().Concat(statement.OwnExpressions().SelectMany(expression => expression.Uses())).Where(variable => variable.Type is ArrayType))
                    Note(variable, path);
                if (statement is Allocate allocate)
                    _homes[allocate.Array] = path;
                if (statement is Call call)
                    _calls[call] = path;
                foreach (EquatableArray<Statement> inner in statement.Blocks())
                    Visit(inner, $"{path}{++_count}/");
            }
        }

        private void Note(Variable variable, string path)
        {
            if (!_occurrences.TryGetValue(variable, out List<string>? places))
                _occurrences[variable] = places = [];
            places.Add(path);
        }
    }
}
