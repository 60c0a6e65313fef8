using System.Globalization;
using System.Text.Json;
using AutoGradLinear.Data;

namespace AutoGradLinear.Training;

/// <summary>A trial as a line of a journal.</summary>
internal static class JournalLine
{
    public static void Write(Utf8JsonWriter writer, TrialKey key, FoldTrial trial)
    {
        writer.WriteStartObject();
        writer.WriteNumber("rung", key.Rung);
        writer.WriteNumber("fold", key.Fold);
        writer.WriteNumber("candidate", key.Candidate);
        writer.WriteNumber("ticks", trial.Elapsed.Ticks);

        // As texts, because JSON has no infinity.
        SavedJson.Write(writer, "values", [.. trial.Values.Select(value => value.ToString("R", CultureInfo.InvariantCulture))]);
        if (trial.Failure is not null)
            writer.WriteString("failure", trial.Failure);
        writer.WriteEndObject();
    }

    /// <exception cref="DataFormatException">The line is no trial of this search.</exception>
    public static (TrialKey Key, FoldTrial FoldTrial) Read(SavedObject line, SearchIdentity identity)
    {
        var key = new TrialKey(
            line.Integer("rung", 0, identity.Rungs - 1),
            line.Integer("fold", 0, identity.Folds - 1),
            line.Integer("candidate", 0, identity.Candidates - 1));
        string? failure = line.Has("failure") ? line.String("failure") : null;
        string[] texts = line.Strings("values", failure is null ? identity.Measures : null);
        return (key, new FoldTrial([.. texts.Select(Number)], TimeSpan.FromTicks((long)line.Number("ticks")), failure));

        double Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number
            : throw line.Error("values", $"expected numbers, found '{SavedObject.Shown(text)}'.");
    }
}
