using AutoGradLinear.Data;

namespace AutoGradLinear;

public sealed partial class ClassificationDataset
{
    /// <summary>Makes a dataset of a flat matrix of floats, without copying it.</summary>
    /// <typeparam name="TLabel">Any type of label: integers, texts, booleans, an enum.</typeparam>
    /// <param name="features">The features, row by row; must not change afterwards.</param>
    /// <param name="featureCount">The number of columns.</param>
    /// <param name="labels">One label per row.</param>
    /// <param name="classes">All classes in order; without, the distinct labels in sort order (texts: ordinal).</param>
    /// <param name="weights">One weight per row: finite, at least 0, with a positive sum; without, every row weighs 1.</param>
    /// <param name="featureNames">One name per column.</param>
    /// <returns>The dataset.</returns>
    /// <exception cref="ArgumentException">
    /// There are no rows, counts do not match, a feature is NaN or infinite, a label is not among the classes, or a weight is not
    /// allowed; the message names the row and what to do.
    /// </exception>
    public static ClassificationDataset FromRows<TLabel>(
        ReadOnlyMemory<float> features,
        int featureCount,
        IReadOnlyList<TLabel> labels,
        IReadOnlyList<TLabel>? classes = null,
        IReadOnlyList<double>? weights = null,
        IReadOnlyList<string>? featureNames = null)
        where TLabel : notnull
    {
        DatasetChecks.RequireShape(features.Length, featureCount);
        return Create(new DenseFeatures(features, featureCount), labels, classes, weights, featureNames);
    }

    /// <summary>Makes a dataset of a flat matrix of doubles, without copying it.</summary>
    /// <inheritdoc cref="FromRows{TLabel}(ReadOnlyMemory{float}, int, IReadOnlyList{TLabel}, IReadOnlyList{TLabel}, IReadOnlyList{double}, IReadOnlyList{string})"/>
    public static ClassificationDataset FromRows<TLabel>(
        ReadOnlyMemory<double> features,
        int featureCount,
        IReadOnlyList<TLabel> labels,
        IReadOnlyList<TLabel>? classes = null,
        IReadOnlyList<double>? weights = null,
        IReadOnlyList<string>? featureNames = null)
        where TLabel : notnull
    {
        DatasetChecks.RequireShape(features.Length, featureCount);
        return Create(new DenseFeatures(features, featureCount), labels, classes, weights, featureNames);
    }

    /// <summary>Makes a dataset of a flat matrix of bytes (images), without copying it; bytes stay bytes in memory.</summary>
    /// <inheritdoc cref="FromRows{TLabel}(ReadOnlyMemory{float}, int, IReadOnlyList{TLabel}, IReadOnlyList{TLabel}, IReadOnlyList{double}, IReadOnlyList{string})"/>
    public static ClassificationDataset FromRows<TLabel>(
        ReadOnlyMemory<byte> features,
        int featureCount,
        IReadOnlyList<TLabel> labels,
        IReadOnlyList<TLabel>? classes = null,
        IReadOnlyList<double>? weights = null,
        IReadOnlyList<string>? featureNames = null)
        where TLabel : notnull
    {
        DatasetChecks.RequireShape(features.Length, featureCount);
        return Create(new DenseFeatures(features, featureCount), labels, classes, weights, featureNames);
    }

    /// <summary>Makes a dataset of a flat matrix of 16-bit reals, without copying it.</summary>
    /// <inheritdoc cref="FromRows{TLabel}(ReadOnlyMemory{float}, int, IReadOnlyList{TLabel}, IReadOnlyList{TLabel}, IReadOnlyList{double}, IReadOnlyList{string})"/>
    public static ClassificationDataset FromRows<TLabel>(
        ReadOnlyMemory<Half> features,
        int featureCount,
        IReadOnlyList<TLabel> labels,
        IReadOnlyList<TLabel>? classes = null,
        IReadOnlyList<double>? weights = null,
        IReadOnlyList<string>? featureNames = null)
        where TLabel : notnull
    {
        DatasetChecks.RequireShape(features.Length, featureCount);
        return Create(new DenseFeatures(features, featureCount), labels, classes, weights, featureNames);
    }

