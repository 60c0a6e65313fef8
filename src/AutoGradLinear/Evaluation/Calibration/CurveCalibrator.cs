using System.Text.Json;
using AutoGradLinear.Data;

namespace AutoGradLinear.Evaluation;

/// <summary>A curve from score to probability.</summary>
internal interface ICurve
{
    double Probability(double score);
}

/// <summary>
/// A curve for each score: of the positive class, or of each class against the rest by its margin over the others, then divided by their sum.
/// </summary>
internal sealed class CurveCalibrator : Calibrator
{
    public const string Platt = "platt";
    public const string Isotonic = "isotonic";

    private readonly ICurve[] curves;
    private readonly bool areOfMargins;

    private CurveCalibrator(ScoreLayout layout, ICurve[] curves, bool areOfMargins)
        : base(layout)
    {
        this.curves = curves;
        this.areOfMargins = areOfMargins;
    }

    /// <summary>One curve per score.</summary>
    public IReadOnlyList<ICurve> Curves => curves;

    /// <summary>Whether the curves are of margins, not of the scores themselves.</summary>
    public bool AreOfMargins => areOfMargins;

    public static CurveCalibrator Fit(CalibrationSamples samples, Func<double[], bool[], double[], ICurve> fit)
    {
        bool areSeveral = samples.Layout.PositiveIndex is null;
        CalibrationSamples inputs = areSeveral ? samples.WithMargins() : samples;
        var curves = new ICurve[samples.Layout.Count];
        for (int c = 0; c < curves.Length; c++)
            curves[c] = fit(inputs.Column(c), inputs.IsOfColumn(c), inputs.Weights);
        return new CurveCalibrator(samples.Layout, curves, areSeveral);
    }

    public static Calibrator ReadPlatt(SavedObject saved, ScoreLayout layout)
    {
        saved.RequireOnly([.. CommonProperties, "input", "slopes", "intercepts"]);
        double[] slopes = saved.Numbers("slopes", layout.Count);
        double[] intercepts = saved.Numbers("intercepts", layout.Count);
        return new CurveCalibrator(
            layout, [.. slopes.Zip(intercepts, (slope, intercept) => new PlattCurve(slope, intercept))], ReadInput(saved, layout));
    }

    public static Calibrator ReadIsotonic(SavedObject saved, ScoreLayout layout)
    {
        saved.RequireOnly([.. CommonProperties, "input", "curves"]);
        SavedObject[] objects = saved.Objects("curves", layout.Count);
        if (objects.Length != layout.Count)
            throw saved.Error("curves", $"expected {layout.Count} elements, found {objects.Length}.");
        return new CurveCalibrator(layout, [.. objects.Select(IsotonicCurve.Read)], ReadInput(saved, layout));
    }

    private protected override void Compute(ReadOnlySpan<double> scores, Span<double> probabilities)
    {
        if (PositiveIndex is int positive)
        {
            probabilities[positive] = curves[0].Probability(scores[0]);
            probabilities[1 - positive] = 1.0 - probabilities[positive];
            return;
        }

        if (areOfMargins)
            Margins.Compute(scores, probabilities);
        else
            scores.CopyTo(probabilities);
        double sum = 0.0;
        for (int c = 0; c < scores.Length; c++)
        {
            probabilities[c] = curves[c].Probability(probabilities[c]);
            sum += probabilities[c];
        }

        for (int c = 0; c < scores.Length; c++)
            probabilities[c] = sum > 0.0 ? probabilities[c] / sum : 1.0 / scores.Length;
    }

    private protected override void WriteProperties(Utf8JsonWriter writer)
    {
        if (PositiveIndex is null)
            writer.WriteString("input", areOfMargins ? "margins" : "scores");
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

    /// <summary>Whether the curves are of margins. In files of version 1 they are of the scores themselves, which was not said.</summary>
    private static bool ReadInput(SavedObject saved, ScoreLayout layout)
    {
        if (layout.PositiveIndex is null)
            return saved.Integer("version", 1, int.MaxValue) > 1 && saved.OneOf("input", ("margins", true), ("scores", false));
        return saved.Has("input") ? throw saved.Error("input", "expected none where there is one score.") : false;
    }
}
