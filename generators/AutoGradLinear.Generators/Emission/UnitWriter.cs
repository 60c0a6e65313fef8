using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Emission;

/// <summary>Prints what is generated for one target as a C# file.</summary>
internal static class UnitWriter
{
    public static string Write(Unit unit)
    {
        var writer = new IndentedWriter();
        FileHeader.Write(writer);
        foreach (string line in Header(unit))
            writer.Line("// " + line);
        writer.Blank();
        (string bases, Action<IndentedWriter> members) = unit.Target.Kind switch
        {
            TargetKind.Loss => (LossWriter.Bases(unit), output => LossWriter.WriteLoss(output, unit)),
            TargetKind.Penalty => (LossWriter.Bases(unit), output => LossWriter.WritePenalty(output, unit)),
            _ => ("", (Action<IndentedWriter>)(output => WriteFunctions(output, unit))),
        };
        FileHeader.WriteInside(writer, unit.Target.Type, bases, [], members);
        return writer.ToString();
    }

    /// <summary>What is differentiated with respect to what, and what is kept between the two sweeps.</summary>
    private static IEnumerable<string> Header(Unit unit)
    {
        Function entry = unit.Target.Module.Entry;
        string parameters = string.Join(", ", entry.Parameters.Where(parameter => parameter.IsDifferentiated).Select(parameter => parameter.Variable.Name));
        yield return $"Gradient of {unit.Target.Method.Name} with respect to {parameters}.";
        foreach (GeneratedMember member in unit.Members.Where(member => member.Kind == MemberKind.Gradient))
        {
            string buffers = string.Join(", ", member.Function.Body.AllStatements().OfType<Allocate>().Select(allocate => allocate.Array.Name));
            string tapes = string.Join(", ", member.Function.Body.AllStatements().OfType<Save>().Select(save => NameSupply.Plain(save.Slot.Name.Split('#')[0])).Distinct());
            if (buffers.Length > 0)
                yield return $"Stored by iteration, because the backward sweep needs values that are overwritten: {buffers}.";
            if (tapes.Length > 0)
                yield return $"Stored on a stack, because the number of iterations is not known beforehand: {tapes}.";
        }
    }

    private static void WriteFunctions(IndentedWriter writer, Unit unit)
    {
        MethodShell method = unit.Target.Method;
        foreach (GeneratedMember member in unit.Members)
        {
            bool isPullback = member.Kind == MemberKind.Pullback;
            string name = method.Name.TrimStart('@') + (isPullback ? "Pullback" : "WithGradient");
            string summary = isPullback
                ? "Adds <c>resultAdjoint</c> times the gradient to the accumulators."
                : "Computes the value and overwrites the sinks with the gradient.";
            writer.Blank();
            writer.Line($"/// <summary>{summary} See <see cref=\"{method.DocumentationId}\"/>.</summary>");
            writer.Line(FileHeader.GeneratedCode);
            string modifiers = method.Accessibility + (method.IsStatic ? " static" : method.IsReadOnly ? " readonly" : "");
            string signature = $"{modifiers} {method.ReturnTypeText} {name}{method.TypeParameters}({Signature.Parameters(unit.Target, member.Function)})";
            WriteMethod(writer, signature, method.Constraints, member.Function);
        }
    }

    /// <summary>Writes a method: signature, constraints, checks of the sinks, body.</summary>
    public static void WriteMethod(IndentedWriter writer, string signature, EquatableArray<string> constraints, Function function)
    {
        string text = signature + string.Concat(constraints.Select(constraint => "\n    " + constraint));
        using (writer.Open(text))
        {
            foreach (string check in Signature.Checks(function))
                writer.Line(check);
            StatementWriter.Write(writer, function);
        }
    }
}
