using System.Collections.ObjectModel;
using System.Globalization;
using System.Numerics;
using AutoGradLinear.Data;

namespace AutoGradLinear;

/// <summary>
/// Examples for a classifier: a matrix of features (rows × columns), dense or sparse, one class per row, and optional weights. Immutable.
/// </summary>
/// <remarks>
/// <para>
/// Examples to be classified need no labels: datasets of files or tables without them have none (<see cref="HasLabels"/>). Whatever predicts takes
/// them; whatever trains or measures says that labels are missing.
/// </para>
/// <para>
/// Features stay in the type they came in (byte, Half, float or double) and are converted when they are read; the dataset has no
/// numeric type parameter. Arrays that are handed over flat are wrapped, not copied: they must not change afterwards.
/// </para>
/// </remarks>
public sealed partial class ClassificationDataset
{
    private readonly FeatureMatrix features;
    private readonly int[]? labels;
    private readonly double[]? weights;

    private ClassificationDataset(
        FeatureMatrix features,
        int[]? labels,
        ReadOnlyCollection<string> classes,
        double[]? weights,
        ReadOnlyCollection<string>? featureNames)
    {
        this.features = features;
        this.labels = labels;
        this.weights = weights;
        Classes = classes;
        FeatureNames = featureNames;
    }

    /// <summary>The number of examples (rows), at least 1.</summary>
    public int Count => features.Rows;

    /// <summary>The number of features (columns), at least 1.</summary>
    public int FeatureCount => features.Columns;

    /// <summary>The number of classes, at least 2.</summary>
    public int ClassCount => Classes.Count;

    /// <summary>
    /// The names of the classes; a label is an index into them. Numbers stand in numeric order, texts in ordinal order, unless given.
    /// </summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The names of the features, where they were given.</summary>
    public IReadOnlyList<string>? FeatureNames { get; }

    /// <summary>Whether the examples have labels; without, they can only be classified.</summary>
    public bool HasLabels => labels is not null;

    /// <summary>The class index of each example.</summary>
    /// <exception cref="InvalidOperationException">The examples have no labels.</exception>
    public ReadOnlySpan<int> Labels => RequiredLabels;

    /// <summary>Whether examples carry weights; without, every example weighs 1.</summary>
    public bool HasWeights => weights is not null;

    /// <summary>The weight of each example (finite, at least 0, with a positive sum); empty where there are none.</summary>
    public ReadOnlySpan<double> Weights => weights;

    /// <summary>The type in which the features are kept.</summary>
    public FeatureStorage Storage => features.Storage;

    /// <summary>Whether only some values are kept, in compressed rows (CSR), and all others are 0.</summary>
    public bool IsSparse => features is SparseMatrix;

    /// <summary>The number of values that are kept: Count × FeatureCount where the features are dense.</summary>
    public long StoredCount => features is SparseMatrix sparse ? sparse.StoredCount : (long)Count * FeatureCount;

    /// <summary>Reads the features of one example.</summary>
    /// <typeparam name="T">The real type to convert to; a plain copy where the features are kept in it.</typeparam>
    /// <param name="row">The index of the example.</param>
    /// <param name="destination">Receives <see cref="FeatureCount"/> values; may be longer.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="row"/> is not in [0, Count).</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short.</exception>
    public void CopyRow<T>(int row, Span<T> destination)
        where T : unmanaged, IFloatingPointIeee754<T>
        => CopyRows(row, 1, destination);

    /// <summary>Reads the features of neighbouring examples, row by row.</summary>
    /// <typeparam name="T">The real type to convert to.</typeparam>
    /// <param name="first">The index of the first example.</param>
    /// <param name="count">The number of examples.</param>
    /// <param name="destination">Receives <paramref name="count"/> × <see cref="FeatureCount"/> values; may be longer.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rows are not all in [0, Count).</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short.</exception>
    public void CopyRows<T>(int first, int count, Span<T> destination)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, Count - count);
        if (destination.Length < (long)count * FeatureCount)
        {
            throw new ArgumentException(
                $"'destination' has length {destination.Length}; {count} rows of {FeatureCount} features need "
                + $"{(long)count * FeatureCount}.",
                nameof(destination));
        }

        features.CopyRows(first, count, destination);
    }

    /// <summary>Gives the columns of a sparse row whose values are kept, ascending.</summary>
    /// <param name="row">The index of the example.</param>
    /// <returns>The columns; <see cref="CopyStoredValues"/> gives their values.</returns>
    /// <exception cref="InvalidOperationException">The features are dense.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="row"/> is not in [0, Count).</exception>
    public ReadOnlySpan<int> StoredColumns(int row) => Sparse(row).RowColumns(row);

    /// <summary>Reads the values of a sparse row that are kept, one for each of <see cref="StoredColumns"/>.</summary>
    /// <typeparam name="T">The real type to convert to.</typeparam>
    /// <param name="row">The index of the example.</param>
    /// <param name="destination">Receives the values; may be longer.</param>
    /// <exception cref="InvalidOperationException">The features are dense.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="row"/> is not in [0, Count).</exception>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short.</exception>
    public void CopyStoredValues<T>(int row, Span<T> destination)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        SparseMatrix sparse = Sparse(row);
        int stored = sparse.RowLength(row);
        if (destination.Length < stored)
        {
            throw new ArgumentException(
                $"'destination' has length {destination.Length}; row {row} keeps {stored} values.", nameof(destination));
        }

        sparse.CopyRowValues(row, destination);
    }

    private int[] RequiredLabels => labels ?? throw new InvalidOperationException(DatasetChecks.NoLabels);

    /// <summary>The matrix behind the features, for the rooms that compute with it.</summary>
    internal FeatureMatrix Features => features;

    /// <summary>Gives rows without a copy where they are kept in type <typeparamref name="T"/>.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="first">The index of the first example.</param>
    /// <param name="count">The number of examples.</param>
    /// <param name="rows">The rows, or nothing.</param>
    /// <returns>Whether the rows could be given.</returns>
    internal bool TryGetRows<T>(int first, int count, out ReadOnlySpan<T> rows)
        where T : unmanaged
        => features.TryGetRows(first, count, out rows);

    /// <summary>Describes the dataset in one line.</summary>
    /// <returns>Counts of examples, features and classes.</returns>
    public override string ToString() => IsSparse
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{Count} examples, {FeatureCount} features (sparse {Storage}, {(double)StoredCount / Count:0.#} a row), {ClassCount} classes{Unlabelled}")
        : $"{Count} examples, {FeatureCount} features ({Storage}), {ClassCount} classes{Unlabelled}";

    private string Unlabelled => HasLabels ? string.Empty : ", without labels";

    private SparseMatrix Sparse(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Count);
        return features as SparseMatrix
            ?? throw new InvalidOperationException("The features are dense; CopyRow gives a row, ToSparse a sparse dataset.");
    }
}
