using System.Text.Json;
using AutoGradLinear.Data;

namespace AutoGradLinear.Evaluation;

/// <summary>A curve from score to probability.</summary>
internal interface ICurve
{
    double Probability(double score);
}

/// <summary>A curve for each score: of the positive class, or of each class against the rest, then divided by their sum.</summary>
internal sealed class CurveCalibrator : Calibrator
{
    public const string Platt = "platt";
    public const string Isotonic = "isotonic";

    private readonly ICurve[] curves;

    public CurveCalibrator(CalibrationSamples samples, Func<double[], bool[], double[], ICurve> fit)
        : base(samples.ScoreCount, samples.PositiveIndex)
    {
        curves = new ICurve[samples.ScoreCount];
        for (int c = 0; c < curves.Length; c++)
            curves[c] = fit(samples.Column(c), samples.IsOfColumn(c), samples.Weights);
    }

    private CurveCalibrator(ICurve[] curves, int? positiveIndex)
        : base(curves.Length, positiveIndex) => this.curves = curves;

    public IReadOnlyList<ICurve> Curves => curves;

    public static Calibrator ReadPlatt(SavedObject saved, int scoreCount, int? positiveIndex)
    {
        saved.RequireOnly("format", "version", "scoreCount", "positiveIndex", "method", "slopes", "intercepts");
        double[] slopes = saved.Numbers("slopes", scoreCount);
        double[] intercepts = saved.Numbers("intercepts", scoreCount);
        return new CurveCalibrator([.. slopes.Zip(intercepts, (slope, intercept) => new PlattCurve(slope, intercept))], positiveIndex);
    }

    public static Calibrator ReadIsotonic(SavedObject saved, int scoreCount, int? positiveIndex)
    {
        saved.RequireOnly("format", "version", "scoreCount", "positiveIndex", "method", "curves");
        SavedObject[] objects = saved.Objects("curves", scoreCount);
        if (objects.Length != scoreCount)
            throw saved.Error("curves", $"expected {scoreCount} elements, found {objects.Length}.");
        return new CurveCalibrator([.. objects.Select(IsotonicCurve.Read)], positiveIndex);
    }

    private protected override void Compute(ReadOnlySpan<double> scores, Span<double> probabilities)
    {
        if (PositiveIndex is int positive)
        {
            probabilities[positive] = curves[0].Probability(scores[0]);
            probabilities[1 - positive] = 1.0 - probabilities[positive];
            return;
        }

        double sum = 0.0;
        for (int c = 0; c < scores.Length; c++)
        {
            probabilities[c] = curves[c].Probability(scores[c]);
            sum += probabilities[c];
        }

        for (int c = 0; c < scores.Length; c++)
            probabilities[c] = sum > 0.0 ? probabilities[c] / sum : 1.0 / scores.Length;
    }

    private protected override void WriteProperties(Utf8JsonWriter writer)
    {
        if (curves[0] is PlattCurve)
        {
            writer.WriteString("method", Platt);
            SavedJson.Write(writer, "slopes", (double[])[.. curves.Select(curve => ((PlattCurve)curve).Slope)]);
            SavedJson.Write(writer, "intercepts", (double[])[.. curves.Select(curve => ((PlattCurve)curve).Intercept)]);
            return;
        }

        writer.WriteString("method", Isotonic);
        writer.WriteStartArray("curves");
        foreach (ICurve curve in curves)
            ((IsotonicCurve)curve).WriteTo(writer);
        writer.WriteEndArray();
    }
}
