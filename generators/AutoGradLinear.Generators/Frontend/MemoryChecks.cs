using AutoGradLinear.Generators.Diagnostics;
using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.IR.Forms;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>What there is to report about the memory that the functions of a module make, write to and hand on to one another.</summary>
internal sealed partial class MemoryChecks
{
    private readonly Dictionary<string, Group> _groups = [];
    private readonly List<(LoweredFunction Function, string Id, Place Place, string Text)> _findings = [];

    private MemoryChecks(IEnumerable<LoweredFunction> functions)
    {
        foreach (LoweredFunction function in functions)
            _groups[function.Function.Name] = new Group(function);
    }

    /// <param name="functions">The annotated function, then the followed ones.</param>
    /// <param name="stays">
    /// Whether a function stays one, or calls one that does: then each of its parameters is taken for memory of its own.
    /// </param>
    public static IReadOnlyList<(LoweredFunction Function, string Id, Place Place, string Text)> Run(
        IReadOnlyList<LoweredFunction> functions, Func<string, bool> stays)
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
            checks.CheckSharing(group, stays);
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
                if (call.Arguments[i].Type is not ArrayType)
                    continue;
                Parameter parameter = local.Parameters[i];
                group.Add(parameter.Variable, group.RootsOf(call.Arguments[i]));
                if (parameter.Role == ParameterRole.Reference && call.Arguments[i] is Use { Variable: var place })
                    group.Add(place, HandedOut(group, local, call, group.RootsOf(new Use(parameter.Variable)), place));
            }

            IEnumerable<Expression> returned = group.Returns.Where(item => item.Function == local)
                .SelectMany(item => item.Return.Values).Where(value => value.Type is ArrayType).SelectMany(group.RootsOf).ToList();
            foreach (Variable result in call.Results.Where(result => result.Type is ArrayType))
                group.Add(result, HandedOut(group, local, call, returned, result));
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

    /// <summary>What a local function makes belongs to the variable that gets it.</summary>
    private static List<Expression> HandedOut(Group group, Function local, Call call, IEnumerable<Expression> roots, Variable place)
    {
        var handedOut = new List<Expression>();
        foreach (Expression root in roots.ToList())
        {
            bool isOwn = group.Own(root, local);
            if (isOwn)
                group.Made.Add((place, call));
            handedOut.Add(isOwn ? new Use(place) : root);
        }

        return handedOut;
    }

    /// <summary>Roots of a callee as roots of its caller; what the callee makes belongs to the variable that gets it.</summary>
    private static IEnumerable<Expression> Translate(Group group, Group callee, Call call, IEnumerable<Expression> roots, Variable place)
    {
        foreach (Expression root in roots.ToList())
        {
            int position = root is Use use
                ? callee.Main.Parameters.ToList().FindIndex(parameter => parameter.Variable.Equals(use.Variable))
                : -1;
            if (position >= 0 && position < call.Arguments.Count)
            {
                foreach (Expression own in group.RootsOf(call.Arguments[position]).ToList())
                    yield return own;
            }
            else if (root is Use)
            {
                group.Made.Add((place, call));
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
            bool isParameter = root is Use parameter && group.Main.Parameters.Any(own => own.Variable.Equals(parameter.Variable));
            if (root.Type is ArrayType { Rank: > 1 } or ArrayType { Element: ArrayType } && (root is Member || (isEntry && isParameter)))
                _findings.Add((group.Source, Ids.DimensionsWritten, place, text));
            else if (root is Member { Text: not "?" } member)
                _findings.Add((group.Source, Ids.Mutation, place, member.Text));
            else if (!isEntry && root is Use use && group.Main.Parameters.Any(parameter =>
                parameter.Variable.Equals(use.Variable) && !parameter.IsDifferentiated && IsReal(parameter.Variable.Type)))
                _findings.Add((group.Source, Ids.ConstantsWritten, place, text));
        }
    }

    /// <summary>What a function that stays one writes to by one parameter it must not reach by another.</summary>
    private void CheckSharing(Group group, Func<string, bool> stays)
    {
        foreach (MemoryCall site in group.Source.Memory.Calls)
        {
            Function? callee = group.Locals.TryGetValue(site.Call.Function, out Function? local) ? local
                : _groups.TryGetValue(site.Call.Function, out Group? other) ? other.Main
                : null;
            if (callee is null || !stays(callee.Name))
                continue;
            for (int i = 0; i < site.Call.Arguments.Count && i < callee.Parameters.Count; i++)
            {
                Variable parameter = callee.Parameters[i].Variable;
                bool isWritten = local is null
                    ? _groups[callee.Name].Written.Contains(parameter)
                    : parameter.Type is ArrayType { Kind: not ArrayKind.ReadOnlySpan };
                if (!isWritten || site.Call.Arguments[i].Type is not ArrayType)
                    continue;
                HashSet<Expression> roots = [.. group.RootsOf(site.Call.Arguments[i])];
                IEnumerable<Expression> others = site.Call.Arguments.Where((argument, j) => j != i && argument.Type is ArrayType);
                if (others.SelectMany(group.RootsOf).Any(roots.Contains))
                    _findings.Add((group.Source, Ids.SharedReferences, site.Place, parameter.Name));
            }
        }
    }

    private static bool IsReal(IrType type) => type is ArrayType { Scalar: RealType };

    /// <summary>Memory dies at the end of the block that makes it, or that calls a local function which makes it: nothing outside of that block may name it.</summary>
    private void CheckLifetimes(Group group)
    {
        foreach (Function function in group.Functions)
        {
            Blocks? blocks = null;
            foreach (ScratchSite site in group.Source.Memory.Scratch)
            {
                blocks ??= new Blocks(Structuring.Run(function));
                IEnumerable<string> homes = blocks.HomesOf(site.Memory).Concat(CallsIn(group, blocks, local => group.Own(new Use(site.Memory), local)));
                if (homes.Any(home => IsNamedOutside(group, blocks, site.Memory, home)))
                    _findings.Add((group.Source, Ids.ScratchLifetime, site.Place, site.Text));
            }

            foreach (MemoryCall site in group.Source.Memory.Calls)
            {
                foreach (Variable made in group.Made.Where(item => item.Call.Equals(site.Call)).Select(item => item.Place).ToList())
                {
                    blocks ??= new Blocks(Structuring.Run(function));
                    IEnumerable<string> homes = blocks.HomesOf(site.Call).Concat(CallsIn(group, blocks, local => local.Body.AllStatements().Contains(site.Call)));
                    if (homes.Any(home => IsNamedOutside(group, blocks, made, home)))
                        _findings.Add((group.Source, Ids.ScratchLifetime, site.Place, DocumentationIds.MemberName(site.Call.Function)));
                }
            }
        }
    }

    /// <summary>The blocks with calls of local functions that make memory, or call another that does.</summary>
    private static IEnumerable<string> CallsIn(Group group, Blocks blocks, Func<Function, bool> makes)
        => group.Locals.Values.Where(makes).SelectMany(local => blocks.CallsOf(callee => group.Reaches(callee, local.Name)));

    /// <summary>Whether some variable that may name the memory occurs outside of the block that makes it.</summary>
    private static bool IsNamedOutside(Group group, Blocks blocks, Variable memory, string home)
    {
        var root = new Use(memory);
        return group.Named(root).Concat(blocks.Returned(group, root)).Any(variable => blocks.OccursOutside(variable, home));
    }
}
