using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Emission;

/// <summary>The parameters of generated members, and the checks that guard them.</summary>
internal static class Signature
{
    private const string Guards = "global::AutoGradLinear.Numerics.GeneratedCode";

    /// <summary>The source's own parameters, the adjoint of the result for a pullback, then the sinks or accumulators in the order of the parameters.</summary>
    public static string Parameters(Target target, Function function)
    {
        var parameters = target.Method.Parameters
            .Select(parameter => $"{Modifier(parameter)}{parameter.TypeText} {parameter.Name}")
            .ToList();
        foreach (Parameter parameter in function.Parameters.Where(parameter => parameter.Variable.Name == "resultAdjoint" && parameter.Role == ParameterRole.Input))
            parameters.Add($"{parameter.Variable.Type.CSharp} {parameter.Variable.Name}");
        foreach (Parameter source in target.Module.Entry.Parameters.Where(parameter => parameter.IsDifferentiated))
        {
            Parameter? shadow = function.Parameters.FirstOrDefault(parameter => source.Variable.Equals(parameter.Shadows));
            if (shadow is { Variable.Type: ArrayType })
                parameters.Add($"{shadow.Variable.Type.CSharp} {Names.Escape(shadow.Variable.Name)}");
            else if (shadow is not null)
                parameters.Add($"ref {shadow.Variable.Type.CSharp} {Names.Escape(shadow.Variable.Name)}");
            else
                parameters.Add($"out {source.Variable.Type.CSharp} {source.Variable.Name}Gradient");
        }

        return string.Join(", ", parameters);
    }

    /// <summary>Sinks have the length of their inputs, and share memory with no input and no other sink.</summary>
    public static IEnumerable<string> Checks(Function function)
    {
        List<Parameter> sinks = function.Parameters.Where(parameter => parameter is { Shadows: not null, Variable.Type: ArrayType }).ToList();
        foreach (Parameter sink in sinks)
        {
            string name = Names.Escape(sink.Variable.Name);
            string input = Names.Escape(sink.Shadows!.Name);

            // An array may be null where the source never looks at it; as a span it is empty then.
            string length = sink.Shadows.Type is ArrayType { Kind: ArrayKind.Array, Element: var element }
                ? $"((global::System.ReadOnlySpan<{element.CSharp}>){input}).Length"
                : $"{input}.Length";
            yield return $"{Guards}.RequireSameLength({length}, {name}.Length, nameof({name}));";
        }

        for (int i = 0; i < sinks.Count; i++)
        {
            string name = Names.Escape(sinks[i].Variable.Name);
            IrType element = ((ArrayType)sinks[i].Variable.Type).Element;
            IEnumerable<Parameter> others = function.Parameters
                .Where(parameter => parameter.Shadows is null && parameter.Variable.Type is ArrayType array && array.Element == element)
                .Concat(sinks.Skip(i + 1).Where(other => ((ArrayType)other.Variable.Type).Element == element));
            foreach (Parameter other in others)
                yield return $"{Guards}.RequireNoOverlap<{element.CSharp}>({Names.Escape(other.Variable.Name)}, {name}, nameof({name}));";
        }
    }

    private static string Modifier(ParameterShell parameter) => parameter.Modifier.Length == 0 ? "" : parameter.Modifier + " ";
}
