using System.Collections.ObjectModel;
using AutoGradLinear.Data;

namespace AutoGradLinear;

/// <summary>Texts for a classifier, one class per text, and optional weights. Immutable. A <see cref="TextVectorizer"/> makes features of it.</summary>
public sealed class TextDataset
{
    private readonly string[] texts;
    private readonly int[] labels;
    private readonly double[]? weights;
    private readonly ReadOnlyCollection<string> classes;

    private TextDataset(string[] texts, int[] labels, ReadOnlyCollection<string> classes, double[]? weights)
    {
        this.texts = texts;
        this.labels = labels;
        this.classes = classes;
        this.weights = weights;
        Texts = Array.AsReadOnly(texts);
    }

    /// <summary>The number of texts, at least 1.</summary>
    public int Count => texts.Length;

    /// <summary>The texts.</summary>
    public IReadOnlyList<string> Texts { get; }

    /// <summary>The class index of each text.</summary>
    public ReadOnlySpan<int> Labels => labels;

    /// <summary>The names of the classes; a label is an index into them. Numbers stand in numeric order, texts in ordinal order, unless given.</summary>
    public IReadOnlyList<string> Classes => classes;

    /// <summary>The number of classes, at least 2.</summary>
    public int ClassCount => classes.Count;

    /// <summary>Whether texts carry weights; without, every text weighs 1.</summary>
    public bool HasWeights => weights is not null;

    /// <summary>The weight of each text (finite, at least 0, with a positive sum); empty where there are none.</summary>
    public ReadOnlySpan<double> Weights => weights;

    /// <summary>Makes a dataset of texts; the list is copied.</summary>
    /// <typeparam name="TLabel">Any type of label: integers, texts, booleans, an enum.</typeparam>
    /// <param name="texts">The texts; a text may be empty.</param>
    /// <param name="labels">One label per text.</param>
    /// <param name="classes">All classes in order; without, the distinct labels in sort order (texts: ordinal).</param>
    /// <param name="weights">One weight per text: finite, at least 0, with a positive sum; without, every text weighs 1.</param>
    /// <returns>The dataset.</returns>
    /// <exception cref="ArgumentException">
    /// There are no texts, counts do not match, a text is null, a label is not among the classes, or a weight is not allowed.
    /// </exception>
    public static TextDataset From<TLabel>(
        IReadOnlyList<string> texts,
        IReadOnlyList<TLabel> labels,
        IReadOnlyList<TLabel>? classes = null,
        IReadOnlyList<double>? weights = null)
        where TLabel : notnull
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(labels);
        if (texts.Count == 0)
            throw new ArgumentException("There are no texts; a dataset needs one or more.", nameof(texts));
        DatasetChecks.RequireCount("labels", labels.Count, texts.Count);
        string[] copy = [.. texts];
        int missing = Array.IndexOf(copy, null);
        if (missing >= 0)
            throw new ArgumentException($"Text {missing} is null; give an empty text or leave the row out.", nameof(texts));
        double[]? checkedWeights = DatasetChecks.CopyWeights(weights, copy.Length);
        (int[] indices, string[] names) = LabelEncoding.Encode(labels, classes);
        return new TextDataset(copy, indices, Array.AsReadOnly(names), checkedWeights);
    }

    /// <summary>
    /// Splits at random into two parts that hold the classes in the same proportions (stratified). The same seed gives the same split
    /// on every machine and in every version, and the same as for a <see cref="ClassificationDataset"/> with these labels.
    /// </summary>
    /// <param name="testFraction">The part that goes into the second dataset, in (0, 1).</param>
    /// <param name="seed">Fixes the random choice.</param>
    /// <returns>Both parts, in the order of the texts, with all <see cref="Classes"/> of this dataset.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="testFraction"/> is not in (0, 1).</exception>
    /// <exception cref="ArgumentException">A part would be empty.</exception>
    public (TextDataset Train, TextDataset Test) Split(double testFraction, int seed)
    {
        Fold split = StratifiedSplit.Make(labels, ClassCount, testFraction, seed);
        return (Subset([.. split.Train]), Subset([.. split.Test]));
    }

    /// <summary>Makes a dataset of some texts. It keeps all <see cref="Classes"/>.</summary>
    /// <param name="rows">The indices of the texts, in the order wanted; a text may come more than once.</param>
    /// <returns>The dataset.</returns>
    /// <exception cref="ArgumentException">There are no indices, or all texts that are taken have weight 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is not in [0, Count).</exception>
    public TextDataset Subset(ReadOnlySpan<int> rows)
    {
        RowSelection.Require(rows, Count);
        return new TextDataset(
            RowSelection.Pick(texts, rows), RowSelection.Pick(labels, rows), classes, RowSelection.PickWeights(weights, rows));
    }

    /// <summary>Makes a dataset with other weights.</summary>
    /// <param name="newWeights">One weight per text: finite, at least 0, with a positive sum; null takes the weights away.</param>
    /// <returns>The dataset; the texts are shared.</returns>
    /// <exception cref="ArgumentException">The number of weights or a weight is not allowed.</exception>
    public TextDataset WithWeights(IReadOnlyList<double>? newWeights) =>
        new(texts, labels, classes, DatasetChecks.CopyWeights(newWeights, Count));

    /// <summary>Describes the dataset in one line.</summary>
    /// <returns>Counts of texts and classes.</returns>
    public override string ToString() => $"{Count} texts, {ClassCount} classes";

    /// <summary>Makes a dataset of what a reader has checked; the arrays are not copied.</summary>
    internal static TextDataset FromEncoded(string[] texts, int[] labels, string[] classes) => new(texts, labels, Array.AsReadOnly(classes), null);

    /// <summary>Gives the texts features.</summary>
    internal ClassificationDataset WithFeatures(FeatureMatrix features, IReadOnlyList<string>? featureNames) =>
        ClassificationDataset.FromEncoded(features, labels, classes, weights, featureNames);
}
