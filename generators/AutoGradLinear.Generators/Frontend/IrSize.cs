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

    /// <summary>The size of the module's entry with its helpers inlined. Recursion must have been refused.</summary>
    public static long Inlined(Module module)
    {
        var sizes = new Dictionary<string, long>();
        return SizeOf(module.Entry);

        long SizeOf(Function function)
        {
            if (sizes.TryGetValue(function.Name, out long known))
                return known;
            long size = Own(function);
            foreach (Call call in function.Body.AllStatements().OfType<Call>())
            {
                if (size <= Limit && module.Find(call.Function) is { } callee)
                    size += SizeOf(callee);
            }

            return sizes[function.Name] = size;
        }
    }
}
