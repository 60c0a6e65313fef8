using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Frontend;

/// <summary>How much there is to differentiate once every followed call has been put in its place.</summary>
internal static class IrSize
{
    /// <summary>More than anyone writes by hand; what is generated for it would not be read, and would slow every build.</summary>
    public const long Limit = 15_000;

    public static long Own(Function function)
        => function.Body.AllStatements().LongCount()
            + function.Body.AllExpressions().Sum(expression => (long)expression.SelfAndParts().Count());

    /// <summary>The size of the module's entry with its helpers in their places, and of those that stay functions because they call themselves.</summary>
    public static long Inlined(Module module)
    {
        var sizes = new Dictionary<string, long>();
        List<Function> recursive = [.. module.Helpers.Where(helper => IsRecursive(module, helper.Name))];
        foreach (Function function in recursive)
            sizes[function.Name] = 0;
        List<long> own = [.. recursive.Select(Body)];
        return Body(module.Entry) + own.Sum();

        long SizeOf(Function function)
        {
            if (sizes.TryGetValue(function.Name, out long known))
                return known;
            return sizes[function.Name] = Body(function);
        }

        long Body(Function function)
        {
            long size = Own(function);
            foreach (Call call in function.Body.AllStatements().OfType<Call>())
            {
                if (size <= Limit && module.Find(call.Function) is { } callee)
                    size += SizeOf(callee);
            }

            return size;
        }
    }

    /// <summary>Whether the helper calls itself, directly or through others.</summary>
    public static bool IsRecursive(Module module, string helper) => Reaches(module, helper, helper);

    /// <summary>Whether one function calls another, directly or through others.</summary>
    public static bool Reaches(Module module, string from, string to)
    {
        var seen = new HashSet<string>();
        var pending = new Stack<string>([from]);
        while (pending.Count > 0)
        {
            if (module.Find(pending.Pop()) is not { } function)
                continue;
            foreach (string callee in function.Body.AllStatements().OfType<Call>().Select(call => call.Function).Distinct())
            {
                if (callee == to)
                    return true;
                if (seen.Add(callee))
                    pending.Push(callee);
            }
        }

        return false;
    }
}
