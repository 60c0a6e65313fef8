using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Emission;

/// <summary>Prints the generated part of a loss or penalty: the interfaces of the runtime, implemented by what was differentiated.</summary>
internal static class LossWriter
{
    public const string Losses = "global::AutoGradLinear.Losses";

    /// <summary>The interfaces that the generated part implements.</summary>
    public static string Bases(Unit unit)
    {
        Target target = unit.Target;
        string real = target.Method.ReturnTypeText;
        var bases = new List<string>();
        if (target.Kind == TargetKind.Penalty)
        {
            bases.Add($"{Losses}.IPenalty<{real}>");
            if (Product(unit) is not null)
                bases.Add($"{Losses}.ISmoothPenalty<{real}>");
        }
        else
        {
            string second = target.Method.Parameters[1].TypeText;
            bases.Add($"{Losses}.ILoss<{real}, {second}>");
            if (target.HasBatchForm)
                bases.Add($"{Losses}.IBatchLoss<{real}, {second}>");
            if (Product(unit) is not null)
                bases.Add($"{Losses}.ISmoothLoss<{real}, {second}>");
        }

        if (target.Hyperparameters is not null)
            bases.Add($"{Losses}.IHyperparameters<{target.Type.FullName}>");
        return " : " + string.Join(", ", bases);
    }

    /// <summary>The second derivative of a smooth loss or penalty.</summary>
    public static GeneratedMember? Product(Unit unit) => unit.Members.FirstOrDefault(member => member.Kind == MemberKind.HessianVectorProduct);

    public static void WriteLoss(IndentedWriter writer, Unit unit)
    {
        Target target = unit.Target;
        WriteTraits(writer, unit, "LossTraits");
        bool isScalar = target.Module.Entry.Parameters[0].Variable.Type is not ArrayType;
        foreach (GeneratedMember member in unit.Members.Where(member => member.Kind is MemberKind.Value or MemberKind.Gradient))
        {
            bool isValue = member.Kind == MemberKind.Value;
            writer.Blank();
            writer.Line($"/// <inheritdoc cref=\"{Losses}.ILoss{{T, TTarget}}.{(isValue ? "Evaluate" : "ValueWithGradient")}\"/>");
            UnitWriter.WriteFormulas(writer, unit, member.Kind);
            if (isScalar)
                WriteScalar(writer, unit, member, isValue);
            else
                WriteMember(writer, unit, member, isValue);
        }

        UnitWriter.WriteHelpers(writer, unit);
        BatchWriter.Write(writer, unit);
        WriteHyperparameters(writer, target);
    }

    public static void WritePenalty(IndentedWriter writer, Unit unit)
    {
        WriteTraits(writer, unit, "PenaltyTraits");
        foreach (GeneratedMember member in unit.Members.Where(member => member.Kind is MemberKind.Value or MemberKind.Gradient))
        {
            bool isValue = member.Kind == MemberKind.Value;
            writer.Blank();
            writer.Line($"/// <inheritdoc cref=\"{Losses}.IPenalty{{T}}.{(isValue ? "Evaluate" : "ValueWithGradient")}\"/>");
            UnitWriter.WriteFormulas(writer, unit, member.Kind);
            WriteMember(writer, unit, member, isValue);
        }

        if (Product(unit) is { } product)
        {
            writer.Blank();
            writer.Line($"/// <inheritdoc cref=\"{Losses}.ISmoothPenalty{{T}}.HessianVectorProduct\"/>");
            writer.Line(FileHeader.GeneratedCode);
            UnitWriter.WriteMethod(writer, unit, product, $"public readonly {unit.Target.Method.ReturnTypeText} HessianVectorProduct({Signature.Parameters(unit.Target, product)})");
        }

        UnitWriter.WriteHelpers(writer, unit);
        WriteHyperparameters(writer, unit.Target);
    }

    private static void WriteTraits(IndentedWriter writer, Unit unit, string traits)
    {
        string function = unit.Target.Kind == TargetKind.Loss ? "the loss, as a function of its scores" : "the penalty, as a function of the weights";
        string proved = string.Join(" | ", TraitText.Names(unit.Traits).Select(name => $"{Losses}.{traits}.{name}"));
        writer.Line($"/// <summary>What is proved of {function}: {TraitText.Sentence(unit.Traits)}. A trait that is absent is not known.</summary>");
        writer.Line(FileHeader.GeneratedCode);
        writer.Line($"public static {Losses}.{traits} Traits => {proved};");
    }

