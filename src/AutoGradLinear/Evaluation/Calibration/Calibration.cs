using System.Globalization;
using AutoGradLinear.Evaluation;

namespace AutoGradLinear;

/// <summary>
/// A way to turn scores into probabilities, fitted on examples that the classifier was not trained on. It serves any loss, the hinge included.
/// </summary>
/// <example><code>CalibratedClassifier calibrated = model.Calibrate(Calibration.Platt, heldOut);</code></example>
public abstract class Calibration
{
    private protected Calibration(string name) => Name = name;

    /// <summary>
    /// σ(a s + b), with a and b by maximum likelihood on smoothed targets (N₊ + 1) / (N₊ + 2) and 1 / (N₋ + 2), where N₊ and N₋ are the
    /// weights of the positive and negative examples; finite for separated classes too. Several scores: one class against the rest each,
    /// then divided by their sum.
    /// </summary>
    /// <remarks>Platt (1999); the Newton method with backtracking of Lin, Lin and Weng (2007).</remarks>
    public static Calibration Platt { get; } = new PlattCalibration();

    /// <summary>
    /// A rising curve: pool-adjacent-violators gives the rising step function with the least squared error; each of its blocks becomes a
    /// point (mean score, mean target), and the curve is linear between points and constant beyond the ends. For a thousand examples or
    /// more. Several scores: one class against the rest each, then divided by their sum; all alike where every curve is 0.
    /// </summary>
    /// <remarks>Zadrozny and Elkan (2002).</remarks>
    public static Calibration Isotonic { get; } = new IsotonicCalibration();

    /// <summary>
    /// softmax(s / T), or σ(s / T) of one score, with the T > 0 that has the least log loss. Does not change which class comes first. T is
    /// sought between 10⁻⁴ and 10⁴ times the largest difference between the scores of an example (the largest |s| of one score).
    /// </summary>
    /// <remarks>Guo, Pleiss, Sun and Weinberger (2017).</remarks>
    public static Calibration Temperature { get; } = new TemperatureCalibration();

    /// <summary>The name of the method.</summary>
    public string Name { get; }

    /// <summary>Fits probabilities to scores and classes.</summary>
    /// <param name="scores">The scores, example by example (examples × <paramref name="scoreCount"/>); finite.</param>
    /// <param name="scoreCount">1, or the number of classes.</param>
    /// <param name="labels">The index of each example's class.</param>
    /// <param name="weights">The weight of each example, finite and not negative; empty where all weigh 1. Those of weight 0 play no part.</param>
    /// <param name="classCount">The number of classes; 2 where there is one score.</param>
    /// <param name="positiveIndex">The class that a high score stands for, where there is one score; not used otherwise.</param>
    /// <returns>What turns scores into probabilities.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, no example has a weight, or a value is not as it should be; the message names the row.</exception>
    public Calibrator Fit(
        ReadOnlySpan<double> scores, int scoreCount, ReadOnlySpan<int> labels, ReadOnlySpan<double> weights, int classCount, int positiveIndex)
    {
        if (classCount < 2)
            throw new ArgumentOutOfRangeException(nameof(classCount), classCount, "There are at least 2 classes.");
        if (scoreCount != classCount && (scoreCount != 1 || classCount != 2))
            throw new ArgumentException($"There is one score for each class, or one for two classes; found {scoreCount} for {classCount}.", nameof(scoreCount));
        if (scoreCount == 1 && positiveIndex is not (0 or 1))
            throw new ArgumentOutOfRangeException(nameof(positiveIndex), positiveIndex, "The positive class is 0 or 1.");
        if (scores.Length != (long)labels.Length * scoreCount)
            throw new ArgumentException($"There are {scores.Length} scores; {labels.Length} examples have {(long)labels.Length * scoreCount}.", nameof(scores));
        if (!weights.IsEmpty && weights.Length != labels.Length)
            throw new ArgumentException($"There are {weights.Length} weights for {labels.Length} examples.", nameof(weights));
        RequireValues(scores, scoreCount, labels, weights, classCount);
        var samples = CalibrationSamples.Of(scores, scoreCount, labels, weights, scoreCount == 1 ? positiveIndex : null);
        return samples.Count > 0
            ? FitTo(samples)
            : throw new ArgumentException("There is no example with a positive weight.", nameof(labels));
    }

    /// <summary>Shows the name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;

    /// <summary>Fits to samples that have been checked.</summary>
    private protected abstract Calibrator FitTo(CalibrationSamples samples);

    private static void RequireValues(
        ReadOnlySpan<double> scores, int scoreCount, ReadOnlySpan<int> labels, ReadOnlySpan<double> weights, int classCount)
    {
        for (int i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classCount)
                throw new ArgumentException($"The label of row {i} is {labels[i]}; there are {classCount} classes.", nameof(labels));
            if (!weights.IsEmpty && !(weights[i] >= 0.0 && double.IsFinite(weights[i])))
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The weight of row {i} is {weights[i]}; weights are finite and not negative."), nameof(weights));
            foreach (double score in scores.Slice(i * scoreCount, scoreCount))
            {
                if (!double.IsFinite(score))
                    throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A score of row {i} is {score}; scores are finite."), nameof(scores));
            }
        }
    }

    private sealed class PlattCalibration() : Calibration("Platt")
    {
        private protected override Calibrator FitTo(CalibrationSamples samples) => new CurveCalibrator(samples, PlattCurve.Fit);
    }

    private sealed class IsotonicCalibration() : Calibration("isotonic")
    {
        private protected override Calibrator FitTo(CalibrationSamples samples) => new CurveCalibrator(samples, IsotonicCurve.Fit);
    }

    private sealed class TemperatureCalibration() : Calibration("temperature")
    {
        private protected override Calibrator FitTo(CalibrationSamples samples) =>
            new TemperatureCalibrator(samples.ScoreCount, samples.PositiveIndex, TemperatureFit.Fit(samples));
    }
}
