using AutoGradLinear.Generators.IR;

namespace AutoGradLinear.Generators.Emission;

/// <summary>Prints the generated part of a classifier.</summary>
internal static class ClassifierWriter
{
    private const string Runtime = "global::AutoGradLinear";

    public static string Write(ClassifierTarget target)
    {
        var writer = new IndentedWriter();
        FileHeader.Write(writer);
        string types = $"{target.RealType}, {target.LossType}, {target.PenaltyType}";
        string contents = target.IsBinary
            ? $"{target.RealType}, {Runtime}.Losses.BinaryTarget<{target.RealType}, {target.LossType}>, {target.PenaltyType}"
            : types;
        string self = $"{Runtime}.Models.ILinearClassifier<{target.ClassName}, {contents}>";
        string bases = $" : {Runtime}.{(target.IsBinary ? "Binary" : "Linear")}Classifier<{types}>, {self}";
        FileHeader.WriteInside(writer, target.Type, bases, [FileHeader.GeneratedCode], members =>
        {
            WriteCreation(members, target, contents, self);
            WriteTraining(members, target, types);
            WriteLoading(members, target, types);
            if (target.IsBinary)
                WriteThreshold(members, target);
            WriteProbabilities(members, target);
            WriteHyperparameters(members, target);
        });
        return writer.ToString();
    }

    private static void WriteCreation(IndentedWriter writer, ClassifierTarget target, string contents, string self)
    {
        using (writer.Open($"private {target.ClassName}({Runtime}.Models.LinearModel<{contents}> model)\n    : base(model)"))
        {
        }

        writer.Blank();
        writer.Line($"static {target.ClassName} {self}.Create({Runtime}.Models.LinearModel<{contents}> model) => new(model);");
    }

    private static void WriteTraining(IndentedWriter writer, ClassifierTarget target, string types)
    {
        string parts = $"{target.LossType} loss, {target.PenaltyType} penalty";
        writer.Blank();
        writer.Line(target.IsBinary
            ? "/// <summary>Trains a classifier: minimises Σᵢ wᵢ ℓ(w·xᵢ + b, tᵢ) / Σᵢ wᵢ + R(w), with tᵢ = +1 for the positive class and −1 for the other.</summary>"
            : "/// <summary>Trains a classifier: minimises Σᵢ wᵢ ℓ(W xᵢ + b, yᵢ) / Σᵢ wᵢ + R(W).</summary>");
        writer.Line("/// <param name=\"data\">The examples and their labels.</param>");
        WriteTrainingParameters(writer);
        writer.Line("/// <param name=\"progress\">Is told of every iteration.</param>");
        writer.Line("/// <param name=\"cancellationToken\">Ends the training early; the best model so far is returned.</param>");
        writer.Line("/// <returns>The trained classifier.</returns>");
        writer.Line($"public static {target.ClassName} Train(");
        using (writer.Indented())
        {
            writer.Line($"{Runtime}.ClassificationDataset data,");
            writer.Line($"{target.LossType} loss,");
            writer.Line($"{target.PenaltyType} penalty,");
            writer.Line($"{Runtime}.TrainingOptions? options = null,");
            writer.Line($"global::System.IProgress<{Runtime}.TrainingProgress>? progress = null,");
            writer.Line("global::System.Threading.CancellationToken cancellationToken = default)");
            writer.Line("=> Trainer(loss, penalty, options).Train(data, progress, cancellationToken);");
        }

        writer.Blank();
        writer.Line($"/// <summary>Makes a trainer of <see cref=\"{target.ClassName}\"/>, for cross-validation, search and reports.</summary>");
        WriteTrainingParameters(writer);
        writer.Line("/// <returns>The trainer.</returns>");
        writer.Line($"public static {Runtime}.Trainer<{target.ClassName}> Trainer({parts}, {Runtime}.TrainingOptions? options = null)");
        using (writer.Indented())
            writer.Line($"=> new {Runtime}.Training.{(target.IsBinary ? "Binary" : "Linear")}Trainer<{target.ClassName}, {types}>(loss, penalty, options);");
    }

    private static void WriteTrainingParameters(IndentedWriter writer)
    {
        writer.Line("/// <param name=\"loss\">The loss of one example, ℓ.</param>");
        writer.Line("/// <param name=\"penalty\">The penalty of the weights, R.</param>");
        writer.Line("/// <param name=\"options\">The solver and its limits; null for the defaults.</param>");
    }

    private static void WriteLoading(IndentedWriter writer, ClassifierTarget target, string types)
    {
        writer.Blank();
        writer.Line("/// <summary>Loads a classifier whose loss and penalty are given.</summary>");
        writer.Line("/// <param name=\"path\">The file that <c>Save</c> wrote.</param>");
        writer.Line("/// <param name=\"loss\">The loss that it was trained with.</param>");
        writer.Line("/// <param name=\"penalty\">The penalty that it was trained with.</param>");
        writer.Line("/// <returns>The classifier.</returns>");
        writer.Line($"public static {target.ClassName} Load(string path, {target.LossType} loss, {target.PenaltyType} penalty)");
        using (writer.Indented())
            writer.Line($"=> new({Runtime}.Models.ModelFile.Load{(target.IsBinary ? "Binary" : string.Empty)}<{types}>(path, loss, penalty));");
        if (!target.CanRestore)
            return;

        writer.Blank();
        writer.Line("/// <summary>Loads a classifier, its loss and its penalty.</summary>");
        writer.Line("/// <param name=\"path\">The file that <c>Save</c> wrote.</param>");
        writer.Line("/// <returns>The classifier.</returns>");
        writer.Line($"public static {target.ClassName} Load(string path)");
        using (writer.Indented())
            writer.Line($"=> new({Runtime}.Models.ModelFile.Load{(target.IsBinary ? "Binary" : string.Empty)}WithHyperparameters<{types}>(path));");
    }

