using AutoGradLinear.Generators.IR;
using AutoGradLinear.Generators.IR.Lanes;

namespace AutoGradLinear.Generators.Emission;

/// <summary>
/// Prints the batch forms of a loss: as many examples a round as a vector has lanes. Batches that are shorter than a vector, or have a label that is no index of a class, are done one
/// by one, and so are losses without such a form.
/// </summary>
internal static class BatchWriter
{
    private const string Losses = LossWriter.Losses;
    private const string Guards = ShapeChecks.Guards;
    private const string Vectors = VectorFunctions.Vectors;

    public static void Write(IndentedWriter writer, Unit unit)
    {
        if (unit.Target.HasBatchForm)
            WriteGradient(writer, unit, unit.Members.First(member => member.Kind == MemberKind.Gradient));
        if (LossWriter.Product(unit) is { } product)
            WriteProducts(writer, unit, product);
    }

    private static void WriteGradient(IndentedWriter writer, Unit unit, GeneratedMember member)
    {
        string real = unit.Target.Method.ReturnTypeText;
        string target = unit.Target.Method.Parameters[1].TypeText;
        writer.Blank();
        writer.Line($"/// <inheritdoc cref=\"{Losses}.IBatchLoss{{T, TTarget}}.BatchValueWithGradient\"/>");
        writer.Line(FileHeader.GeneratedCode);
        writer.Line($"public readonly {real} BatchValueWithGradient(");
        using (writer.Indented())
        {
            writer.Line($"global::System.ReadOnlySpan<{real}> {BatchNames.Scores},");
            writer.Line($"int {BatchNames.Stride},");
            writer.Line($"global::System.ReadOnlySpan<{target}> {BatchNames.Targets},");
            writer.Line($"global::System.ReadOnlySpan<{real}> {BatchNames.Weights},");
            writer.Line($"global::System.Span<{real}> {BatchNames.ScoresGradient})");
        }

        using (writer.Open())
        {
            string oneByOne = $"return {Losses}.BatchLoss.PerExample<{real}, {target}, {unit.Target.Type.FullName}>"
                + $"(this, {BatchNames.Scores}, {BatchNames.Stride}, {BatchNames.Targets}, {BatchNames.Weights}, {BatchNames.ScoresGradient});";
            if (member.Batch is not { } batch)
            {
                writer.Line(oneByOne);
                return;
            }

            WriteChecks(writer, unit, BatchNames.ScoresGradient, [BatchNames.Scores], real);
            using (WriteCondition(writer, unit, batch, real))
                writer.Line(oneByOne);
            writer.Line($"var {BatchNames.Sum} = {Vectors}<{real}>.Zero;");
            WriteRounds(writer, unit, member, batch, BatchNames.ScoresGradient, real);
            writer.Line($"return {Vectors}.Sum({BatchNames.Sum});");
        }
    }

    private static void WriteProducts(IndentedWriter writer, Unit unit, GeneratedMember member)
    {
        string real = unit.Target.Method.ReturnTypeText;
        writer.Blank();
        writer.Line("/// <summary>Computes the loss of one example and overwrites the product with ∇²ℓ(s, y) times the direction.</summary>");
        writer.Line(FileHeader.GeneratedCode);
        UnitWriter.WriteMethod(writer, unit, member, $"public readonly {real} HessianVectorProduct({Signature.Parameters(unit.Target, member)})");
        writer.Blank();
        writer.Line($"/// <inheritdoc cref=\"{Losses}.ISmoothLoss{{T, TTarget}}.BatchHessianVectorProduct\"/>");
        writer.Line(FileHeader.GeneratedCode);
        writer.Line("public readonly void BatchHessianVectorProduct(");
        using (writer.Indented())
        {
            writer.Line($"global::System.ReadOnlySpan<{real}> {BatchNames.Scores},");
            writer.Line($"global::System.ReadOnlySpan<{real}> {BatchNames.Directions},");
            writer.Line($"int {BatchNames.Stride},");
            writer.Line($"global::System.ReadOnlySpan<{unit.Target.Method.Parameters[1].TypeText}> {BatchNames.Targets},");
            writer.Line($"global::System.ReadOnlySpan<{real}> {BatchNames.Weights},");
            writer.Line($"global::System.Span<{real}> {BatchNames.Products})");
        }

        using (writer.Open())
        {
            // A block of examples checks what it is given; numbers are checked here.
            if (member.Batch is not null || !unit.Target.IsOverClasses)
            {
                WriteChecks(writer, unit, BatchNames.Products, [BatchNames.Scores, BatchNames.Directions], real);
                writer.Line($"{Guards}.RequireSameLength({BatchNames.Scores}.Length, {BatchNames.Directions}.Length, nameof({BatchNames.Directions}));");
            }

            if (member.Batch is not { } batch)
            {
                WriteProductsOneByOne(writer, unit, real);
                return;
            }

            using (WriteCondition(writer, unit, batch, real))
            {
                WriteProductsOneByOne(writer, unit, real);
                writer.Line("return;");
            }

            WriteRounds(writer, unit, member, batch, BatchNames.Products, real);
        }
    }

