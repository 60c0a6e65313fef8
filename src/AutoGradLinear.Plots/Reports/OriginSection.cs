using System.Runtime.InteropServices;
using AutoGradLinear.Data;

namespace AutoGradLinear.Plots;

/// <summary>What it takes to make the same model again: data, options, versions, seed, command.</summary>
internal static class OriginSection
{
    public static void AddTo(ReportPage page, Run run)
    {
        page.AddSection("How to repeat it");
        page.AddText("The same data, options and seed give the same model, at any number of threads. A fingerprint is a SHA-256 of "
            + "features, labels and weights: data with the same one are the same.");
        page.AddFacts(
        [
            ("Training data", run.Training.ToString()),
            ("Their fingerprint", DataFingerprint.Of(run.Training)),
            ("Test data", run.Test.ToString()),
            ("Their fingerprint", DataFingerprint.Of(run.Test)),
            ("Model", run.Model.GetType().Name),
            ("Loss", run.Loss),
            ("Penalty", run.Penalty),
            ("Seed", run.Options.Training is { } options ? $"{options.Seed}" : "not told"),
            ("AutoGradLinear", VersionOf(typeof(LinearClassifier))),
            (".NET", RuntimeInformation.FrameworkDescription),
            ("System", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, vectors of "
                + $"{System.Numerics.Vector<byte>.Count * 8} bits"),
        ]);
        page.AddSubsection("Command");
        page.AddCode(run.Options.Command ?? Environment.CommandLine);
        page.AddSubsection("Options of the training");
        if (run.Options.Training is { } training)
            page.AddTable(OptionTable(training, run.Model), $"Where nothing is set ({Numbers.Missing}), training chooses");
        else
            page.AddText("They were not told to the report.");
    }

    /// <summary>Steps of preparation are a list, whose own text says nothing.</summary>
    private static ReportTable OptionTable(TrainingOptions training, LinearClassifier model) => new(
        ["option", "value"],
        RecordText.Members(training.ToString()).Select(pair => (IReadOnlyList<string>)
        [
            pair.Name,
            pair.Name == nameof(TrainingOptions.Preparation) ? Described(model.Preparation) : pair.Value,
        ]));

    private static string Described(Preparation? preparation) =>
        preparation is null ? Numbers.Missing : $"fitted in training: {preparation.InputCount} features to {preparation.FeatureCount}";

    private static string VersionOf(Type type) => type.Assembly.GetName().Version?.ToString(3) ?? "unknown";
}
