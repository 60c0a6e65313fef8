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
        string parameters = string.Join(", ", entry.Parameters.Where(parameter => parameter.IsDifferentiated).Select(parameter => unit.Target.Method.NameOf(parameter.Variable)));
        yield return $"Gradient of {unit.Target.Method.Name} with respect to {parameters}.";
        if (unit.Members.Any(member => member.Kind == MemberKind.Jacobian))
        {
            yield return entry.Parameters.Any(parameter => parameter.IsDifferentiated && parameter.Variable.Type is ArrayType)
                ? "Jacobian: forward mode for each column where there are no more columns than rows, else reverse mode for each row."
                : "Jacobian: forward mode for each column.";
        }

        if (unit.Members.Any(member => member.Kind is MemberKind.Hessian or MemberKind.HessianDiagonal))
        {
            yield return unit.AllAtOnce ? "Second derivatives: all directions in one sweep."
                : unit.Distance is { } distance ? $"Second derivatives join elements of rows whose indices differ by {distance} at most."
                : "Second derivatives may join all elements: one product for each.";
        }

        if (unit.Target.Kind != TargetKind.Function)
            yield return $"Proved: {TraitText.Sentence(unit.Traits)}.";
        foreach (Restatement formula in unit.Restated.Select(formula => formula with { Site = null }).Distinct())
            yield return $"Stabler form: {formula.Name} is computed as {formula.Replacement}.";
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
            (string ending, string summary) = Describe(member.Kind);
            string name = method.Name.TrimStart('@') + ending;
            writer.Blank();
            writer.Line($"/// <summary>{summary} See <see cref=\"{method.DocumentationId}\"/>.</summary>");
            WriteFormulas(writer, unit, member.Kind);
            writer.Line(FileHeader.GeneratedCode);
            string modifiers = method.Accessibility + (method.IsStatic ? " static" : method.IsReadOnly ? " readonly" : "");
            string signature = $"{modifiers} {method.ReturnTypeText} {name}{method.TypeParameters}({Signature.Parameters(unit.Target, member)})";
            WriteMethod(writer, unit, member, signature);
        }

        WriteHelpers(writer, unit);
    }

    /// <summary>Writes what is known of the function as formulas: of the value alone for a member that computes no more, nothing for members that go beyond gradients.</summary>
    public static void WriteFormulas(IndentedWriter writer, Unit unit, MemberKind kind)
    {
        IEnumerable<string> shown = kind switch
        {
            MemberKind.Value => unit.Formulas.Take(1),
            MemberKind.Gradient or MemberKind.Pullback => unit.Formulas,
            _ => [],
        };
        string text = string.Concat(shown.Select(formula => $"<para><c>{formula.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;")}</c></para>"));
        if (!unit.Restated.IsEmpty)
            text += "<para>Computed in a stabler form than the source has.</para>";
        if (text.Length > 0)
            writer.Line($"/// <remarks>{text}</remarks>");
    }

    private static (string Ending, string Summary) Describe(MemberKind kind) => kind switch
    {
        MemberKind.Value => ("Stable", "Computes the value in the form that the other generated members use."),
        MemberKind.Gradient => ("WithGradient", "Computes the value and overwrites the sinks with the gradient."),
        MemberKind.Pullback => ("Pullback", "Adds <c>resultAdjoint</c> times the derivative of the result to the accumulators."),
        MemberKind.Pushforward => ("Pushforward", "Computes the value and its derivative along the direction that the tangents give."),
        MemberKind.HessianVectorProduct => ("HessianVectorProduct", "Computes the value and overwrites the products with the Hessian times the direction."),
        MemberKind.Hessian => ("Hessian", "Computes the value and overwrites <c>hessian</c>, row by row over all differentiated numbers in the order of the parameters."),
        MemberKind.HessianDiagonal => ("HessianDiagonal", "Computes the value and overwrites the sinks with the gradient and with the diagonal of the Hessian."),
        _ => ("Jacobian", "Computes the results and overwrites <c>jacobian</c>, one row for each result over all differentiated numbers in the order of the parameters."),
    };

    /// <summary>Writes a generated member, checks of its sinks included.</summary>
    public static void WriteMethod(IndentedWriter writer, Unit unit, GeneratedMember member, string signature)
    {
        using (writer.Open(signature + Constraints(unit.Target.Method)))
        {
            foreach (string check in Signature.Checks(unit.Target, member))
                writer.Line(check);
            var structs = StructParameters.Of(unit.Target, member);
            foreach (string local in structs.Locals)
                writer.Line(local);
            StatementWriter.Write(writer, structs.Function, CallsOf(unit, member), unit.Target.IsRewritten, structs);
        }
    }

    /// <summary>Writes the private methods that the members call. Members that need the same form of a helper share it.</summary>
    public static void WriteHelpers(IndentedWriter writer, Unit unit)
    {
        MethodShell method = unit.Target.Method;
        string modifiers = "private " + (method.IsStatic ? "static " : method.IsReadOnly || unit.Target.Kind != TargetKind.Function ? "readonly " : "");
        var written = new HashSet<string>();
        foreach (GeneratedMember member in unit.Members)
        {
            CallWriter calls = CallsOf(unit, member);
            foreach (Function helper in member.Helpers.Where(helper => written.Add(helper.Name)))
            {
                writer.Blank();
                writer.Line(FileHeader.GeneratedCode);
                using (writer.Open(modifiers + calls.Signature(helper) + Constraints(method)))
                    StatementWriter.Write(writer, helper, calls, unit.Target.IsRewritten);
            }
        }
    }

    public static CallWriter CallsOf(Unit unit, GeneratedMember member)
        => new(
            unit.Target.Method.Name.TrimStart('@') + Identifier(unit.Target.Method.OverloadSuffix),
            unit.Target.Method.TypeParameters,
            Frames.Of([member.Function, .. member.Helpers]),
            unit.Members.SelectMany(other => other.Helpers).Select(helper => CallNames.Split(helper.Name).Function).Distinct().ToEquatableArray());

    private static string Identifier(string text) => string.Concat(text.Select(character => char.IsLetterOrDigit(character) ? character : '_'));

    private static string Constraints(MethodShell method) => string.Concat(method.Constraints.Select(constraint => "\n    " + constraint));
}
