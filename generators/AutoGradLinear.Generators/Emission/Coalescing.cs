using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Emission;

/// <summary>
/// Which variables of a surface function can share one C# local: two can when neither is assigned while the other still holds a value that will be read.
/// Variables joined by a copy come first, then versions of one name. Every class gets a name of its own.
/// </summary>
internal sealed class Coalescing
{
    private readonly HashSet<Variable> _parameters;
    private readonly HashSet<string> _taken;
    private readonly Dictionary<Variable, HashSet<Variable>> _conflicts = [];
    private readonly Dictionary<Variable, Variable> _leaders = [];
    private readonly Dictionary<Variable, List<Variable>> _classes = [];
    private readonly List<Variable> _order = [];
    private readonly HashSet<Variable> _indices = [];
    private readonly List<(Variable, Variable)> _copies = [];

    private Coalescing(HashSet<Variable> parameters, HashSet<string> taken)
    {
        _parameters = parameters;
        _taken = taken;
    }

    /// <param name="taken">Names that no local may have.</param>
    public static Dictionary<Variable, Expression> Run(EquatableArray<Statement> body, HashSet<Variable> parameters, HashSet<string> taken)
    {
        var pass = new Coalescing(parameters, taken);
        pass.Live(body, []);
        foreach (Variable variable in body.AllDefinitions().Distinct())
            pass.Register(variable);
        pass._indices.UnionWith(body.AllStatements().OfType<For>().Select(loop => loop.Index));
        foreach ((Variable target, Variable source) in pass._copies)
            pass.Join(target, source);
        foreach (IGrouping<string, Variable> versions in pass._order.GroupBy(variable => variable.Name))
        {
            var leaders = new List<Variable>();
            foreach (Variable version in versions)
            {
                if (!leaders.Any(leader => pass.Join(leader, version)))
                    leaders.Add(version);
            }
        }

        return pass.Names();
    }

    private void Register(Variable variable)
    {
        if (_leaders.ContainsKey(variable))
            return;
        _leaders[variable] = variable;
        _classes[variable] = [variable];
        _order.Add(variable);
        Conflicts(variable);
    }

    private HashSet<Variable> Conflicts(Variable variable)
    {
        if (!_conflicts.TryGetValue(variable, out HashSet<Variable>? set))
            _conflicts[variable] = set = [];
        return set;
    }

    /// <summary>Makes the two share a local, if they may; whether they do.</summary>
    private bool Join(Variable first, Variable second)
    {
        if (!_leaders.TryGetValue(first, out Variable? a) || !_leaders.TryGetValue(second, out Variable? b))
            return false;
        if (a == b)
            return true;
        if (a.Type != b.Type || a.Type is ArrayType || _indices.Contains(a) != _indices.Contains(b) || _parameters.Contains(a) || _parameters.Contains(b))
            return false;
        if (_classes[a].Count < _classes[b].Count ? Conflicts(b).Overlaps(_classes[a]) : Conflicts(a).Overlaps(_classes[b]))
            return false;
        foreach (Variable member in _classes[b])
        {
            _leaders[member] = a;
            _classes[a].Add(member);
        }

        // A leader's conflicts are those of its class.
        Conflicts(a).UnionWith(Conflicts(b));
        _classes.Remove(b);
        return true;
    }

    /// <summary>Adds to <paramref name="live"/> what must hold its value before the block, given what must after it; notes conflicts and copies on the way.</summary>
    private HashSet<Variable> Live(EquatableArray<Statement> block, HashSet<Variable> live)
    {
        foreach (Statement statement in block.Reverse())
        {
            switch (statement)
            {
                case If @if:
                {
                    HashSet<Variable> then = Live(@if.Then, [.. live]);
                    live = Live(@if.Else, [.. live]);
                    live.UnionWith(then);
                    live.UnionWith(@if.Condition.Uses());
                    break;
                }

                case For loop:
                {
                    HashSet<Variable> around = [.. live, .. loop.To.Uses(), loop.Index];
                    around.UnionWith(LiveInLoop(loop.Body, around));
                    Define(loop.Index, around);
                    around.Remove(loop.Index);
                    around.UnionWith(loop.From.Uses());
                    live = around;
                    break;
                }

                case While loop:
                {
                    HashSet<Variable> around = [.. live, .. loop.Condition.Uses()];
                    live = LiveInLoop(loop.Body, around);
                    break;
                }

                default:
                    if (statement is Assign { Value: Use source } copy)
                    {
                        _copies.Add((copy.Target, source.Variable));
                        live.Remove(source.Variable);
                        Define(copy.Target, live);
                        live.Remove(copy.Target);
                        live.Add(source.Variable);
                        break;
                    }

                    // The results of a call are variables apart, whether or not they are read. A pullback is given accumulators that hold 0 already, while its other arguments are read.
                    if (statement is Call call)
                        live.UnionWith(call.Results.Concat(call.External is null ? [] : call.Arguments.SelectMany(argument => argument.Uses())));
                    foreach (Variable variable in statement.Definitions())
                    {
                        Define(variable, live);
                        live.Remove(variable);
                    }

                    foreach (Expression expression in statement.OwnExpressions())
                        live.UnionWith(expression.Uses());
                    break;
            }
        }

        return live;
    }

    /// <summary>What is live at the start of a round is live at its end as well.</summary>
    private HashSet<Variable> LiveInLoop(EquatableArray<Statement> body, HashSet<Variable> around)
    {
        int before;
        do
        {
            before = around.Count;
            around.UnionWith(Live(body, [.. around]));
        }
        while (around.Count != before);
        return around;
    }

    private void Define(Variable variable, HashSet<Variable> live)
    {
        foreach (Variable other in live)
        {
            if (other == variable)
                continue;
            Conflicts(variable).Add(other);
            Conflicts(other).Add(variable);
        }
    }

    /// <summary>A class is called what the source calls it: a name of the source goes before the name of a temporary.</summary>
    private Dictionary<Variable, Expression> Names()
    {
        var names = new Dictionary<Variable, Expression>();
        foreach (Variable leader in _order.Where(_classes.ContainsKey))
        {
            Variable? named = _classes[leader].FirstOrDefault(member => !NameSupply.IsTemporary(member));
            string plain = NameSupply.Plain((named ?? leader).Name);
            string name = plain;
            for (int i = 2; !_taken.Add(name); i++)
                name = plain + i;
            foreach (Variable member in _classes[leader])
                names[member] = new Use(new Variable(name, member.Type));
        }

        return names;
    }
}
