using System.Buffers;
using System.Numerics;
using AutoGradLinear.Data;

namespace AutoGradLinear;

public sealed partial class Preparation
{
    /// <summary>Prepares the features of a dataset. Labels and weights stay.</summary>
    /// <param name="dataset">Raw data; where it names its features, the names must be those of the training data.</param>
    /// <param name="progress">Receives the part that is done, from 0 to 1.</param>
    /// <param name="cancellationToken">Looked at before each row.</param>
    /// <returns>
    /// A new dataset, sparse where the raw one is. Its features are doubles where they were, else floats; bytes stay bytes in memory where every step
    /// shifts or scales columns, and are prepared when they are read.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// The features are others than those that were fitted on, a step does not fit sparse data, or a prepared feature is infinite.
    /// </exception>
    /// <exception cref="NotSupportedException">The features are mapped from disk, and a step does more than to shift or scale columns.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ClassificationDataset Apply(ClassificationDataset dataset, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        RequireCount(dataset.FeatureCount, nameof(dataset));
        FeatureNaming.RequireSame(inputNames, dataset.FeatureNames, Fitted, nameof(dataset));
        IReadOnlyList<string>? names = inputNames is null ? dataset.FeatureNames : outputNames;
        if (inputNames is null)
        {
            foreach (FittedStep step in steps)
                names = step.Names(names);
        }

