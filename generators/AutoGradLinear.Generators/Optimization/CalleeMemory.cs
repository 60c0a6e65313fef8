using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Optimization;

/// <summary>
/// Finds out what the functions of a module do with the arrays that they get, and notes it at their calls. A reverse takes the arrays of
/// its function mostly for their lengths, and often only adds to their shadows: then it may change places with others.
/// </summary>
/// <remarks>
/// For functions that call themselves it is the least solution: at first nobody does anything, and what a function does, directly or
/// through its calls, is added until that changes nothing. Passes may do the same in another way (a sum that is kept in a variable is
/// read before a loop and stored behind it), but the memory ends the same.
/// </remarks>
internal static class CalleeMemory
{
    public static Module Note(Module module)
    {
        if (module.Helpers.IsEmpty)
            return module;
        var known = new Dictionary<string, EquatableArray<ElementUse>>();
        foreach (Function function in module.Helpers)
            known[function.Name] = function.Parameters.Select(_ => default(ElementUse)).ToEquatableArray();
        var notes = new Notes(known);
        bool isComplete = false;
        while (!isComplete)
        {
            isComplete = true;
            foreach (Function function in module.Helpers)
            {
                EquatableArray<ElementUse> uses = UsesOf(notes.In(function));
                isComplete &= uses == known[function.Name];
                known[function.Name] = uses;
            }
        }

        return new Module(notes.In(module.Entry), module.Helpers.Select(notes.In).ToEquatableArray());
    }

    private static EquatableArray<ElementUse> UsesOf(Function function)
    {
        Effects effects = Effects.Of(function.Body);
        return function.Parameters.Select(parameter => effects.UseOf(new Use(parameter.Variable))).ToEquatableArray();
    }

    private sealed class Notes(Dictionary<string, EquatableArray<ElementUse>> known) : Rewriter
    {
        public Function In(Function function) => function with { Body = Rewrite(function.Body) };

        protected override void Rewrite(Statement statement, List<Statement> output)
        {
            if (statement is Call { External: null } call && known.TryGetValue(call.Function, out EquatableArray<ElementUse> uses))
                output.Add(call with { Uses = uses });
            else
                base.Rewrite(statement, output);
        }
    }
}
