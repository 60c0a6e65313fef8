namespace AutoGradLinear.Generators.IR.Forms;

/// <summary>Finds out to which arrays the functions of a module write, themselves or through what they call, and notes it at the calls.</summary>
internal static class WrittenArguments
{
    public static Module Note(Module module)
    {
        // Nothing is written until a write is found: the least solution.
        var written = module.Helpers.ToDictionary(helper => helper.Name, helper => new bool[helper.Parameters.Count]);
        bool changed = written.Count > 0;
        while (changed)
        {
            changed = false;
            foreach (Function helper in module.Helpers)
            {
                Memory memory = Memory.Of(Noted(helper, written));
                for (int i = 0; i < helper.Parameters.Count; i++)
                {
                    if (written[helper.Name][i] || helper.Parameters[i].Variable.Type is not ArrayType || !memory.IsWritten(new Use(helper.Parameters[i].Variable)))
                        continue;
                    written[helper.Name][i] = changed = true;
                }
            }
        }

        return new Module(Noted(module.Entry, written), module.Helpers.Select(helper => Noted(helper, written)).ToEquatableArray());
    }

    private static Function Noted(Function function, Dictionary<string, bool[]> written) => function with { Body = new Notes(written).Rewrite(function.Body) };

    private sealed class Notes(Dictionary<string, bool[]> written) : Rewriter
    {
        protected override void Rewrite(Statement statement, List<Statement> output)
        {
            if (statement is Call { External: null } call)
                output.Add(call with { Writes = written[call.Function].ToEquatableArray() });
            else
                base.Rewrite(statement, output);
        }
    }
}
