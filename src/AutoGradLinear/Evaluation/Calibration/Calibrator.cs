using System.Globalization;
using System.Text.Json;
using AutoGradLinear.Data;
using AutoGradLinear.Evaluation;

namespace AutoGradLinear;

/// <summary>Turns scores into probabilities, as a <see cref="Calibration"/> has been fitted. Immutable, safe for several threads.</summary>
public abstract class Calibrator
{
    private const string Kind = "calibration";

    // 2: the names of the classes; curves of margins.
    private const int Version = 2;
    private const int MostScores = 1 << 20;

    private readonly ScoreLayout layout;

    private protected Calibrator(ScoreLayout layout) => this.layout = layout;

    /// <summary>The number of scores of an example: 1, or one per class.</summary>
    public int ScoreCount => layout.Count;

    /// <summary>The number of classes, and of probabilities.</summary>
    public int ClassCount => layout.ClassCount;

    /// <summary>The class that a high score stands for where there is one score; null where each class has its own.</summary>
    public int? PositiveIndex => layout.PositiveIndex;

    /// <summary>
    /// The names of the classes, in the order of the probabilities; null where it was fitted without them, or loaded from a file that does
    /// not have them yet.
    /// </summary>
    public IReadOnlyList<string>? Classes => layout.Classes;

    /// <summary>The properties that every saved calibrator may have.</summary>
    private protected static ReadOnlySpan<string> CommonProperties =>
        (string[])["format", "version", "scoreCount", "positiveIndex", "classes", "method"];

    /// <summary>Computes the probabilities of the classes from the scores of one example.</summary>
    /// <param name="scores">The scores, <see cref="ScoreCount"/> of them; finite.</param>
    /// <param name="probabilities">Receives <see cref="ClassCount"/> numbers in [0, 1] whose sum is 1.</param>
    /// <exception cref="ArgumentException">A length differs, or a score is NaN or infinite.</exception>
    public void Probabilities(ReadOnlySpan<double> scores, Span<double> probabilities)
    {
        if (scores.Length != ScoreCount)
            throw new ArgumentException($"There are {scores.Length} scores; expected {ScoreCount}.", nameof(scores));
        if (probabilities.Length != ClassCount)
            throw new ArgumentException($"There is room for {probabilities.Length} probabilities; expected {ClassCount}.", nameof(probabilities));
        for (int c = 0; c < scores.Length; c++)
        {
            if (!double.IsFinite(scores[c]))
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Score {c} is {scores[c]}; scores are finite."), nameof(scores));
        }

        Compute(scores, probabilities);
    }

    /// <summary>Saves the calibrator as JSON; the file is replaced as a whole or not at all. The model has a file of its own.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => SavedJson.Save(path, WriteTo);

    /// <summary>Loads a calibrator that <see cref="Save"/> has written; it gives exactly the same probabilities.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The calibrator.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DataFormatException">The file is damaged, of another kind or of a newer version; the message names the place.</exception>
    public static Calibrator Load(string path) => SavedJson.Load(path, ReadFrom);

    /// <summary>Writes the calibrator as one object, alone or within another file.</summary>
    internal void WriteTo(Utf8JsonWriter writer)
    {
        SavedJson.Begin(writer, Kind, Version);
        writer.WriteNumber("scoreCount", ScoreCount);
        if (PositiveIndex is int positive)
            writer.WriteNumber("positiveIndex", positive);
        if (Classes is not null)
            SavedJson.Write(writer, "classes", Classes);
        WriteProperties(writer);
        writer.WriteEndObject();
    }

    /// <summary>Reads a calibrator.</summary>
    /// <exception cref="DataFormatException">A property is not as it should be.</exception>
    internal static Calibrator ReadFrom(SavedObject saved)
    {
        SavedJson.RequireFormat(saved, Kind, Version);
        int scoreCount = saved.Integer("scoreCount", 1, MostScores);
        int? positive = scoreCount == 1 ? saved.Integer("positiveIndex", 0, 1) : null;
        if (positive is null && saved.Has("positiveIndex"))
            throw saved.Error("positiveIndex", $"expected none where there are {scoreCount} scores.");
        var layout = new ScoreLayout(scoreCount, positive, null);
        if (saved.Has("classes"))
            layout = layout with { Classes = Array.AsReadOnly(saved.Strings("classes", layout.ClassCount)) };
        Func<SavedObject, ScoreLayout, Calibrator> read = saved.OneOf<Func<SavedObject, ScoreLayout, Calibrator>>(
            "method",
            (CurveCalibrator.Platt, CurveCalibrator.ReadPlatt),
            (CurveCalibrator.Isotonic, CurveCalibrator.ReadIsotonic),
            (TemperatureCalibrator.Method, TemperatureCalibrator.Read));
        return read(saved, layout);
    }

    /// <summary>Computes probabilities from scores that have been checked.</summary>
    private protected abstract void Compute(ReadOnlySpan<double> scores, Span<double> probabilities);

    /// <summary>Writes the method and what belongs to it.</summary>
    private protected abstract void WriteProperties(Utf8JsonWriter writer);
}
