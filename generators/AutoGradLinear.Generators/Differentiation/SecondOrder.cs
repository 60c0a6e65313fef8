using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Differentiation;

/// <summary>Second derivatives as forward mode of what reverse mode made: the derivative of the gradient along a direction is a column of the Hessian for each unit direction.</summary>
internal static class SecondOrder
{
    private const string Gradient = "Gradient";
    private const string Product = "Product";

    /// <summary>
    /// The function with the product of its Hessian and a direction. Inputs that end in <c>Direction</c> bring the direction, sinks and results that end in <c>Product</c> take the
    /// product; the gradient is not among the results.
    /// </summary>
    /// <param name="areSpans">Whether the directions of one-dimensional arrays are spans, for callers within the module.</param>
    public static Module HessianVectorProduct(Module core, bool areSpans = false)
        => WithoutGradient(WithGradient(core, Seeding(1, (parameter, _) => new Seed(parameter.Name + "Direction"), (name, _) => name + Product) with { AreSpans = areSpans }));

    /// <summary>The function with its gradient and the derivatives of the gradient along the seeds.</summary>
    public static Module WithGradient(Module core, Seeding seeding)
    {
        Module module = ForwardMode.Pushforward(RuleBodies.Expand(ReverseMode.Gradient(core)), seeding);
        Function entry = module.Entry;
        var @return = (Return)entry.Body[entry.Body.Count - 1];
        // The derivative of the value itself is ⟨∇F, d⟩, which nobody asked for.
        List<int> kept = [.. Enumerable.Range(0, entry.Results.Count).Where(i => entry.Results[i].Name.Length > 0)];
        return module with { Entry = Keep(entry, @return, kept) };
    }

    /// <param name="nameOf">The name of the derivative of what belongs to a parameter.</param>
    public static Seeding Seeding(int count, Func<Variable, int, Seed> seedOf, Func<string, int, string> nameOf)
        => new(count, seedOf, nameOf, (result, d) => result.EndsWith(Gradient, StringComparison.Ordinal) ? nameOf(result.Substring(0, result.Length - Gradient.Length), d) : "") { KeepsSeeds = true };

    /// <summary>The gradient's sinks become memory of the function's own, or nothing where they are not read.</summary>
    public static Module WithoutGradient(Module module)
    {
        Function entry = module.Entry;
        var sinks = entry.Parameters.Where(parameter => parameter.Role == ParameterRole.Sink && parameter.Variable.Name == parameter.Shadows!.Name + Gradient).ToList();
        var head = new List<Statement>();
        EquatableArray<Statement> body = entry.Body;
        HashSet<Variable> unread = Unread(sinks, body);
        body = new Forgetting(unread).Rewrite(body);
        head.AddRange(sinks.Where(sink => !unread.Contains(sink.Variable)).Select(sink => new Allocate(sink.Variable, new Length(new Use(sink.Shadows!)))));
        Function without = entry with { Parameters = entry.Parameters.Where(parameter => !sinks.Contains(parameter)).ToEquatableArray(), Body = [.. head, .. body] };
        List<int> kept = [.. Enumerable.Range(0, entry.Results.Count).Where(i => i == 0 || !entry.Results[i].Name.EndsWith(Gradient, StringComparison.Ordinal))];
        return module with { Entry = Keep(without, (Return)entry.Body[entry.Body.Count - 1], kept) };
    }

    private static Function Keep(Function function, Return @return, List<int> kept) => function with
    {
        Results = kept.Select(i => function.Results[i]).ToEquatableArray(),
        Body = [.. function.Body.Take(function.Body.Count - 1), new Return(kept.Select(i => @return.Values[i]).ToEquatableArray())],
    };

    /// <summary>The sinks that are written to and never read. Where a statement writes to one of several rows, all must be among them.</summary>
    private static HashSet<Variable> Unread(List<Parameter> sinks, EquatableArray<Statement> body)
    {
        HashSet<Variable> unread = [.. sinks.Select(sink => sink.Variable).Where(sink => !IsRead(sink, body))];
        List<HashSet<Variable>> written = [.. body.AllStatements().Select(statement => new HashSet<Variable>(Writes.TargetsOf(statement).SelectMany(Activity.RootsOf)))];
        while (written.FirstOrDefault(roots => roots.Overlaps(unread) && !roots.IsSubsetOf(unread)) is { } mixed)
            unread.ExceptWith(mixed);
        return unread;
    }

    /// <summary>Whether the memory is read, or passed to a function.</summary>
    private static bool IsRead(Variable memory, EquatableArray<Statement> body)
    {
        bool Names(Expression array) => Activity.RootsOf(array).Contains(memory);
        return body.AllStatements().Any(statement => statement switch
        {
            Call call => call.Arguments.Any(argument => argument.Type is ArrayType && Names(argument)),
            Copy copy => Names(copy.Source),
            Map map => map.Arguments.Any(argument => argument.Type is ArrayType && Names(argument)),
            _ => statement.OwnExpressions().Any(expression => expression.ArraysRead().Any(Names)),
        });
    }

    /// <summary>Leaves out what is written to memory that nobody reads.</summary>
    private sealed class Forgetting(HashSet<Variable> memory) : Rewriter
    {
        protected override void Rewrite(Statement statement, List<Statement> output)
        {
            bool isForgotten = Writes.TargetsOf(statement).SelectMany(Activity.RootsOf).ToList() is { Count: > 0 } roots && roots.All(memory.Contains);
            if (!isForgotten)
                base.Rewrite(statement, output);
        }
    }
}