        var work = new WorkProgress(dataset.Count, progress, cancellationToken);
        ClassificationDataset prepared = Apply(dataset, steps, names, work);
        work.End();
        return prepared;
    }

    /// <summary>Prepares one example, as for a prediction. Allocates nothing where no step leaves out columns.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="raw"><see cref="InputCount"/> values.</param>
    /// <param name="prepared">Receives <see cref="FeatureCount"/> values.</param>
    /// <exception cref="ArgumentException">A length differs.</exception>
    public void Apply<T>(ReadOnlySpan<T> raw, Span<T> prepared)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        RequireCount(raw.Length, nameof(raw));
        if (prepared.Length != FeatureCount)
            throw new ArgumentException($"'{nameof(prepared)}' has length {prepared.Length}; the preparation gives {FeatureCount} features.", nameof(prepared));
        if (FeatureCount == InputCount)
        {
            raw.CopyTo(prepared);
            Transform(steps, prepared);
            return;
        }

        T[] pooled = ArrayPool<T>.Shared.Rent(InputCount);
        Span<T> work = pooled.AsSpan(0, InputCount);
        raw.CopyTo(work);
        Transform(steps, work);
        work[..FeatureCount].CopyTo(prepared);
        ArrayPool<T>.Shared.Return(pooled);
    }

    /// <summary>Prepares one sparse example, as for a prediction. Allocates nothing.</summary>
    /// <typeparam name="T">The real type.</typeparam>
    /// <param name="columns">The columns of the raw values, ascending from 0; all other values are 0.</param>
    /// <param name="values">The raw values, one for each column.</param>
    /// <param name="preparedColumns">Receives the columns of the prepared values; at least as long as <paramref name="columns"/>.</param>
    /// <param name="preparedValues">Receives the prepared values; at least as long as <paramref name="values"/>.</param>
    /// <returns>How many prepared values there are.</returns>
    /// <exception cref="ArgumentException">Lengths do not fit, columns do not ascend or do not exist, or a step does not fit sparse data.</exception>
    public int Apply<T>(ReadOnlySpan<int> columns, ReadOnlySpan<T> values, Span<int> preparedColumns, Span<T> preparedValues)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (values.Length != columns.Length)
            throw new ArgumentException($"There are {columns.Length} columns and {values.Length} values; give one column per value.", nameof(values));
        if (preparedColumns.Length < columns.Length || preparedValues.Length < columns.Length)
            throw new ArgumentException($"Room for {columns.Length} prepared columns and values is needed.", nameof(preparedColumns));
        int last = -1;
        foreach (int column in columns)
        {
            if (column <= last || column >= InputCount)
                throw new ArgumentException($"Column {column} stands {(last < 0 ? "first" : $"after column {last}")}; columns ascend and lie in [0, {InputCount}).", nameof(columns));
            last = column;
        }

        columns.CopyTo(preparedColumns);
        values.CopyTo(preparedValues);
        int count = columns.Length;
        foreach (FittedStep step in steps)
        {
            if (step.SparseProblem is string problem)
                throw new ArgumentException($"The example is sparse, and the step '{step.Kind}' does not fit: {problem}", nameof(columns));
            count = step.Transform(preparedColumns[..count], preparedValues[..count]);
        }

        return count;
    }

    private static ClassificationDataset Apply(ClassificationDataset dataset, FittedStep[] steps, IReadOnlyList<string>? names, WorkProgress work)
    {
        if (steps.Length == 0)
            return dataset;
        bool isMapped = dataset.Features.Mapped is not null;
        if (steps is [ScaleStep scale] && (isMapped || dataset.Storage == FeatureStorage.Byte))
            return dataset.ScaledBy(scale.Factor);
        if (dataset.Features is DenseMatrix { IsScaledWhenRead: true } dense && JoinedMap(dense, steps) is ColumnMap map)
            return dataset.WithFeatures(dense.WithMap(map), names);
        dataset.Features.RequireInMemory(
            "A preparation that does more than to shift and scale columns", "Write a cache of prepared rows: DatasetCache.Write(path, dataset, preparation).");
        foreach (FittedStep step in steps)
            RequireSparse(step, dataset);
        FeatureMatrix features = (dataset.Features, dataset.Storage) switch
        {
            (SparseFeatures sparse, FeatureStorage.Double) => Sparse<double>(sparse, steps, work),
            (SparseFeatures sparse, _) => Sparse<float>(sparse, steps, work),
            (_, FeatureStorage.Double) => new DenseFeatures(Dense<double>(dataset, steps, work), steps[^1].OutputCount),
            _ => new DenseFeatures(Dense<float>(dataset, steps, work), steps[^1].OutputCount),
        };
        return dataset.WithFeatures(features, names);
    }

    /// <summary>All steps as one map of stored values; null where there is none that keeps them finite.</summary>
    private static ColumnMap? JoinedMap(DenseMatrix stored, FittedStep[] steps)
    {
        ColumnMap? map = stored.MapOrFactor ?? ColumnMap.Uniform(stored.Columns, 1.0);
        foreach (FittedStep step in steps)
            map = step.AsMap is ColumnMap next ? map?.Then(next) : null;
        return map is not null && map.IsFinite(stored.Storage == FeatureStorage.Byte ? byte.MaxValue : 1.0) ? map : null;
    }

    private static T[] Dense<T>(ClassificationDataset dataset, FittedStep[] steps, WorkProgress work)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int columns = steps[^1].OutputCount;
        if ((long)dataset.Count * columns > Array.MaxLength)
            throw new OutOfMemoryException($"{dataset.Count} rows of {columns} prepared features are more values than one array holds. Prepare parts, or keep the data sparse.");
        T[] prepared = LargeArray.Allocate<T>(dataset.Count * columns);
        T[] whole = columns == dataset.FeatureCount ? [] : new T[dataset.FeatureCount];
        for (int i = 0; i < dataset.Count; i++)
        {
            work.Next();
            Span<T> target = prepared.AsSpan(i * columns, columns);
            Span<T> row = whole.Length == 0 ? target : whole;
            dataset.CopyRow(i, row);
            Transform(steps, row);
            if (whole.Length > 0)
                row[..columns].CopyTo(target);
        }

        return prepared;
    }

    private static SparseFeatures Sparse<T>(SparseFeatures raw, FittedStep[] steps, WorkProgress work)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        bool changesColumns = Array.Exists(steps, step => step.ChangesColumns);
        int total = (int)raw.StoredCount;
        var values = new T[total];

        // Where no step changes columns, those of the raw matrix are shared.
        int[] columns = changesColumns ? new int[total] : [];
        int[] starts = changesColumns ? new int[raw.Rows + 1] : [];
        int[] scratch = [];
        int stored = 0;
        for (int i = 0; i < raw.Rows; i++)
        {
            work.Next();
            int count = raw.Range(i).Count;
            if (!changesColumns && count > scratch.Length)
                scratch = new int[count * 2];
            Span<int> rowColumns = changesColumns ? columns.AsSpan(stored, count) : scratch.AsSpan(0, count);
            raw.RowColumns(i).CopyTo(rowColumns);
            Span<T> rowValues = values.AsSpan(stored, count);
            raw.CopyRowValues(i, rowValues);
            foreach (FittedStep step in steps)
                count = step.Transform(rowColumns[..count], rowValues[..count]);
            stored += count;
            if (changesColumns)
                starts[i + 1] = stored;
        }

        ReadOnlyMemory<int> finalColumns = changesColumns ? columns.AsMemory(0, stored) : raw.StoredColumns;
        ReadOnlyMemory<int> finalStarts = changesColumns ? starts : raw.RowStarts;
        return typeof(T) == typeof(double)
            ? new SparseFeatures(finalStarts, finalColumns, ((double[])(object)values).AsMemory(0, stored), steps[^1].OutputCount)
            : new SparseFeatures(finalStarts, finalColumns, ((float[])(object)values).AsMemory(0, stored), steps[^1].OutputCount);
    }

    private static int Transform<T>(FittedStep[] steps, Span<T> row)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int count = row.Length;
        foreach (FittedStep step in steps)
            count = step.Transform(row[..count]);
        return count;
    }

    private void RequireCount(int actual, string parameterName)
    {
        if (actual != InputCount)
            throw new ArgumentException($"There are {actual} features; the preparation was fitted on {InputCount}.", parameterName);
    }
}
