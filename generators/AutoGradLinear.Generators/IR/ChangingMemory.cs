namespace AutoGradLinear.Generators.IR;

/// <summary>
/// Which array parameters of the functions that stay functions name memory that somebody writes to, or that is gone after the call: what is
/// read of it must be kept for the backward sweep, which comes later.
/// </summary>
internal sealed class ChangingMemory
{
    private readonly HashSet<(string Function, int Parameter)> _changing = [];

    public static ChangingMemory In(Module module)
    {
        var memory = new ChangingMemory();
        List<Function> functions = [module.Entry, .. module.Helpers];
        var writes = functions.ToDictionary(function => function.Name, function => Writes.In(function));
        while (functions.Any(function => memory.Spread(function, writes[function.Name])))
        {
        }

        return memory;
    }

    public IEnumerable<Variable> ParametersOf(Function function)
        => function.Parameters.Where((_, i) => _changing.Contains((function.Name, i))).Select(parameter => parameter.Variable);

    private bool Spread(Function function, Writes writes)
    {
        int before = _changing.Count;
        HashSet<Variable> changing = [.. ParametersOf(function)];
        HashSet<Variable> made = [.. function.Body.AllStatements().OfType<Allocate>().Select(allocate => allocate.Array)];
        foreach (Call call in function.Body.AllStatements().OfType<Call>())
        {
            for (int i = 0; i < call.Arguments.Count; i++)
            {
                bool IsChanging(Expression root) => root is Use use && (made.Contains(use.Variable) || changing.Contains(use.Variable));
                bool isChanging = call.Arguments[i].Type is ArrayType
                    && (writes.Reach(call.Arguments[i]) || call.Arguments[i].Roots().Any(IsChanging));
                if (isChanging)
                    _changing.Add((call.Function, i));
            }
        }

        return _changing.Count != before;
    }
}
