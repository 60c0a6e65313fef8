using System.Text.Json;
using AutoGradLinear.Data;
using AutoGradLinear.Numerics;

namespace AutoGradLinear.Evaluation;

/// <summary>softmax(s / T), or σ(s / T) of one score.</summary>
internal sealed class TemperatureCalibrator(ScoreLayout layout, double temperature) : Calibrator(layout)
{
    public const string Method = "temperature";

    public double Temperature => temperature;

    public static Calibrator Read(SavedObject saved, ScoreLayout layout)
    {
        saved.RequireOnly([.. CommonProperties, "temperature"]);
        double temperature = saved.Number("temperature");
        return temperature > 0.0
            ? new TemperatureCalibrator(layout, temperature)
            : throw saved.Error("temperature", "expected a positive number.");
    }

    private protected override void Compute(ReadOnlySpan<double> scores, Span<double> probabilities)
    {
        if (PositiveIndex is int positive)
        {
            probabilities[positive] = StableMath.Sigmoid(scores[0] / temperature);
            probabilities[1 - positive] = StableMath.Sigmoid(-scores[0] / temperature);
            return;
        }

        double highest = double.NegativeInfinity;
        foreach (double score in scores)
            highest = Math.Max(highest, score);
        double sum = 0.0;
        for (int c = 0; c < scores.Length; c++)
        {
            probabilities[c] = Math.Exp((scores[c] - highest) / temperature);
            sum += probabilities[c];
        }

        for (int c = 0; c < scores.Length; c++)
            probabilities[c] /= sum;
    }

    private protected override void WriteProperties(Utf8JsonWriter writer)
    {
        writer.WriteString("method", Method);
        writer.WriteNumber("temperature", temperature);
    }
}