    private static void WriteProductsOneByOne(IndentedWriter writer, Unit unit, string real)
    {
        if (!unit.Target.IsOverClasses)
        {
            using (writer.Open($"for (int i = 0; i < {BatchNames.Targets}.Length; i++)"))
            {
                writer.Line($"HessianVectorProduct({BatchNames.Scores}[i], {BatchNames.Targets}[i], {BatchNames.Directions}[i], out {real} product);");
                writer.Line($"{BatchNames.Products}[i] = {BatchNames.Weights}.IsEmpty ? product : {BatchNames.Weights}[i] * product;");
            }

            return;
        }

        string arguments = string.Join(
            ", ", BatchNames.Scores, BatchNames.Directions, BatchNames.Stride, BatchNames.Targets, BatchNames.Weights, BatchNames.Products);
        writer.Line($"using var block = new {Losses}.ExampleBlock<{real}>({arguments});");
        using (writer.Open($"for (int i = 0; i < {BatchNames.Targets}.Length; i++)"))
        {
            writer.Line("block.Read(i);");
            writer.Line($"HessianVectorProduct(block.Scores, {BatchNames.Targets}[i], block.Direction, block.Product);");
            writer.Line("block.Write(i);");
        }
    }

    /// <summary>The shape, and that what is written to is no part of what is read; the targets of one score are real numbers, too.</summary>
    private static void WriteChecks(IndentedWriter writer, Unit unit, string sink, IEnumerable<string> inputs, string real)
    {
        bool isOneScore = !unit.Target.IsOverClasses;
        writer.Line($"{Guards}.RequireBatchShape({BatchNames.Scores}.Length, {BatchNames.Stride}, {BatchNames.Targets}.Length, {BatchNames.Weights}.Length, {sink}.Length);");
        if (isOneScore)
            writer.Line($"{Guards}.RequireSameLength({BatchNames.Stride}, {BatchNames.Scores}.Length, nameof({BatchNames.Scores}));");
        foreach (string input in isOneScore ? inputs.Append(BatchNames.Targets) : inputs)
            writer.Line($"{Guards}.RequireNoOverlap<{real}>({input}, {sink}, nameof({sink}));");
    }

    /// <summary>What a batch needs for its examples to be done one by one.</summary>
    private static IndentedWriter.Block WriteCondition(IndentedWriter writer, Unit unit, LaneFunction batch, string real)
    {
        if (!unit.Target.IsOverClasses)
            return writer.Open($"if (!{Losses}.BatchLoss.HasLanes<{real}>({BatchNames.Targets}.Length))");
        string least = batch.LeastClasses.ToString(System.Globalization.CultureInfo.InvariantCulture);
        writer.Line($"int {BatchNames.Classes} = {BatchNames.Scores}.Length / {BatchNames.Stride};");
        return writer.Open($"if ({BatchNames.Classes} < {least} || !{Losses}.BatchLoss.HasLanes<{real}>({BatchNames.Targets}, {BatchNames.Classes}))");
    }

    private static void WriteRounds(IndentedWriter writer, Unit unit, GeneratedMember member, LaneFunction batch, string sink, string real)
    {
        string lanes = $"{Vectors}<{real}>.Count";
        Function body = member.Function with { Results = default, Parameters = ParametersOf(batch), Body = batch.Before };
        StatementWriter.Write(writer, body, UnitWriter.CallsOf(unit, member), usesVectors: false);
        using (writer.Open($"for (int {BatchNames.Done} = 0; {BatchNames.Done} < {BatchNames.Targets}.Length; {BatchNames.Done} += {lanes})"))
        {
            writer.Line("// The last round ends with the last example, and does again some that are done.");
            writer.Line($"int {BatchNames.Example} = global::System.Math.Min({BatchNames.Done}, {BatchNames.Targets}.Length - {lanes});");
            IEnumerable<Parameter> made = batch.Before.SelectMany(statement => statement.Definitions()).Select(variable => new Parameter(variable));
            StatementWriter.Write(
                writer,
                body with { Parameters = [.. body.Parameters, .. made], Body = batch.Round },
                UnitWriter.CallsOf(unit, member),
                usesVectors: false);
            if (sink == BatchNames.ScoresGradient)
                writer.Line($"{BatchNames.Sum} += {Losses}.BatchLoss.Weigh<{real}>({BatchNames.Losses}, {BatchNames.Weights}, {BatchNames.Example}, {BatchNames.Done});");
            writer.Line($"{Losses}.BatchLoss.Scale<{real}>({sink}, {BatchNames.Stride}, {BatchNames.Weights}, {BatchNames.Example});");
        }
    }

    /// <summary>What the rounds read by name.</summary>
    private static EquatableArray<Parameter> ParametersOf(LaneFunction batch)
        => new EquatableArray<Statement>([.. batch.Before, .. batch.Round]).AllExpressions().SelectMany(expression => expression.Uses()).Distinct()
            .Where(variable => BatchNames.All.Contains(variable.Name) && variable.Name is not (BatchNames.Labels or BatchNames.Losses))
            .Select(variable => new Parameter(variable)).ToEquatableArray();
}
