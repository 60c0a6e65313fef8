using AutoGradLinear.Data;

namespace AutoGradLinear;

public sealed partial class ClassificationDataset
{
    /// <summary>Makes a dataset of a sparse matrix of floats in compressed rows (CSR), without copying it.</summary>
    /// <typeparam name="TLabel">Any type of label: integers, texts, booleans, an enum.</typeparam>
    /// <param name="rowStarts">
    /// Where each row starts in <paramref name="columns"/> and <paramref name="values"/>, from 0, and at the end their length: one element
    /// more than there are rows.
    /// </param>
    /// <param name="columns">The columns of the values, from 0, ascending within a row.</param>
    /// <param name="values">The values; all others are 0. They must not change afterwards.</param>
    /// <param name="featureCount">The number of columns.</param>
    /// <param name="labels">One label per row.</param>
    /// <param name="classes">All classes in order; without, the distinct labels in sort order (texts: ordinal).</param>
    /// <param name="weights">One weight per row: finite, at least 0, with a positive sum; without, every row weighs 1.</param>
    /// <param name="featureNames">One name per column.</param>
    /// <returns>The dataset.</returns>
    /// <exception cref="ArgumentException">
    /// There are no rows, the arrays do not fit one another, columns do not ascend or are not in [0, featureCount), a feature is NaN or
    /// infinite, a label is not among the classes, or a weight is not allowed; the message names the row.
    /// </exception>
    public static ClassificationDataset FromSparseRows<TLabel>(
        ReadOnlyMemory<int> rowStarts,
        ReadOnlyMemory<int> columns,
        ReadOnlyMemory<float> values,
        int featureCount,
        IReadOnlyList<TLabel> labels,
        IReadOnlyList<TLabel>? classes = null,
        IReadOnlyList<double>? weights = null,
        IReadOnlyList<string>? featureNames = null)
        where TLabel : notnull
    {
        DatasetChecks.RequireCompressedRows(rowStarts.Span, columns.Span, values.Length, featureCount);
        return Create(new SparseFeatures(rowStarts, columns, values, featureCount), labels, classes, weights, featureNames);
    }

    /// <summary>Makes a dataset of a sparse matrix of doubles in compressed rows (CSR), without copying it.</summary>
    /// <inheritdoc cref="FromSparseRows{TLabel}(ReadOnlyMemory{int}, ReadOnlyMemory{int}, ReadOnlyMemory{float}, int, IReadOnlyList{TLabel}, IReadOnlyList{TLabel}, IReadOnlyList{double}, IReadOnlyList{string})"/>
    public static ClassificationDataset FromSparseRows<TLabel>(
        ReadOnlyMemory<int> rowStarts,
        ReadOnlyMemory<int> columns,
        ReadOnlyMemory<double> values,
        int featureCount,
        IReadOnlyList<TLabel> labels,
        IReadOnlyList<TLabel>? classes = null,
        IReadOnlyList<double>? weights = null,
        IReadOnlyList<string>? featureNames = null)
        where TLabel : notnull
    {
        DatasetChecks.RequireCompressedRows(rowStarts.Span, columns.Span, values.Length, featureCount);
        return Create(new SparseFeatures(rowStarts, columns, values, featureCount), labels, classes, weights, featureNames);
    }

    /// <summary>Keeps only the values other than 0, in compressed rows.</summary>
    /// <returns>The sparse dataset (this one, where it is); doubles stay doubles, all else becomes floats.</returns>
    /// <exception cref="NotSupportedException">The features are mapped from disk, and dense.</exception>
    public ClassificationDataset ToSparse()
    {
        if (IsSparse)
            return this;
        features.RequireInMemory(nameof(ToSparse), "Make the parts sparse before they are written (DatasetCache.Write).");
        return WithFeatures(Storage == FeatureStorage.Double ? Compression.Compress<double>(features) : Compression.Compress<float>(features));
    }

    /// <summary>Keeps every value, zeros included.</summary>
    /// <returns>The dense dataset (this one, where it is).</returns>
    /// <exception cref="OutOfMemoryException">Count × FeatureCount values are too many.</exception>
    /// <exception cref="NotSupportedException">The features are mapped from disk, and sparse.</exception>
    public ClassificationDataset ToDense()
    {
        if (!IsSparse)
            return this;
        features.RequireInMemory(nameof(ToDense), "Make the parts dense before they are written (DatasetCache.Write).");
        return WithFeatures(Storage == FeatureStorage.Double ? Compression.Expand<double>(features) : Compression.Expand<float>(features));
    }

    /// <summary>Makes a dataset of features and class indices that a reader has checked already, but for NaN and infinity; null where there are no labels.</summary>
    /// <exception cref="ArgumentException">There are fewer than two classes, a feature is NaN or infinite, or a weight is not allowed.</exception>
    internal static ClassificationDataset FromEncoded(
        FeatureMatrix features,
        int[]? labels,
        IReadOnlyList<string> classes,
        double[]? weights = null,
        IReadOnlyList<string>? featureNames = null)
    {
        if (classes.Count < 2)
        {
            throw new ArgumentException(
                $"All rows have the label '{classes[0]}'. A classifier needs two classes or more; give the full list as 'classes'.", nameof(classes));
        }

        if (labels is not null)
            DatasetChecks.RequireCount("labels", labels.Length, features.Rows);
        DatasetChecks.RequireFeatureNames(featureNames, features.Columns);
        DatasetChecks.RequireFinite(features, featureNames);
        if (weights is not null)
            DatasetChecks.RequireWeights(weights);
        return new ClassificationDataset(
            features, labels, Array.AsReadOnly([.. classes]), weights, featureNames is null ? null : Array.AsReadOnly([.. featureNames]));
    }

    private static ClassificationDataset Create<TLabel>(
        FeatureMatrix features,
        IReadOnlyList<TLabel> labels,
        IReadOnlyList<TLabel>? classes,
        IReadOnlyList<double>? weights,
        IReadOnlyList<string>? featureNames)
        where TLabel : notnull
    {
        ArgumentNullException.ThrowIfNull(labels);
        DatasetChecks.RequireCount("labels", labels.Count, features.Rows);
        DatasetChecks.RequireFeatureNames(featureNames, features.Columns);
        DatasetChecks.RequireFinite(features, featureNames);
        double[]? checkedWeights = DatasetChecks.CopyWeights(weights, features.Rows);
        (int[] indices, string[] names) = LabelEncoding.Encode(labels, classes);
        return new ClassificationDataset(
            features, indices, Array.AsReadOnly(names), checkedWeights, featureNames is null ? null : Array.AsReadOnly([.. featureNames]));
    }
}
