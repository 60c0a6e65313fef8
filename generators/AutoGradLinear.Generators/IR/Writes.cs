namespace AutoGradLinear.Generators.IR;

/// <summary>The memory that a core function writes to, as roots: what is read from other memory is the same whenever it is read.</summary>
internal sealed class Writes
{
    private readonly HashSet<Expression> _roots = [];

    private Writes()
    {
    }

    /// <param name="changesLater">Whether what the parameters name counts as written to: callers may do so later.</param>
    public static Writes In(Function function, bool changesLater = false)
    {
        var writes = new Writes();
        if (changesLater)
            writes._roots.UnionWith(function.Parameters.Select(parameter => new Use(parameter.Variable)));
        foreach (Statement statement in function.Body.AllStatements())
            writes._roots.UnionWith(TargetsOf(statement).SelectMany(array => array.Roots()));
        return writes;
    }

    /// <summary>The array expressions to whose elements the statement itself may write.</summary>
    public static IEnumerable<Expression> TargetsOf(Statement statement) => statement switch
    {
        Store store => [store.Array],
        Accumulate accumulate => [accumulate.Array],
        Fill fill => [fill.Array],
        Copy copy => [copy.Target],
        Map map => [map.Target],
        Call call => call.Written,
        _ => [],
    };

    /// <summary>Whether the function writes to memory that the array expression may name.</summary>
    public bool Reach(Expression array) => array.Roots().Any(_roots.Contains);

    /// <summary>Whether evaluating the expression reads memory that the function writes to.</summary>
    public bool AreReadBy(Expression expression) => expression.ArraysRead().Any(Reach);
}