    private static void WriteMember(IndentedWriter writer, Unit unit, GeneratedMember member, bool isValue)
    {
        Target target = unit.Target;
        writer.Line(FileHeader.GeneratedCode);
        string parameters = isValue
            ? string.Join(", ", target.Method.Parameters.Select(parameter => $"{parameter.TypeText} {parameter.Name}"))
            : Signature.Parameters(target, member);
        string name = isValue ? "Evaluate" : "ValueWithGradient";
        UnitWriter.WriteMethod(writer, unit, member, $"public readonly {target.Method.ReturnTypeText} {name}({parameters})");
    }

    /// <summary>A loss of one real score: the interface passes a span of length 1.</summary>
    private static void WriteScalar(IndentedWriter writer, Unit unit, GeneratedMember member, bool isValue)
    {
        Target target = unit.Target;
        string real = target.Method.ReturnTypeText;
        ParameterShell score = target.Method.Parameters[0];
        ParameterShell second = target.Method.Parameters[1];
        string span = $"global::System.ReadOnlySpan<{real}> scores, {second.TypeText} {second.Name}";
        writer.Line(FileHeader.GeneratedCode);
        if (isValue)
        {
            writer.Line($"public readonly {real} Evaluate({span})");
            using (writer.Open())
            {
                writer.Line($"{ShapeChecks.Guards}.RequireSameLength(1, scores.Length, nameof(scores));");
                writer.Line($"return Evaluate(scores[0], {second.Name});");
            }

            writer.Blank();
            writer.Line("/// <summary>The loss of one score.</summary>");
            WriteMember(writer, unit, member, isValue: true);
            return;
        }

        writer.Line($"public readonly {real} ValueWithGradient({span}, global::System.Span<{real}> scoresGradient)");
        using (writer.Open())
        {
            writer.Line($"{ShapeChecks.Guards}.RequireSameLength(1, scores.Length, nameof(scores));");
            writer.Line($"{ShapeChecks.Guards}.RequireSameLength(1, scoresGradient.Length, nameof(scoresGradient));");
            writer.Line($"{ShapeChecks.Guards}.RequireNoOverlap<{real}>(scores, scoresGradient, nameof(scoresGradient));");
            writer.Line($"return ValueWithGradient(scores[0], {second.Name}, out scoresGradient[0]);");
        }

        writer.Blank();
        writer.Line($"/// <summary>The loss of one score and its derivative with respect to <paramref name=\"{score.Name}\"/>.</summary>");
        WriteMember(writer, unit, member, isValue: false);
    }

    private static void WriteHyperparameters(IndentedWriter writer, Target target)
    {
        if (target.Hyperparameters is not { } hyperparameters)
            return;
        string names = string.Join(", ", hyperparameters.Select(parameter => $"\"{parameter.Name.TrimStart('@')}\""));
        string values = string.Join(", ", hyperparameters.Select(Value));
        string arguments = string.Join(", ", hyperparameters.Select((parameter, i) => Argument(parameter, $"values[{i}]")));
        string count = hyperparameters.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
        writer.Blank();
        writer.Line("/// <inheritdoc/>");
        writer.Line(FileHeader.GeneratedCode);
        writer.Line($"public static global::System.ReadOnlySpan<string> HyperparameterNames => {(names.Length == 0 ? "default" : $"new string[] {{ {names} }}")};");
        writer.Blank();
        writer.Line("/// <inheritdoc/>");
        writer.Line(FileHeader.GeneratedCode);
        writer.Line($"public readonly double[] GetHyperparameters() => [{values}];");
        writer.Blank();
        writer.Line("/// <inheritdoc/>");
        writer.Line(FileHeader.GeneratedCode);
        using (writer.Open($"public static {target.Type.FullName} FromHyperparameters(global::System.ReadOnlySpan<double> values)"))
        {
            writer.Line($"{ShapeChecks.Guards}.RequireSameLength({count}, values.Length, nameof(values));");
            writer.Line($"return new {target.Type.FullName}({arguments});");
        }
    }

    private static string Value(Hyperparameter parameter) => parameter.TypeText switch
    {
        "bool" => $"this.{parameter.Name} ? 1d : 0d",
        "double" => $"this.{parameter.Name}",
        _ when IsKeyword(parameter.TypeText) => $"(double)this.{parameter.Name}",
        _ => $"double.CreateChecked(this.{parameter.Name})",
    };

    private static string Argument(Hyperparameter parameter, string value) => parameter.TypeText switch
    {
        "bool" => $"{value} != 0d",
        "double" => value,
        _ => $"{parameter.TypeText}.CreateChecked({value})",
    };

    private static bool IsKeyword(string type) => Microsoft.CodeAnalysis.CSharp.SyntaxFacts.GetKeywordKind(type) != Microsoft.CodeAnalysis.CSharp.SyntaxKind.None;
}
