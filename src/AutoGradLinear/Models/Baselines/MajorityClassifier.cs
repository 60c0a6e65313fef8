using AutoGradLinear.Evaluation;
using AutoGradLinear.Models;

namespace AutoGradLinear;

/// <summary>
/// Predicts the most frequent class of its training data, whatever the features are: the accuracy that a classifier has to beat. Immutable
/// and thread-safe.
/// </summary>
/// <remarks>
/// Its probabilities are the frequencies p_c = Σ wᵢ [yᵢ = c] / Σ wᵢ, so that the mean loss of <see cref="Evaluate"/>, the log loss −ln p_y,
/// is on the training data the entropy of the classes. It is infinite where an example has a class without weight in the training data.
/// </remarks>
public sealed class MajorityClassifier : Classifier
{
    private readonly double[] probabilities;

    private MajorityClassifier(ClassificationDataset data)
    {
        Classes = data.Classes;
        FeatureNames = data.FeatureNames;
        FeatureCount = data.FeatureCount;
        probabilities = new double[data.ClassCount];
        double sum = 0.0;
        for (int i = 0; i < data.Count; i++)
        {
            double weight = data.HasWeights ? data.Weights[i] : 1.0;
            probabilities[data.Labels[i]] += weight;
            sum += weight;
        }

        for (int c = 0; c < probabilities.Length; c++)
        {
            if (probabilities[c] > probabilities[MajorityClass])
                MajorityClass = c;
        }

        for (int c = 0; c < probabilities.Length; c++)
            probabilities[c] /= sum;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Classes { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string>? FeatureNames { get; }

    /// <inheritdoc/>
    public override int FeatureCount { get; }

    /// <summary>The index of the class with the largest weight in the training data, the first of equals.</summary>
    public int MajorityClass { get; }

    /// <summary>The part of each class in the weight of the training data; sums to 1.</summary>
    public ReadOnlySpan<double> Probabilities => probabilities;

    /// <summary>Counts the classes of the training data. Example weights are respected.</summary>
    /// <param name="data">The training data; their features play no part.</param>
    /// <returns>The classifier.</returns>
    public static MajorityClassifier Train(ClassificationDataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new MajorityClassifier(data);
    }

    /// <summary>Measures accuracy, log loss −Σ wᵢ ln p_yᵢ / Σ wᵢ (which may be infinite) and confusion matrix on data.</summary>
    /// <inheritdoc/>
    public override EvaluationResult Evaluate(ClassificationDataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        int[] labels = ClassMapping.Labels(data, this, nameof(data));
        double[] losses = Array.ConvertAll(labels, label => -Math.Log(probabilities[label]));
        return new ScoredExamples(Classes, labels, Predict(data), losses, data.Weights, Columns(labels.Length)).Evaluate();
    }

    /// <inheritdoc/>
    public override int[] Predict(ClassificationDataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        ClassMapping.RequireFeatures(data, this, nameof(data));
        int[] predictions = new int[data.Count];
        predictions.AsSpan().Fill(MajorityClass);
        return predictions;
    }

    /// <summary>The same probabilities for every example.</summary>
    private ScoreColumns? Columns(int examples)
    {
        if (!ScoreColumns.AreKept(examples, Classes.Count))
            return null;
        double[] table = new double[examples * Classes.Count];
        for (int i = 0; i < examples; i++)
            probabilities.CopyTo(table, i * Classes.Count);
        return new ScoreColumns(table, new ScoreLayout(Classes.Count, null, Classes), () => table);
    }
}
