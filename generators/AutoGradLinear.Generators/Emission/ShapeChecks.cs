using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Emission;

/// <summary>
/// The checks of sinks with several dimensions: they have the shape of their inputs, and are no inputs and no other sinks.
/// </summary>
internal static class ShapeChecks
{
    public const string Guards = "global::AutoGradLinear.Numerics.GeneratedCode";

    public static IEnumerable<string> Of(Function function)
    {
        List<Parameter> sinks =
            [.. function.Parameters.Where(parameter => parameter.Shadows is not null && HasShape(parameter.Variable.Type))];
        foreach (Parameter sink in sinks)
            yield return $"{Guards}.RequireSameShape({Names.Escape(sink.Shadows!.Name)}, {Argument(sink)});";
        sinks.RemoveAll(sink => sink.Role == ParameterRole.Input);
        for (int i = 0; i < sinks.Count; i++)
        {
            foreach (Parameter other in function.Parameters.Where(parameter => parameter.Role == ParameterRole.Input).Concat(sinks.Skip(i + 1)))
            {
                if (Storage(other.Variable.Type) == Storage(sinks[i].Variable.Type))
                    yield return $"{Guards}.RequireNotSame{TypeArgument(sinks[i].Variable.Type)}({Names.Escape(other.Variable.Name)}, {Argument(sinks[i])});";
            }
        }
    }

    /// <summary>The sink and its name.</summary>
    private static string Argument(Parameter sink) => $"{Names.Escape(sink.Variable.Name)}, nameof({Names.Escape(sink.Variable.Name)})";

    /// <summary>C# infers none where a writable tensor is passed as one that is read.</summary>
    private static string TypeArgument(IrType type) => type is ArrayType { Kind: ArrayKind.TensorSpan, Element: var element } ? $"<{element.CSharp}>" : "";

    private static bool HasShape(IrType type) => type is ArrayType { Rank: > 1 } or ArrayType { Element: ArrayType };

    /// <summary>Equal for arrays that may be one and the same; null where that is checked elsewhere.</summary>
    private static IrType? Storage(IrType type) => type switch
    {
        ArrayType { Kind: ArrayKind.TensorSpan } tensor => tensor with { Kind = ArrayKind.ReadOnlyTensorSpan },
        _ => HasShape(type) ? type : null,
    };
}
