using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Differentiation;

/// <summary>Second derivatives by a few numbers: all unit directions at once, in one sweep over the function and its gradient.</summary>
internal sealed partial class Matrices
{
    /// <summary>The tangents of all directions are carried side by side; more of them would not stay in registers.</summary>
    private const int MostDirections = 6;

    /// <summary>Whether a function is differentiated with respect to a few numbers only.</summary>
    public static bool IsSmall(Function core)
        => core.Parameters.Where(parameter => parameter.IsDifferentiated).All(parameter => parameter.Variable.Type is not ArrayType)
            && core.Parameters.Count(parameter => parameter.IsDifferentiated) <= MostDirections;

    private static Module SmallHessian(Module core)
    {
        (Module module, List<Variable> numbers) = AllDirections(core);
        Function entry = SecondOrder.WithoutGradient(module).Entry;
        var @return = (Return)entry.Body[entry.Body.Count - 1];
        var hessian = new Variable("hessian", new ArrayType(numbers[0].Type, ArrayKind.Span));
        // The results are the value and, for each number, the derivatives of its partial derivative along all directions.
        IEnumerable<Statement> stores = @return.Values.Skip(1).Select((value, i) => new Store(new Use(hessian), Int(i), value));
        return module with
        {
            Entry = entry with
            {
                Name = core.Entry.Name + "Hessian",
                Parameters = [.. entry.Parameters, new Parameter(hessian, ParameterRole.Sink)],
                Results = [entry.Results[0]],
                Body = [.. entry.Body.Take(entry.Body.Count - 1), .. stores, new Return([@return.Values[0]])],
            },
        };
    }

    private static Module SmallDiagonal(Module core)
    {
        (Module module, List<Variable> numbers) = AllDirections(core);
        Function entry = module.Entry;
        var @return = (Return)entry.Body[entry.Body.Count - 1];
        var kept = new List<(Result Result, Expression Value)>();
        for (int i = 0; i < entry.Results.Count; i++)
        {
            Result result = entry.Results[i];
            int own = numbers.FindIndex(number => result.Name == RowName(number.Name, numbers.IndexOf(number)));
            if (own >= 0)
                kept.Add((result with { Name = numbers[own].Name + "HessianDiagonal" }, @return.Values[i]));
            else if (i == 0 || numbers.Any(number => result.Name == number.Name + "Gradient"))
                kept.Add((result, @return.Values[i]));
        }

        return module with
        {
            Entry = entry with
            {
                Name = core.Entry.Name + "HessianDiagonal",
                Results = kept.Select(item => item.Result).ToEquatableArray(),
                Body = [.. entry.Body.Take(entry.Body.Count - 1), new Return(kept.Select(item => item.Value).ToEquatableArray())],
            },
        };
    }

    /// <summary>The function with its gradient, and the derivatives of the gradient along the unit direction of each number.</summary>
    private static (Module Module, List<Variable> Numbers) AllDirections(Module core)
    {
        List<Variable> numbers = [.. core.Entry.Parameters.Where(parameter => parameter.IsDifferentiated).Select(parameter => parameter.Variable)];
        Seeding seeding = SecondOrder.Seeding(numbers.Count, (parameter, d) => new Seed(null, numbers[d] == parameter ? 1 : 0), RowName);
        return (SecondOrder.WithGradient(core, seeding), numbers);
    }

    private static string RowName(string number, int direction) => number + "Row" + direction.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
