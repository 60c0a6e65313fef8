using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Emission;

/// <summary>The parameters of generated members, and the checks that guard them.</summary>
internal static class Signature
{
    private const string Guards = ShapeChecks.Guards;

    /// <summary>
    /// The source's own parameters, what a pullback is given for the result, the parameters that go with the differentiated ones, and what a pushforward, a Hessian or a Jacobian
    /// is written to.
    /// </summary>
    public static string Parameters(Target target, GeneratedMember member)
    {
        Function function = member.Function;
        IEnumerable<string> own = target.Method.Parameters.Select(parameter => $"{Modifier(parameter)}{parameter.TypeText} {parameter.Name}");
        IEnumerable<string> given = member.Kind == MemberKind.Pullback
            ? function.Parameters.Skip(target.Module.Entry.Parameters.Count).Where(parameter => parameter.Role == ParameterRole.Input).Select(Declaration)
            : [];
        IEnumerable<string> companions = Companion.Of(member.Kind).SelectMany(companion => Parameters(target, function, companion));
        return string.Join(", ", own.Concat(given).Concat(companions).Concat(Results(target, member)));
    }

    private static IEnumerable<string> Parameters(Target target, Function function, Companion companion)
    {
        var structs = new HashSet<ParameterShell>();
        foreach (Parameter source in target.Module.Entry.Parameters.Where(parameter => parameter.IsDifferentiated))
        {
            if (target.Method.Parameters.FirstOrDefault(shell => shell.Aggregate is { } aggregate && aggregate.Leaves.Any(leaf => leaf.Variable == source.Variable)) is { } holder)
            {
                if (structs.Add(holder))
                    yield return StructParameters.Parameter(holder, companion);
                continue;
            }

            string name = source.Variable.Name + companion.Suffix;
            if (function.Parameters.FirstOrDefault(parameter => parameter.Variable.Name == name && source.Variable.Equals(parameter.Shadows)) is not { } parameter)
                yield return $"out {source.Variable.Type.CSharp} {name}";
            else
                yield return (companion.Role == CompanionRole.Accumulator && parameter.Variable.Type is not ArrayType ? "ref " : "") + Declaration(parameter);
        }
    }

    /// <summary>What the derivative of the result, or all of a matrix, is written to.</summary>
    private static IEnumerable<string> Results(Target target, GeneratedMember member) => member.Kind switch
    {
        MemberKind.Pushforward when !member.Function.IsVoid => member.Function.Results.Skip(1).Select(result => $"out {result.Type.CSharp} {result.Name}"),
        MemberKind.Pushforward => member.Function.Parameters.Skip(target.Module.Entry.Parameters.Count)
            .Where(parameter => target.Module.Entry.Parameters.Any(source => source.IsResult && source.Variable.Equals(parameter.Shadows))).Select(Declaration),
        MemberKind.Hessian or MemberKind.Jacobian => member.Function.Parameters.Skip(target.Module.Entry.Parameters.Count).Select(Declaration),
        _ => [],
    };

    private static string Declaration(Parameter parameter) => $"{parameter.Variable.Type.CSharp} {Names.Escape(parameter.Variable.Name)}";

    /// <summary>
    /// What goes with a parameter has its length; what is written to shares memory with nothing else. An input that the function writes to shares memory with no other.
    /// </summary>
    public static IEnumerable<string> Checks(Target target, GeneratedMember member)
    {
        Function function = member.Function;
        foreach (string check in MatrixChecks(target, member))
            yield return check;
        List<Parameter> companions = function.Parameters.Where(parameter => parameter is { Shadows: not null, Variable.Type: ArrayType { Rank: 1, Element: not ArrayType } }).ToList();
        foreach (string check in ShapeChecks.Of(function))
            yield return check;
        foreach (Parameter companion in companions)
        {
            string name = Names.Escape(companion.Variable.Name);
            yield return $"{Guards}.RequireSameLength({LengthText(companion.Shadows!)}, {LengthText(companion.Variable)}, nameof({name}));";
        }

        List<Parameter> sinks = function.Parameters.Where(parameter => parameter.Role != ParameterRole.Input && parameter.Variable.Type is ArrayType { Rank: 1, Element: not ArrayType }).ToList();
        for (int i = 0; i < sinks.Count; i++)
        {
            string name = Names.Escape(sinks[i].Variable.Name);
            IrType element = ((ArrayType)sinks[i].Variable.Type).Element;
            IEnumerable<Parameter> others = function.Parameters
                .Where(parameter => parameter.Role == ParameterRole.Input && parameter.Variable.Type is ArrayType { Rank: 1 } array && array.Element == element)
                .Concat(sinks.Skip(i + 1).Where(other => ((ArrayType)other.Variable.Type).Element == element));
            foreach (Parameter other in others)
                yield return $"{Guards}.RequireNoOverlap<{element.CSharp}>({Names.Escape(other.Variable.Name)}, {name}, nameof({name}));";
        }

        foreach (string check in WrittenInputs(function))
            yield return check;
        foreach (string check in Members(function, sinks))
            yield return check;
    }

    /// <summary>A matrix has as many elements as its rows times its columns.</summary>
    private static IEnumerable<string> MatrixChecks(Target target, GeneratedMember member)
    {
        if (member.Kind is not (MemberKind.Hessian or MemberKind.Jacobian))
            yield break;
        EquatableArray<Parameter> parameters = target.Module.Entry.Parameters;
        string columns = Sum(parameters.Where(parameter => parameter.IsDifferentiated));
        string rows = member.Kind == MemberKind.Hessian ? columns : Sum(parameters.Where(parameter => parameter.IsResult));
        string matrix = member.Kind == MemberKind.Hessian ? "hessian" : "jacobian";
        yield return $"{Guards}.RequireMatrix({rows}, {columns}, {matrix}.Length, nameof({matrix}));";
    }

    private static string Sum(IEnumerable<Parameter> parameters)
    {
        List<string> terms = [.. parameters.Where(parameter => parameter.Variable.Type is ArrayType).Select(parameter => ExpressionWriter.Write(new Length(new Use(parameter.Variable), Length.All)))];
        int scalars = parameters.Count(parameter => parameter.Variable.Type is not ArrayType);
        if (scalars > 0 || terms.Count == 0)
            terms.Add(scalars.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return string.Join(" + ", terms);
    }

    /// <summary>An array may be null where the source never looks at it; as a span it is empty then.</summary>
    private static string LengthText(Variable row)
        => row.Type is ArrayType { Kind: ArrayKind.Array, Element: var element }
            ? $"((global::System.ReadOnlySpan<{element.CSharp}>){Names.Escape(row.Name)}).Length"
            : $"{Names.Escape(row.Name)}.Length";

    /// <summary>The function sees memory that two of its parameters share as one; the adjoints of the two are apart.</summary>
    private static IEnumerable<string> WrittenInputs(Function function)
    {
        Writes writes = Writes.In(function);
        List<Parameter> inputs = [.. function.Parameters.Where(parameter => parameter is { Role: ParameterRole.Input, Variable.Type: ArrayType { Element: not ArrayType, Rank: 1 } })];
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
