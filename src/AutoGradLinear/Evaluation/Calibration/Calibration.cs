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
    /// weights of the positive and negative examples; finite for separated classes too. Several scores: each class against the rest, by its
    /// margin s_c − max over k ≠ c of s_k in place of s; then divided by their sum.
    /// </summary>
    /// <remarks>
    /// J. Platt, Probabilistic Outputs for Support Vector Machines, 1999; the Newton method with backtracking of H.-T. Lin, C.-J. Lin and
    /// R. Weng, A Note on Platt's Probabilistic Outputs for Support Vector Machines, 2007; the reduction to one class against the rest of
    /// B. Zadrozny and C. Elkan, Transforming Classifier Scores into Accurate Multiclass Probability Estimates, 2002.
    /// </remarks>
    public static Calibration Platt { get; } = new PlattCalibration();

    /// <summary>
    /// A rising curve: pool-adjacent-violators gives the rising step function with the least squared error. A block of weight n, of which k
    /// is positive, has the probability (k + 2π) / (n + 2), where π = (N₊ + 1) / (N + 2) is the smoothed share of positive examples in the
    /// total weight N; blocks that are out of order then are pooled again. The curve is linear in the gaps between blocks and constant
    /// beyond the ends. No probability is 0 or 1. For some hundred examples of each class or more. Several scores: as <see cref="Platt"/>.
    /// </summary>
    /// <remarks>
    /// B. Zadrozny and C. Elkan, Transforming Classifier Scores into Accurate Multiclass Probability Estimates, 2002, for isotonic regression
    /// and the reduction to one class against the rest; B. Cestnik, Estimating Probabilities: A Crucial Task in Machine Learning, 1990, for
    /// the shrinkage, which with π = ½ is Laplace's (k + 1) / (n + 2).
    /// </remarks>
    public static Calibration Isotonic { get; } = new IsotonicCalibration();

    /// <summary>
    /// softmax(s / T), or σ(s / T) of one score, with the T > 0 that has the least log loss. Does not change which class comes first. T is
    /// sought between 10⁻⁴ and 10⁴ times the largest difference between the scores of an example (the largest |s| of one score); held-out
    /// examples that are all classified rightly lead to the lower end, and to probabilities that are too sure.
    /// </summary>
    /// <remarks>C. Guo, G. Pleiss, Y. Sun and K. Weinberger, On Calibration of Modern Neural Networks, 2017.</remarks>
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
    /// <param name="classes">The names of the classes, to be saved with the calibrator and compared with those of a model that it joins; or null.</param>
    /// <returns>What turns scores into probabilities.</returns>
    /// <exception cref="ArgumentException">The shapes do not fit, no example has a weight, or a value is not as it should be; the message names the row.</exception>
    public Calibrator Fit(
        ReadOnlySpan<double> scores,
        int scoreCount,
        ReadOnlySpan<int> labels,
        ReadOnlySpan<double> weights,
        int classCount,
        int positiveIndex,
        IReadOnlyList<string>? classes = null)
    {
        if (classCount < 2)
            throw new ArgumentOutOfRangeException(nameof(classCount), classCount, "There are at least 2 classes.");
        if (scoreCount != classCount && (scoreCount != 1 || classCount != 2))
            throw new ArgumentException($"There is one score for each class, or one for two classes; found {scoreCount} for {classCount}.", nameof(scoreCount));
        if (scoreCount == 1 && positiveIndex is not (0 or 1))
            throw new ArgumentOutOfRangeException(nameof(positiveIndex), positiveIndex, "The positive class is 0 or 1.");
        if (classes is not null && classes.Count != classCount)
            throw new ArgumentException($"There are {classes.Count} names for {classCount} classes; give one per class, or null.", nameof(classes));
        if (scores.Length != (long)labels.Length * scoreCount)
            throw new ArgumentException($"There are {scores.Length} scores; {labels.Length} examples have {(long)labels.Length * scoreCount}.", nameof(scores));
        if (!weights.IsEmpty && weights.Length != labels.Length)
            throw new ArgumentException($"There are {weights.Length} weights for {labels.Length} examples.", nameof(weights));
        RequireValues(scores, scoreCount, labels, weights, classCount);
        var layout = new ScoreLayout(scoreCount, scoreCount == 1 ? positiveIndex : null, classes is null ? null : Array.AsReadOnly([.. classes]));
        CalibrationSamples samples = CalibrationSamples.Of(scores, layout, labels, weights);
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
        private protected override Calibrator FitTo(CalibrationSamples samples) => CurveCalibrator.Fit(samples, PlattCurve.Fit);
    }

    private sealed class IsotonicCalibration() : Calibration("isotonic")
    {
        private protected override Calibrator FitTo(CalibrationSamples samples) => CurveCalibrator.Fit(samples, IsotonicCurve.Fit);
    }

    private sealed class TemperatureCalibration() : Calibration("temperature")
    {
        private protected override Calibrator FitTo(CalibrationSamples samples) =>
            new TemperatureCalibrator(samples.Layout, TemperatureFit.Fit(samples));
    }
}
