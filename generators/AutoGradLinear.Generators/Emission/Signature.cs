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
        foreach (Parameter parameter in function.Parameters.Skip(target.Module.Entry.Parameters.Count).Where(parameter => parameter.Role == ParameterRole.Input))
            parameters.Add($"{parameter.Variable.Type.CSharp} {parameter.Variable.Name}");
        var structs = new HashSet<ParameterShell>();
        foreach (Parameter source in target.Module.Entry.Parameters.Where(parameter => parameter.IsDifferentiated))
        {
            if (target.Method.Parameters.FirstOrDefault(shell => shell.Aggregate is { } aggregate && aggregate.Leaves.Any(leaf => leaf.Variable == source.Variable)) is { } holder)
            {
                if (structs.Add(holder) && StructParameters.Parameter(target, holder, function) is { } sink)
                    parameters.Add(sink);
                continue;
            }

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

    /// <summary>
    /// Sinks have the length of their inputs, and share memory with no input and no other sink. An input that the function writes to shares memory with no other.
    /// </summary>
    public static IEnumerable<string> Checks(Function function)
    {
        List<Parameter> sinks = function.Parameters.Where(parameter => parameter is { Shadows: not null, Variable.Type: ArrayType { Rank: 1, Element: not ArrayType } }).ToList();
        foreach (string check in ShapeChecks.Of(function))
            yield return check;
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
                .Where(parameter => parameter.Shadows is null && parameter.Variable.Type is ArrayType { Rank: 1 } array && array.Element == element)
                .Concat(sinks.Skip(i + 1).Where(other => ((ArrayType)other.Variable.Type).Element == element));
            foreach (Parameter other in others)
                yield return $"{Guards}.RequireNoOverlap<{element.CSharp}>({Names.Escape(other.Variable.Name)}, {name}, nameof({name}));";
        }

        foreach (string check in WrittenInputs(function))
            yield return check;
        foreach (string check in Members(function, sinks))
            yield return check;
    }

    /// <summary>The function sees memory that two of its parameters share as one; the adjoints of the two are apart.</summary>
    private static IEnumerable<string> WrittenInputs(Function function)
    {
        Writes writes = Writes.In(function);
        List<Parameter> inputs = [.. function.Parameters.Where(parameter => parameter is { Shadows: null, Role: ParameterRole.Input, Variable.Type: ArrayType { Element: not ArrayType, Rank: 1 } })];
        var checkedPairs = new HashSet<(Parameter, Parameter)>();
        foreach (Parameter written in inputs.Where(parameter => writes.Reach(new Use(parameter.Variable))))
        {
            IrType element = ((ArrayType)written.Variable.Type).Element;
            string name = Names.Escape(written.Variable.Name);
            foreach (Parameter other in inputs.Where(other => other != written && ((ArrayType)other.Variable.Type).Element == element && !checkedPairs.Contains((other, written))))
            {
                checkedPairs.Add((written, other));
                yield return $"{Guards}.RequireNoOverlap<{element.CSharp}>({Names.Escape(other.Variable.Name)}, {name}, nameof({name}));";
            }
        }
    }

    /// <summary>What the function writes to must not be an array that it also reads as a field.</summary>
    private static IEnumerable<string> Members(Function function, List<Parameter> sinks)
    {
        Writes writes = Writes.In(function);
        List<Member> members = [.. function.Body.AllExpressions().SelectMany(expression => expression.SelfAndParts()).OfType<Member>()
            .Where(member => member.Type is ArrayType { Rank: 1, Element: not ArrayType }).Distinct()];
        foreach (Parameter written in function.Parameters.Where(parameter => parameter.Variable.Type is ArrayType && (sinks.Contains(parameter) || writes.Reach(new Use(parameter.Variable)))))
        {
            string name = Names.Escape(written.Variable.Name);
            foreach (Member member in members.Where(member => ((ArrayType)member.Type).Element == ((ArrayType)written.Variable.Type).Element))
                yield return $"{Guards}.RequireNoOverlap<{((ArrayType)member.Type).Element.CSharp}>({member.Text}, {name}, nameof({name}));";
        }
    }

    private static string Modifier(ParameterShell parameter) => parameter.Modifier.Length == 0 ? "" : parameter.Modifier + " ";
}