    /// <summary>Makes a dataset of rows of floats; they are copied.</summary>
    /// <typeparam name="TLabel">Any type of label: integers, texts, booleans, an enum.</typeparam>
    /// <param name="rows">The rows, all of the same length.</param>
    /// <param name="labels">One label per row.</param>
    /// <param name="classes">All classes in order; without, the distinct labels in sort order (texts: ordinal).</param>
    /// <param name="weights">One weight per row: finite, at least 0, with a positive sum; without, every row weighs 1.</param>
    /// <param name="featureNames">One name per column.</param>
    /// <returns>The dataset.</returns>
    /// <exception cref="ArgumentException">
    /// There are no rows, a row differs in length from the first one, counts do not match, a feature is NaN or infinite, a label is not
    /// among the classes, or a weight is not allowed; the message names the row and what to do.
    /// </exception>
    public static ClassificationDataset FromRows<TLabel>(
        IReadOnlyList<float[]> rows,
        IReadOnlyList<TLabel> labels,
        IReadOnlyList<TLabel>? classes = null,
        IReadOnlyList<double>? weights = null,
        IReadOnlyList<string>? featureNames = null)
        where TLabel : notnull
        => FromRows<TLabel>(DatasetChecks.Flatten(rows), DatasetChecks.Columns(rows), labels, classes, weights, featureNames);

    /// <summary>Makes a dataset of rows of doubles; they are copied.</summary>
    /// <inheritdoc cref="FromRows{TLabel}(IReadOnlyList{float[]}, IReadOnlyList{TLabel}, IReadOnlyList{TLabel}, IReadOnlyList{double}, IReadOnlyList{string})"/>
    public static ClassificationDataset FromRows<TLabel>(
        IReadOnlyList<double[]> rows,
        IReadOnlyList<TLabel> labels,
        IReadOnlyList<TLabel>? classes = null,
        IReadOnlyList<double>? weights = null,
        IReadOnlyList<string>? featureNames = null)
        where TLabel : notnull
        => FromRows<TLabel>(DatasetChecks.Flatten(rows), DatasetChecks.Columns(rows), labels, classes, weights, featureNames);

    /// <summary>Makes a dataset of rows of bytes (images); they are copied.</summary>
    /// <inheritdoc cref="FromRows{TLabel}(IReadOnlyList{float[]}, IReadOnlyList{TLabel}, IReadOnlyList{TLabel}, IReadOnlyList{double}, IReadOnlyList{string})"/>
    public static ClassificationDataset FromRows<TLabel>(
        IReadOnlyList<byte[]> rows,
        IReadOnlyList<TLabel> labels,
        IReadOnlyList<TLabel>? classes = null,
        IReadOnlyList<double>? weights = null,
        IReadOnlyList<string>? featureNames = null)
        where TLabel : notnull
        => FromRows<TLabel>(DatasetChecks.Flatten(rows), DatasetChecks.Columns(rows), labels, classes, weights, featureNames);

    /// <summary>Makes a dataset of any items, with functions that say what their features and labels are.</summary>
    /// <typeparam name="TItem">The type of the items.</typeparam>
    /// <typeparam name="TLabel">Any type of label: integers, texts, booleans, an enum.</typeparam>
    /// <param name="items">The items, one per example; enumerated once.</param>
    /// <param name="features">Gives an item's features; the same number for every item.</param>
    /// <param name="label">Gives an item's label.</param>
    /// <param name="classes">All classes in order; without, the distinct labels in sort order (texts: ordinal).</param>
    /// <param name="weight">Gives an item's weight; without, every item weighs 1.</param>
    /// <param name="featureNames">One name per column.</param>
    /// <returns>The dataset.</returns>
    /// <exception cref="ArgumentException">As for <c>FromRows</c>.</exception>
    public static ClassificationDataset FromEnumerable<TItem, TLabel>(
        IEnumerable<TItem> items,
        Func<TItem, float[]> features,
        Func<TItem, TLabel> label,
        IReadOnlyList<TLabel>? classes = null,
        Func<TItem, double>? weight = null,
        IReadOnlyList<string>? featureNames = null)
        where TLabel : notnull
    {
        TItem[] all = [.. items];
        return FromRows(
            [.. all.Select(features)], [.. all.Select(label)], classes, weight is null ? null : [.. all.Select(weight)], featureNames);
    }

    /// <summary>Makes a dataset of any items, with functions that say what their features (as doubles) and labels are.</summary>
    /// <inheritdoc cref="FromEnumerable{TItem, TLabel}(IEnumerable{TItem}, Func{TItem, float[]}, Func{TItem, TLabel}, IReadOnlyList{TLabel}, Func{TItem, double}, IReadOnlyList{string})"/>
    public static ClassificationDataset FromEnumerable<TItem, TLabel>(
        IEnumerable<TItem> items,
        Func<TItem, double[]> features,
        Func<TItem, TLabel> label,
        IReadOnlyList<TLabel>? classes = null,
        Func<TItem, double>? weight = null,
        IReadOnlyList<string>? featureNames = null)
        where TLabel : notnull
    {
        TItem[] all = [.. items];
        return FromRows(
            [.. all.Select(features)], [.. all.Select(label)], classes, weight is null ? null : [.. all.Select(weight)], featureNames);
    }
}
