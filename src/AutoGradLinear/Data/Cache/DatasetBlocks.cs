namespace AutoGradLinear.Data;

/// <summary>Gives the rows of a dataset block by block, as a reader gives those of a file.</summary>
internal static class DatasetBlocks
{
    /// <summary>Fills a block with rows as they are stored; bytes that are scaled become floats.</summary>
    /// <param name="data">The dataset.</param>
    /// <param name="first">The first row.</param>
    /// <param name="block">Receives rows in place of its content.</param>
    /// <returns>The number of rows.</returns>
    public static int Fill(ClassificationDataset data, int first, RowBlock block)
    {
        if (data.Features is SparseMatrix sparse)
            FillSparse(data, sparse, first, block);
        else
            FillDense(data, (DenseMatrix)data.Features, first, block);
        return block.Count;
    }

    /// <summary>Gives all rows as datasets in memory, of the size of a block each.</summary>
    public static IEnumerable<ClassificationDataset> InMemory(ClassificationDataset data, RowBlock block)
    {
        for (int row = 0; row < data.Count; row += block.Count)
        {
            Fill(data, row, block);
            yield return data.Part(row, CopyOf(block, data.FeatureCount));
        }
    }

    private static FeatureMatrix CopyOf(RowBlock block, int columns) => (block.IsSparse, block.Storage) switch
    {
        (true, FeatureStorage.Single) => new SparseFeatures(block.RowStarts.ToArray(), block.Columns.ToArray(), block.Singles.ToArray(), columns),
        (true, _) => new SparseFeatures(block.RowStarts.ToArray(), block.Columns.ToArray(), block.Doubles.ToArray(), columns),
        (false, FeatureStorage.Byte) => new DenseFeatures(block.Bytes.ToArray(), columns),
        (false, FeatureStorage.Half) => new DenseFeatures(block.Halves.ToArray(), columns),
        (false, FeatureStorage.Single) => new DenseFeatures(block.Singles.ToArray(), columns),
        _ => new DenseFeatures(block.Doubles.ToArray(), columns),
    };

    private static void FillDense(ClassificationDataset data, DenseMatrix features, int first, RowBlock block)
    {
        bool isPlain = features is { Factor: 1.0, Map: null };
        FeatureStorage storage = isPlain || features.Storage != FeatureStorage.Byte ? features.Storage : FeatureStorage.Single;
        block.Begin(storage, isSparse: false, features.Columns);
        int count = Math.Min(data.Count - first, block.DenseRows(features.Columns * BlockLayout.SizeOf(storage)));
        int length = checked(count * features.Columns);
        switch (storage)
        {
            case FeatureStorage.Byte:
                features.CopyBytes(first, count, block.AddBytes(length));
                break;
            case FeatureStorage.Half:
                features.CopyRows(first, count, block.AddHalves(length));
                break;
            case FeatureStorage.Single:
                features.CopyRows(first, count, block.AddSingles(length));
                break;
            default:
                features.CopyRows(first, count, block.AddDoubles(length));
                break;
        }

        for (int i = first; i < first + count; i++)
            EndRow(data, i, block);
    }

    private static void FillSparse(ClassificationDataset data, SparseMatrix features, int first, RowBlock block)
    {
        block.Begin(features.Storage, isSparse: true, features.Columns);
        var singles = new SparseRowBuffer<float>();
        var doubles = new SparseRowBuffer<double>();
        for (int i = first; i < data.Count && !block.IsFull; i++)
        {
            if (features.Storage == FeatureStorage.Single)
            {
                SparseRow<float> row = features.Row(i, singles);
                for (int k = 0; k < row.Columns.Length; k++)
                    block.Add(row.Columns[k], row.Values[k]);
            }
            else
            {
                SparseRow<double> row = features.Row(i, doubles);
                for (int k = 0; k < row.Columns.Length; k++)
                    block.Add(row.Columns[k], row.Values[k]);
            }

            EndRow(data, i, block);
        }
    }

    private static void EndRow(ClassificationDataset data, int row, RowBlock block) =>
        block.EndRow(data.HasLabels ? data.Labels[row] : 0, data.HasWeights ? data.Weights[row] : 1.0);
}
