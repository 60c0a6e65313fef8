namespace AutoGradLinear.Data;

/// <summary>Joins the blocks of a reader into one dataset. Memory is checked against <see cref="DataLimits.MaxMemory"/> before it is taken.</summary>
internal sealed class DatasetCollector
{
    private readonly ExampleReader reader;
    private readonly GrowingArray<byte> bytes;
    private readonly GrowingArray<float> singles;
    private readonly GrowingArray<double> doubles;
    private readonly GrowingArray<int> rowStarts;
    private readonly GrowingArray<int> columns;
    private readonly GrowingArray<int> labels;
    private readonly GrowingArray<double> weights;
    private readonly MemoryBudget budget;

    private DatasetCollector(ExampleReader reader)
    {
        this.reader = reader;
        budget = new MemoryBudget(reader.FilePath, reader.Limits.MaxMemory);
        bytes = new GrowingArray<byte>(budget);
        singles = new GrowingArray<float>(budget);
        doubles = new GrowingArray<double>(budget);
        rowStarts = new GrowingArray<int>(budget);
        columns = new GrowingArray<int>(budget);
        labels = new GrowingArray<int>(budget);
        weights = new GrowingArray<double>(budget);
    }

    /// <summary>Reads all examples.</summary>
    /// <exception cref="DataFormatException">The file is damaged, beyond the limits, or no dataset for a classifier.</exception>
    public static ClassificationDataset Read(ExampleReader reader, IProgress<ReadingProgress>? progress, CancellationToken cancellationToken)
    {
        var collector = new DatasetCollector(reader);
        collector.Reserve();
        var block = new RowBlock();
        while (reader.Read(block, cancellationToken))
        {
            collector.Add(block);
            progress?.Report(reader.Progress);
        }

        return collector.Finish();
    }

    private long ExpectedValues => reader is { ExpectedRows: long rows, FeatureCount: int features, IsSparse: false } ? rows * features : long.MaxValue;

    /// <summary>Refuses what cannot fit, and takes the memory at once where the size of the file vouches for the number of rows.</summary>
    private void Reserve()
    {
        if (ExpectedValues == long.MaxValue)
            return;
        int size = BlockLayout.SizeOf(reader.Storage);
        budget.RequireRoomFor(((Int128)ExpectedValues * size) + ((Int128)reader.ExpectedRows!.Value * sizeof(int)));
        if (ExpectedValues > Array.MaxLength)
        {
            throw new DataFormatException(
                reader.FilePath,
                string.Empty,
                $"{reader.ExpectedRows} rows of {reader.FeatureCount} features are more values than one array holds "
                + $"({Array.MaxLength}). Read blocks of rows with Open.");
        }

        if (!reader.ExpectationIsChecked)
            return;
        int values = (int)ExpectedValues;
        switch (reader.Storage)
        {
            case FeatureStorage.Byte:
                bytes.Extend(values);
                break;
            case FeatureStorage.Double:
                doubles.Extend(values);
                break;
            default:
                singles.Extend(values);
                break;
        }

        bytes.Truncate(0);
        singles.Truncate(0);
        doubles.Truncate(0);
        labels.Extend((int)reader.ExpectedRows!.Value);
        labels.Truncate(0);
    }

    private void Add(RowBlock block)
    {
        if (bytes.Count + (long)block.Bytes.Length > Array.MaxLength || (long)singles.Count + block.Singles.Length > Array.MaxLength
            || (long)doubles.Count + block.Doubles.Length > Array.MaxLength)
        {
            throw new DataFormatException(
                reader.FilePath,
                $"row {labels.Count + 1}",
                $"there are more values than one array holds ({Array.MaxLength}). Read blocks of rows with Open.");
        }

        int stored = columns.Count;
        bytes.Add(block.Bytes, ExpectedValues);
        singles.Add(block.Singles, ExpectedValues);
        doubles.Add(block.Doubles, ExpectedValues);
        columns.Add(block.Columns);
        if (block.IsSparse)
        {
            if (rowStarts.Count == 0)
                rowStarts.Add(0);
            Span<int> starts = rowStarts.Extend(block.Count);
            for (int i = 0; i < starts.Length; i++)
                starts[i] = stored + block.RowStarts[i + 1];
        }

        if (block.HasWeights || weights.Count > 0)
        {
            if (weights.Count < labels.Count)
                weights.Extend(labels.Count).Fill(1.0);
            if (block.HasWeights)
                weights.Add(block.Weights);
            else
                weights.Extend(block.Count).Fill(1.0);
        }

        labels.Add(block.Labels, reader.ExpectedRows ?? long.MaxValue);
    }

    private ClassificationDataset Finish()
    {
        (IReadOnlyList<string> classes, int[] classOfCode) = ReaderChecks.RequireDataset(reader);
        int[] indices = labels.ToArray();
        for (int i = 0; i < indices.Length; i++)
            indices[i] = classOfCode[indices[i]];
        try
        {
            return ClassificationDataset.FromEncoded(
                Features(reader.FeatureCount!.Value), indices, classes, weights.Count == 0 ? null : weights.ToArray(), reader.FeatureNames);
        }
        catch (ArgumentException exception)
        {
            throw new DataFormatException(reader.FilePath, string.Empty, exception.Message, exception);
        }
    }

    private FeatureMatrix Features(int featureCount) => (reader.IsSparse, reader.Storage) switch
    {
        (true, FeatureStorage.Double) => new SparseFeatures(rowStarts.Memory, columns.Memory, doubles.Memory, featureCount),
        (true, _) => new SparseFeatures(rowStarts.Memory, columns.Memory, singles.Memory, featureCount),
        (false, FeatureStorage.Byte) => new DenseFeatures(bytes.Memory, featureCount),
        (false, FeatureStorage.Double) => new DenseFeatures(doubles.Memory, featureCount),
        _ => new DenseFeatures(singles.Memory, featureCount),
    };

}
