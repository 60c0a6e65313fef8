using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Emission;

/// <summary>
/// Parameters that are structs, tuples or records: to the function their members are parameters of their own; here they become <c>p.X</c> again, and what
/// belongs to them is put together where the function returns.
/// </summary>
internal sealed class StructParameters
{
    private readonly List<Sink> _sinks = [];
    private readonly List<string> _locals = [];

    private StructParameters(Function function) => Function = function;

    /// <summary>The function that reads members where it read parameters.</summary>
    public Function Function { get; private set; }

    /// <summary>Declarations of the members that the function assigns.</summary>
    public IReadOnlyList<string> Locals => _locals;

    public static StructParameters Of(Target target, GeneratedMember member)
    {
        Function function = member.Function;
        var structs = new StructParameters(function);
        HashSet<Variable> differentiated = [.. target.Module.Entry.Parameters.Where(parameter => parameter.IsDifferentiated).Select(parameter => parameter.Variable)];
        var members = new Dictionary<Variable, Expression>();
        HashSet<Variable> assigned = [.. function.Body.AllDefinitions()];
        foreach (ParameterShell shell in target.Method.Parameters)
        {
            if (shell.Aggregate is not { } aggregate)
                continue;
            foreach (LeafShell leaf in aggregate.Leaves)
                structs.Read(leaf.Variable, $"{shell.Name}.{leaf.Path}", assigned, members);
            if (!aggregate.Leaves.Any(leaf => differentiated.Contains(leaf.Variable)))
                continue;
            foreach (Companion companion in Companion.Of(member.Kind))
            {
                string name = Plain(shell.Name) + companion.Suffix;
                if (companion.Role != CompanionRole.Input)
                    structs._sinks.Add(new Sink(name, aggregate, [.. aggregate.Leaves.Select(leaf => differentiated.Contains(leaf.Variable) ? leaf.Variable.Name + companion.Suffix : "")], companion.Role == CompanionRole.Accumulator));
                foreach (LeafShell leaf in companion.Role != CompanionRole.Output ? aggregate.Leaves : [])
                {
                    if (function.Parameters.FirstOrDefault(parameter => leaf.Variable.Equals(parameter.Shadows) && parameter.Variable.Name == leaf.Variable.Name + companion.Suffix) is { } shadow)
                        structs.Read(shadow.Variable, $"{name}.{leaf.Path}", assigned, members);
                }
            }
        }

        if (members.Count > 0)
            structs.Function = function with { Body = new Substitution(members).Rewrite(function.Body) };
        return structs;
    }

    /// <summary>The parameter that goes with a struct.</summary>
    public static string Parameter(ParameterShell shell, Companion companion)
    {
        string modifier = companion.Role switch
        {
            CompanionRole.Output => "out ",
            CompanionRole.Accumulator => "ref ",
            _ => "",
        };
        return $"{modifier}{shell.TypeText} {Plain(shell.Name)}{companion.Suffix}";
    }

    /// <summary>Whether the result is a member of a sink.</summary>
    public bool Owns(string result) => _sinks.Any(sink => sink.Results.Contains(result));

    /// <summary>The assignments of the sinks, from the texts of the results.</summary>
    public IEnumerable<string> Assignments(Func<string, string> textOf)
    {
        foreach (Sink sink in _sinks)
        {
            string text = sink.Aggregate.Construction;
            for (int i = 0; i < sink.Results.Count; i++)
            {
                string leaf = sink.Results[i].Length > 0 ? textOf(sink.Results[i])
                    : sink.IsAccumulator ? $"{sink.Name}.{sink.Aggregate.Leaves[i].Path}"
                    : "default";
                text = text.Replace(AggregateShell.Placeholder(i), leaf);
            }

            yield return $"{sink.Name} = {text};";
        }
    }

    private static string Plain(string name) => name.TrimStart('@');

    private void Read(Variable variable, string path, HashSet<Variable> assigned, Dictionary<Variable, Expression> members)
    {
        if (assigned.Contains(variable))
            _locals.Add($"{variable.Type.CSharp} {Names.Escape(variable.Name)} = {path};");
        else
            members[variable] = new Member(path, variable.Type);
    }

    /// <param name="Results">For each leaf the result that is its gradient; empty for a leaf without one.</param>
    private sealed record Sink(string Name, AggregateShell Aggregate, IReadOnlyList<string> Results, bool IsAccumulator);
}
