namespace AutoGradLinear.Generators.IR.Forms;

/// <summary>
/// Which memory each array variable of a structured surface function may name, whatever the path: its roots, which are parameters, allocations and members.
/// </summary>
internal sealed class Memory
{
    private static readonly HashSet<Expression> None = [];

    private readonly Dictionary<Variable, HashSet<Expression>> _roots = [];
    private readonly HashSet<Variable> _sliced = [];
    private readonly HashSet<Expression> _written = [];

    private Memory()
    {
    }

    /// <param name="changesLater">Whether what the parameters name counts as written to: callers may do so later.</param>
    public static Memory Of(Function function, bool changesLater = false)
    {
        var memory = new Memory();
        List<Statement> statements = [.. function.Body.AllStatements()];
        foreach (Variable variable in function.Parameters.Select(parameter => parameter.Variable).Concat(statements.OfType<Allocate>().Select(allocate => allocate.Array)))
            memory._roots[variable] = [new Use(variable)];
        List<Assign> aliases = [.. statements.OfType<Assign>().Where(assign => assign.Value.Type is ArrayType)];
        while (aliases.Any(memory.Spread))
        {
        }

        if (changesLater)
            memory._written.UnionWith(function.Parameters.Select(parameter => new Use(parameter.Variable)));
        foreach (Expression written in statements.SelectMany(Writes.TargetsOf))
            memory._written.UnionWith(memory.RootsOf(written));
        return memory;
    }

    /// <summary>The roots that the variable may name, in the order in which they were found.</summary>
    public IReadOnlyCollection<Expression> RootsOf(Variable variable) => _roots.TryGetValue(variable, out HashSet<Expression>? roots) ? roots : None;

    public IEnumerable<Expression> RootsOf(Expression array) => array.Roots().SelectMany(root => root is Use use ? RootsOf(use.Variable) : [root]);

    /// <summary>Whether the variable may name a part of a root.</summary>
    public bool IsSliced(Variable variable) => _sliced.Contains(variable);

    /// <summary>Whether the function writes to memory that the array expression may name.</summary>
    public bool IsWritten(Expression array) => RootsOf(array).Any(_written.Contains);

    /// <summary>Whether evaluating the expression reads memory that the function writes.</summary>
    public bool ReadsWritten(Expression expression) => expression.ArraysRead().Any(IsWritten);

    private bool Spread(Assign alias)
    {
        if (!_roots.TryGetValue(alias.Target, out HashSet<Expression>? roots))
            _roots[alias.Target] = roots = [];
        int before = roots.Count + _sliced.Count;
        roots.UnionWith(RootsOf(alias.Value).ToList());
        if (alias.Value.Any(part => part is Slice || (part is Use use && _sliced.Contains(use.Variable))))
            _sliced.Add(alias.Target);
        return roots.Count + _sliced.Count != before;
    }
}