    private static void WriteThreshold(IndentedWriter writer, ClassifierTarget target)
    {
        writer.Blank();
        writer.Line("/// <summary>The same classifier with another threshold.</summary>");
        writer.Line("/// <param name=\"threshold\">The score above which an example is taken for the positive class.</param>");
        writer.Line("/// <returns>The classifier.</returns>");
        writer.Line($"public {target.ClassName} WithThreshold({target.RealType} threshold)");
        using (writer.Indented())
            writer.Line("=> new(ModelWithThreshold(threshold));");

        writer.Blank();
        writer.Line("/// <summary>The same classifier with the threshold that is best on examples that it was not trained on.</summary>");
        writer.Line("/// <param name=\"metric\">What is made as large as possible.</param>");
        writer.Line("/// <param name=\"heldOut\">The examples.</param>");
        writer.Line("/// <returns>The classifier.</returns>");
        writer.Line($"public {target.ClassName} TuneThreshold({Runtime}.BinaryMetric metric, {Runtime}.ClassificationDataset heldOut)");
        using (writer.Indented())
            writer.Line("=> new(ModelWithThreshold(BestThreshold(metric, heldOut)));");
    }

    private static void WriteProbabilities(IndentedWriter writer, ClassifierTarget target)
    {
        if (target.LinkMethod is null)
            return;
        if (target.IsBinary)
            WriteBinaryProbabilities(writer, target);
        else
            WriteClassProbabilities(writer, target);
        WriteLink(writer, target);
    }

    /// <summary>The link for scores that are there already: an evaluation computes them once for all its measures.</summary>
    private static void WriteLink(IndentedWriter writer, ClassifierTarget target)
    {
        string real = target.RealType;
        writer.Blank();
        writer.Line("/// <inheritdoc/>");
        writer.Line("protected override bool HasLink => true;");
        writer.Blank();
        writer.Line("/// <inheritdoc/>");
        using (writer.Open(
            $"protected override void LinkScores(global::System.ReadOnlySpan<{real}> scores, global::System.Span<{real}> probabilities)"))
        {
            if (!target.IsBinary)
            {
                writer.Line($"Loss.{target.LinkMethod}(scores, probabilities);");
                return;
            }

            writer.Line($"Loss.{target.LinkMethod}(scores, probabilities.Slice(PositiveIndex, 1));");
            writer.Line("probabilities[1 - PositiveIndex] = 1 - probabilities[PositiveIndex];");
        }
    }

    private static void WriteClassProbabilities(IndentedWriter writer, ClassifierTarget target)
    {
        const int OnStack = 64;
        string real = target.RealType;
        WriteProbabilitiesHead(writer);
        using (writer.Open(ProbabilitiesSignature(real)))
        {
            writer.Line($"using var scores = new {Runtime}.Numerics.Scratch<{real}>(stackalloc {real}[{OnStack}], Classes.Count);");
            writer.Line("Scores(features, scores.Span);");
            writer.Line($"Loss.{target.LinkMethod}(scores.Span, probabilities);");
        }
    }

    private static void WriteBinaryProbabilities(IndentedWriter writer, ClassifierTarget target)
    {
        string real = target.RealType;
        writer.Blank();
        writer.Line("/// <summary>Predicts the probability of the positive class, by the link of the loss.</summary>");
        writer.Line("/// <param name=\"features\">The features of one example.</param>");
        writer.Line("/// <returns>The probability.</returns>");
        using (writer.Open($"public {real} PredictProbability(global::System.ReadOnlySpan<{real}> features)"))
        {
            writer.Line($"global::System.Span<{real}> probability = stackalloc {real}[1];");
            writer.Line($"Loss.{target.LinkMethod}([Score(features)], probability);");
            writer.Line("return probability[0];");
        }

        WriteProbabilitiesHead(writer);
        using (writer.Open(ProbabilitiesSignature(real)))
        {
            writer.Line($"{Runtime}.Numerics.GeneratedCode.RequireSameLength(2, probabilities.Length, nameof(probabilities));");
            writer.Line($"{real} positive = PredictProbability(features);");
            writer.Line("probabilities[PositiveIndex] = positive;");
            writer.Line("probabilities[1 - PositiveIndex] = 1 - positive;");
        }
    }

    private static void WriteProbabilitiesHead(IndentedWriter writer)
    {
        writer.Blank();
        writer.Line("/// <summary>Predicts the probability of each class, by the link of the loss.</summary>");
        writer.Line("/// <param name=\"features\">The features of one example.</param>");
        writer.Line("/// <param name=\"probabilities\">Receives one probability per class.</param>");
    }

    private static string ProbabilitiesSignature(string real)
        => $"public void PredictProbabilities(global::System.ReadOnlySpan<{real}> features, global::System.Span<{real}> probabilities)";

    private static void WriteHyperparameters(IndentedWriter writer, ClassifierTarget target)
    {
        const string List = "global::System.Collections.Generic.IReadOnlyList<global::System.Collections.Generic.KeyValuePair<string, double>>";
        foreach ((string part, bool isKnown) in new[] { ("Loss", target.LossHasHyperparameters), ("Penalty", target.PenaltyHasHyperparameters) })
        {
            if (!isKnown)
                continue;
            writer.Blank();
            writer.Line("/// <inheritdoc/>");
            writer.Line($"protected override {List} {part}Hyperparameters");
            using (writer.Indented())
                writer.Line($"=> {Runtime}.Models.ModelFile.Hyperparameters({part});");
        }
    }
}
